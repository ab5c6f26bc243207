import { nistContainers, nistControls, slsa } from "../lib/frameworks.ts";
import { evidenceRule } from "./evidence-rule.ts";

/** Who built an image, from what and how, is signed, and allowed for this environment. */
export const evidenceVerifies = evidenceRule({
  name: "evidence-verifies",
  severity: "critical",
  description:
    "The provenance of every released image verifies: who built it, from which commit, in which way, all allowed by the environment's trust file.",
  remediation:
    "see what ops release verify <env> says of the image; release one that an allowed workflow built",
  framework: slsa("Verifying artifacts"),
  abouts: ["provenance", "third-party", "release", "trust", "acceptance"],
});

/** What is in an image is written down, and the paper is about this image. */
export const sbomAttached = evidenceRule({
  name: "sbom-attached",
  severity: "high",
  description:
    "Every released image has a signed SBOM that names its digest, and a licence summary made from it.",
  remediation: "attest an SBOM of this very digest and add it: ops release add",
  framework: nistControls("CM-8 System Component Inventory"),
  abouts: ["sbom", "licences"],
});

/** An image that nobody has looked at for a week may have become a known hole. */
export const scanFresh = evidenceRule({
  name: "scan-fresh",
  severity: "high",
  description:
    "Every released image has a signed vulnerability scan that is younger than the environment's trust file allows, seven days as a rule.",
  remediation: "scan the image again and add the scan: ops release add --scan",
  framework: nistContainers("4.1.1 Image vulnerabilities"),
  abouts: ["scan"],
});

/** Known holes are closed, or somebody answers for them until a day. */
export const noKnownVulnerability = evidenceRule({
  name: "no-known-vulnerability",
  severity: "critical",
  description:
    "No released image has a critical vulnerability, and none a high or unrated one that nobody has accepted in releases/accepted.json.",
  remediation:
    "update the package and release the new image, or have a high one accepted until a day in releases/accepted.json",
  framework: nistContainers("4.1.1 Image vulnerabilities"),
  abouts: ["vulnerability"],
});
