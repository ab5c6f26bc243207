import { rules } from "../all/rules.ts";
import { servePack } from "../lib/pack.ts";
import { resourceLimits } from "./rules.ts";

servePack("resource-limits", resourceLimits, rules);
