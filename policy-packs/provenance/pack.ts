import { PolicyPack } from "@pulumi/policy";

import { policyOf } from "../lib/crossguard.ts";
import { provenance } from "./rules.ts";

new PolicyPack("provenance", { policies: provenance.map(policyOf) });
