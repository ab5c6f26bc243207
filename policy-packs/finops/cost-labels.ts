import { celText, celTexts } from "../lib/admission.ts";
import { each, type Finding, finding } from "../lib/finding.ts";
import { finopsFramework } from "../lib/frameworks.ts";
import { entryOf, type Judgeable, judgeObjects, mapAt } from "../lib/objects.ts";
import { podResources } from "../lib/admission-match.ts";
import { podPaths } from "../lib/kinds.ts";
import { podLabels, podMap, podMetadataPath } from "../lib/pod-metadata.ts";
import { type Judgement, notApplicable, resourceRule } from "../lib/rule.ts";
import type { Subject } from "../lib/subject.ts";
import { isEmpty, type Props } from "../lib/values.ts";
import { celClaims, eachClaim, makesClaims } from "./claims.ts";
import { TAGLESS } from "./tagless.ts";

interface Settings {
  readonly labels: readonly string[];
  readonly tags: readonly string[];
  readonly untagged: readonly string[];
}

/**
 * Every bill can be split: the namespace says who pays (`governance/ownership`), pods and volumes say for what.
 *
 * In the cloud there is no namespace to inherit from, so each resource carries all of it.
 */
export const costLabels = resourceRule<Settings>({
  pack: "finops",
  name: "cost-labels",
  severity: "low",
  level: "mandatory",
  description:
    "Pods and volume claims carry the labels, and resources in the cloud the tags, by which costs are split.",
  remediation:
    "add the labels to the pod template or claim itself, or the tags to the resource or to the default tags of its provider",
  framework: finopsFramework("Allocation: tagging and labelling strategy"),
  options: {
    labels: {
      type: "array",
      description: "Labels of pods and of volume claims.",
      default: ["app.kubernetes.io/name"],
      items: { type: "string", pattern: "^[a-z0-9.-]+(/[a-zA-Z0-9._-]+)?$" },
      uniqueItems: true,
    },
    tags: {
      type: "array",
      description: "Tags of resources in AWS.",
      default: ["cost-centre", "environment", "owner"],
      items: { type: "string", pattern: "^[a-zA-Z0-9:/._-]+$" },
      uniqueItems: true,
    },
    untagged: {
      type: "array",
      description: "Types of AWS resources that take no tags; any other type needs them.",
      default: TAGLESS,
      items: { type: "string", pattern: "^aws:[^ ]+$" },
      uniqueItems: true,
    },
  },
  judge: (subject, settings) =>
    subject.type.startsWith("aws:")
      ? judgeCloud(subject, settings)
      : judgeObjects(subject, makesClaims, (object) => judge(object, settings.labels)),
  admission: {
    match: [{ group: "", resources: ["persistentvolumeclaims"] }, ...podResources],
    validations: ({ labels }) =>
      labels.flatMap((label) => [
        {
          expression: `!(object.kind in ${celTexts(writtenKinds)}) || ${isIn(label, podLabels)}`,
          message: `the pods carry no label ${label}`,
        },
        {
          expression: celClaims(
            `has(c.metadata) && has(c.metadata.labels) && ${isIn(label, "c.metadata.labels")}`,
          ),
          message: `a volume claim carries no label ${label}`,
        },
      ]),
  },
});

/** Kinds whose pods, and so their labels, are written out in them. */
const writtenKinds = [...new Set(Object.values(podPaths).flatMap(Object.keys))];

const isIn = (label: string, labels: string): string =>
  `(${celText(label)} in ${labels} && ${labels}[${celText(label)}] != '')`;

function* judge(object: Judgeable, labels: readonly string[]): Iterable<Finding> {
  const { patch, say } = object;
  if (podMetadataPath(object) !== undefined) {
    const carried = () => podMap(object, "labels");
    yield* each([{ where: "", read: () => missing("pods carry", labels, carried, patch) }], (all) =>
      all.map(say),
    );
  }
  yield* eachClaim(object, ({ label, props }) => {
    const carried = () => mapAt(props, "metadata", "labels");
    return missing(`${label} carries`.trimStart(), labels, carried, patch).map(say);
  });
}

/** Labels that are not set, or set to nothing; a patch that sets none leaves them alone. */
function missing(
  who: string,
  keys: readonly string[],
  read: () => Props,
  patch: boolean,
): string[] {
  const map = read();
  if (patch && isEmpty(map)) return [];
  return keys
    .filter((key) => (entryOf(map, key) ?? "") === "")
    .map((key) => `${who} no label ${JSON.stringify(key)}`);
}

function judgeCloud({ type, props }: Subject, { tags, untagged }: Settings): Judgement {
  if (untagged.includes(type)) return notApplicable(`${type} takes no tags`);
  const maps = ["tags", "tagsAll"].map((key) => mapAt(props, key));
  const absent = tags.filter((tag) => maps.every((map) => (entryOf(map, tag) ?? "") === ""));
  return absent.map((tag) => finding(`carries no tag ${JSON.stringify(tag)}`));
}
