import { rules } from "../all/rules.ts";
import { servePack } from "../lib/pack.ts";
import { provenance } from "./rules.ts";

servePack("provenance", provenance, rules);
