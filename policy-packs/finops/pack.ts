import { rules } from "../all/rules.ts";
import { servePack } from "../lib/pack.ts";
import { finops } from "./rules.ts";

servePack("finops", finops, rules);
