import type { Rule } from "../lib/rule.ts";
import { evidenceVerifies, noKnownVulnerability, sbomAttached, scanFresh } from "./evidence.ts";
import { imageDigest } from "./image-digest.ts";
import { imageRegistry } from "./image-registry.ts";
import { imageTag } from "./image-tag.ts";
import { releaseManifest } from "./release-manifest.ts";
import { releasedImage } from "./released-image.ts";
import { tagAgreement } from "./tag-agreement.ts";

export const provenance: readonly Rule[] = [
  imageDigest,
  imageRegistry,
  imageTag,
  tagAgreement,
  releasedImage,
  evidenceVerifies,
  sbomAttached,
  scanFresh,
  noKnownVulnerability,
  releaseManifest,
];
