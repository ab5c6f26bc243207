import { servePack } from "../lib/pack.ts";
import { rules } from "./rules.ts";

servePack("intelgraph", rules, rules);
