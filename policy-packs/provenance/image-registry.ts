import { type Finding, finding } from "../lib/finding.ts";
import { nistContainers } from "../lib/frameworks.ts";
import { celOfReference, celOfUnder, isUnder, isWrittenOut } from "../lib/image.ts";
import { eachImage, type NamedImage } from "../lib/images.ts";
import { judgePods } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { allowedPrefixes, MIRROR_PATTERN, PREFIX_PATTERN } from "./prefixes.ts";

/** Images come from where releases are published or mirrored, and from nowhere else. */
export const imageRegistry = resourceRule({
  pack: "provenance",
  name: "image-registry",
  severity: "high",
  level: "mandatory",
  description:
    "Every image comes from an allowed registry, or from a mirror of one, and is written out in full.",
  remediation:
    "publish the image to an allowed registry and write it out in full, or add its prefix to allowedRegistries of this rule in policy-packs/all/config.<env>.json",
  framework: nistContainers("4.1.5 Use of untrusted images"),
  options: {
    allowedRegistries: {
      type: "array",
      description:
        "Prefixes of allowed images, host first, compared in whole segments; none is allowed unless it is named.",
      default: [] as readonly string[],
      items: { type: "string", pattern: PREFIX_PATTERN },
      uniqueItems: true,
    },
    mirrors: {
      type: "array",
      description:
        "Mirrors as `<prefix of the mirror>=<prefix of what it mirrors>`; of a mirror only that is allowed which stands for something allowed.",
      default: [] as readonly string[],
      items: { type: "string", pattern: MIRROR_PATTERN },
      uniqueItems: true,
    },
  },
  judge: (subject, { allowedRegistries, mirrors }) => {
    const allowed = allowedPrefixes(allowedRegistries, mirrors);
    return judgePods(subject, (pod) => eachImage(pod, (image) => judge(image, allowed)));
  },
  admission: {
    match: "pods",
    validations: ({ allowedRegistries, mirrors }) => {
      const allowed = allowedPrefixes(allowedRegistries, mirrors);
      const under = allowed.map((prefix) => celOfUnder("i", prefix)).join(" || ") || "false";
      return [
        {
          expression: `variables.images.all(i, ${celOfReference("i")} && (${under}))`,
          message: `an image comes from elsewhere than ${allowed.join(", ") || "nowhere, since no registry is allowed"}, or is not written out`,
        },
      ];
    },
  },
});

function judge({ label, text, reference }: NamedImage, allowed: readonly string[]): Finding[] {
  const uses = `${label} uses image ${JSON.stringify(text)}`;
  const source = `${reference.registry}/${reference.repository}`;
  if (!allowed.some((prefix) => isUnder(reference, prefix))) {
    const known = allowed.length === 0 ? "no registry" : `only ${allowed.join(", ")}`;
    const verb = allowed.length > 1 ? "are" : "is";
    return [finding(`${uses} of ${source}, but ${known} ${verb} allowed`)];
  }
  return isWrittenOut(text, reference) ? [] : [finding(`${uses}, which written out is ${source}`)];
}
