import type { Rule } from "../lib/rule.ts";
import { imageDigest } from "./image-digest.ts";
import { imageRegistry } from "./image-registry.ts";
import { imageTag } from "./image-tag.ts";
import { tagAgreement } from "./tag-agreement.ts";

export const provenance: readonly Rule[] = [imageDigest, imageRegistry, imageTag, tagAgreement];
