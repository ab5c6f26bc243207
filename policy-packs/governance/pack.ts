import { rules } from "../all/rules.ts";
import { servePack } from "../lib/pack.ts";
import { governance } from "./rules.ts";

servePack("governance", governance, rules);
