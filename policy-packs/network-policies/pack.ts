import { rules } from "../all/rules.ts";
import { servePack } from "../lib/pack.ts";
import { networkPolicies } from "./rules.ts";

servePack("network-policies", networkPolicies, rules);
