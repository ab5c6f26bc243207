import { PolicyPack } from "@pulumi/policy";

import { policyOf } from "../lib/crossguard.ts";
import { networkPolicies } from "./rules.ts";

new PolicyPack("network-policies", { policies: networkPolicies.map(policyOf) });
