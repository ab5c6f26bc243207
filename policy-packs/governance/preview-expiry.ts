import { celText } from "../lib/admission.ts";
import { each, type Finding } from "../lib/finding.ts";
import { finopsFramework } from "../lib/frameworks.ts";
import { EXPIRES, OWNER, PREVIEW } from "../lib/labels.ts";
import { entryOf, isOf, type Judgeable, judgeObjects, mapAt } from "../lib/objects.ts";
import { ownLabels } from "../lib/pod-metadata.ts";
import { resourceRule } from "../lib/rule.ts";
import type { KubernetesObject } from "../lib/subject.ts";
import { textAt } from "../lib/values.ts";

/** Namespaces of previews are called so; the label alone could be left off. */
const NAME = "^pr-[1-9][0-9]*$";
const NUMBER = "^[1-9][0-9]*$";
/** RFC 3339, section 5.6, without leap seconds. */
const INSTANT =
  "^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$";
const HOUR = 3_600_000;

/**
 * No preview stays by oversight.
 *
 * A rule has no clock: it judges that there is an end, and how far that is from the creation of the namespace wherever
 * the object says when it was made: at the API server always, in exported state after an up. At preview it does not yet.
 * That an end has passed is for the collector of garbage to see.
 */
export const previewExpiry = resourceRule({
  pack: "governance",
  name: "preview-expiry",
  severity: "medium",
  level: "mandatory",
  description:
    "The namespace of a preview names its pull request, an owner and an end, which is not far from its creation.",
  remediation: `label the namespace with ${PREVIEW} and ${OWNER}, and annotate it with ${EXPIRES}: an RFC 3339 time within the longest lifetime`,
  framework: finopsFramework("Workload optimization: what is no longer used ends"),
  options: {
    longestDays: {
      type: "integer",
      description: "Days a preview may live, from the creation of its namespace.",
      default: 7,
      minimum: 1,
    },
  },
  judge: (subject, { longestDays }) =>
    judgeObjects(subject, isPreview, (namespace) => judge(namespace, longestDays)),
  admission: {
    match: [{ group: "", resources: ["namespaces"] }],
    validations: ({ longestDays }) => [
      {
        expression: `${celOther} || (${celText(PREVIEW)} in ${ownLabels} && ${ownLabels}[${celText(PREVIEW)}].matches(${celText(NUMBER)}))`,
        message: `its label ${PREVIEW} is not the number of a pull request`,
      },
      {
        expression: `${celOther} || (${celText(OWNER)} in ${ownLabels} && ${ownLabels}[${celText(OWNER)}] != '')`,
        message: `the preview carries no label ${OWNER}`,
      },
      {
        expression: `${celOther} || (has(object.metadata.annotations) && ${celText(EXPIRES)} in object.metadata.annotations && ${celEnd}.matches(${celText(INSTANT)}))`,
        message: `its annotation ${EXPIRES} is no RFC 3339 time`,
      },
      {
        expression: `${celOther} || timestamp(${celEnd}) - timestamp(object.metadata.creationTimestamp) <= duration('${longestDays * 24}h')`,
        message: `it ends more than ${longestDays} days after its creation`,
      },
    ],
  },
});

const celEnd = `object.metadata.annotations[${celText(EXPIRES)}]`;
const celOther = `!(${celText(PREVIEW)} in ${ownLabels} || object.metadata.name.matches(${celText(NAME)}))`;

function isPreview(object: KubernetesObject): boolean {
  if (!isOf(object, { "": ["Namespace"] })) return false;
  const { props } = object;
  const name = textAt(props, "metadata", "name") ?? "";
  return (
    new RegExp(NAME).test(name) ||
    entryOf(mapAt(props, "metadata", "labels"), PREVIEW) !== undefined
  );
}

function judge(namespace: Judgeable, longestDays: number): Iterable<Finding> {
  const faults = [numberFault, ownerFault, endFault].map((faultOf) => ({
    where: "",
    read: () => faultOf(namespace, longestDays),
  }));
  return each(faults, (fault) => (fault === undefined ? [] : [namespace.say(fault)]));
}

const labelOf = ({ props }: Judgeable, key: string) =>
  entryOf(mapAt(props, "metadata", "labels"), key);

function numberFault(namespace: Judgeable): string | undefined {
  const number = labelOf(namespace, PREVIEW);
  if (number === undefined)
    return namespace.patch ? undefined : `carries no label ${JSON.stringify(PREVIEW)}`;
  if (new RegExp(NUMBER).test(number)) return undefined;
  return `its label ${JSON.stringify(PREVIEW)} is ${JSON.stringify(number)}, not the number of a pull request`;
}

function ownerFault(namespace: Judgeable): string | undefined {
  const owner = labelOf(namespace, OWNER);
  if (owner === undefined && namespace.patch) return undefined;
  return (owner ?? "") === "" ? `carries no label ${JSON.stringify(OWNER)}` : undefined;
}

function endFault({ props, patch }: Judgeable, longestDays: number): string | undefined {
  const end = entryOf(mapAt(props, "metadata", "annotations"), EXPIRES);
  const name = JSON.stringify(EXPIRES);
  if (end === undefined) return patch ? undefined : `carries no annotation ${name}`;
  const ends = instant(end);
  if (ends === undefined)
    return `its annotation ${name} is ${JSON.stringify(end)}, no RFC 3339 time`;
  const created = textAt(props, "metadata", "creationTimestamp");
  if (created === undefined) return undefined;
  const start = instant(created);
  if (start === undefined)
    return `its creationTimestamp is ${JSON.stringify(created)}, no RFC 3339 time`;
  if (ends - start <= longestDays * 24 * HOUR) return undefined;
  return `ends at ${end}, more than ${longestDays} days after its creation at ${created}`;
}

/** Milliseconds since 1970; undefined for what is no time, the 30th of February among it. */
function instant(text: string): number | undefined {
  if (!new RegExp(INSTANT).test(text)) return undefined;
  const day = text.slice(0, 10);
  const midnight = Date.parse(`${day}T00:00:00Z`);
  const real = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(day);
  return real ? Date.parse(text) : undefined;
}
