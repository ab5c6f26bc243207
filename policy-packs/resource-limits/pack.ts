import { PolicyPack } from "@pulumi/policy";

import { policyOf } from "../lib/crossguard.ts";
import { resourceLimits } from "./rules.ts";

new PolicyPack("resource-limits", { policies: resourceLimits.map(policyOf) });
