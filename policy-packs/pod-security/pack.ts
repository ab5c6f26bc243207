import { rules } from "../all/rules.ts";
import { servePack } from "../lib/pack.ts";
import { podSecurity } from "./rules.ts";

servePack("pod-security", podSecurity, rules);
