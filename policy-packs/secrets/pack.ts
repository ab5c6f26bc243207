import { rules } from "../all/rules.ts";
import { servePack } from "../lib/pack.ts";
import { secrets } from "./rules.ts";

servePack("secrets", secrets, rules);
