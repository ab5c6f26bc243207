import { type Finding, finding } from "../lib/finding.ts";
import { nistContainers } from "../lib/frameworks.ts";
import { isUnder } from "../lib/image.ts";
import { underCel } from "../lib/image-cel.ts";
import { eachImage, type NamedImage } from "../lib/images.ts";
import { judgePods } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";

/** Images come from where releases are published, and from nowhere else. */
export const imageRegistry = resourceRule({
  pack: "provenance",
  name: "image-registry",
  severity: "high",
  level: "mandatory",
  description: "Every image comes from an allowed registry.",
  remediation:
    "publish the image to an allowed registry, or add its prefix to allowedRegistries of this rule in policy-packs/all/config.<env>.json",
  framework: nistContainers("4.1.5 Use of untrusted images"),
  options: {
    allowedRegistries: {
      type: "array",
      description:
        "Prefixes of allowed images, host first, compared in whole segments; none is allowed unless it is named.",
      default: [] as readonly string[],
      items: {
        type: "string",
        pattern: "^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*$",
      },
      uniqueItems: true,
    },
  },
  judge: (subject, { allowedRegistries }) =>
    judgePods(subject, (pod) => eachImage(pod, (image) => judge(image, allowedRegistries))),
  admission: {
    match: "pods",
    validations: ({ allowedRegistries }) => [
      {
        expression: `variables.references.all(r, ${allowedRegistries.map((prefix) => underCel("r", prefix)).join(" || ") || "false"})`,
        message: `an image comes from elsewhere than ${allowedRegistries.join(", ") || "nowhere, since no registry is allowed"}`,
      },
    ],
  },
});

function judge({ label, text, reference }: NamedImage, allowed: readonly string[]): Finding[] {
  if (allowed.some((prefix) => isUnder(reference, prefix))) return [];
  const source = `${reference.registry}/${reference.repository}`;
  const known = allowed.length === 0 ? "no registry" : `only ${allowed.join(", ")}`;
  const verb = allowed.length > 1 ? "are" : "is";
  return [
    finding(
      `${label} uses image ${JSON.stringify(text)} of ${source}, but ${known} ${verb} allowed`,
    ),
  ];
}
