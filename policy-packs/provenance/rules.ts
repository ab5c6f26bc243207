import type { Rule } from "../lib/rule.ts";
import { imageDigest } from "./image-digest.ts";
import { imageRegistry } from "./image-registry.ts";

export const provenance: readonly Rule[] = [imageDigest, imageRegistry];
