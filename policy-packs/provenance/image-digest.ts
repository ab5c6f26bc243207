import { finding } from "../lib/finding.ts";
import { nistContainers } from "../lib/frameworks.ts";
import { eachImage, type NamedImage } from "../lib/images.ts";
import { judgePods } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";

/** What was reviewed is what runs: a tag can be moved, a digest cannot. */
export const imageDigest = resourceRule({
  pack: "provenance",
  name: "image-digest",
  severity: "high",
  level: "mandatory",
  description:
    "Every image, those of init containers and volumes included, is pinned by its sha256 digest.",
  remediation: "write the image as registry/repository@sha256:<digest>, as its release recorded it",
  framework: nistContainers("4.2.2 Stale images in registries"),
  options: {},
  judge: (subject) => judgePods(subject, (pod) => eachImage(pod, judge)),
  admission: {
    match: "pods",
    validations: () => [
      {
        expression: "variables.references.all(r, r.contains('@sha256:'))",
        message: "an image is pinned by no sha256 digest",
      },
    ],
  },
});

function judge({ label, text, reference: { digest } }: NamedImage) {
  if (digest?.startsWith("sha256:") === true) return [];
  const pinned = digest === undefined ? "by no digest" : "by a digest that is not sha256";
  return [finding(`${label} uses image ${JSON.stringify(text)}, pinned ${pinned}`)];
}
