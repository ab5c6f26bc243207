import { PolicyPack } from "@pulumi/policy";

import { policyOf } from "../lib/crossguard.ts";
import { rules } from "./rules.ts";

new PolicyPack("intelgraph", { policies: rules.map(policyOf) });
