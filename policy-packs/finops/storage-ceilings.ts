import { compareQuantities, parseQuantity } from "../../lib/quantity.ts";
import { celText, celTexts } from "../lib/admission.ts";
import { podResources } from "../lib/admission-match.ts";
import { CannotTell, each, type Finding } from "../lib/finding.ts";
import { finopsFramework } from "../lib/frameworks.ts";
import { type Judgeable, judgeObjects, mapAt } from "../lib/objects.ts";
import { resourceRule } from "../lib/rule.ts";
import { field, isAbsent, textAt } from "../lib/values.ts";
import { celClaims, type Claim, eachClaim, makesClaims } from "./claims.ts";

/** Older than `spec.storageClassName`, and stronger. */
const LEGACY_CLASS = "volume.beta.kubernetes.io/storage-class";

interface Settings {
  readonly largest: string;
  readonly classes: readonly string[];
}

/** Disks cost by the size that is asked for, not by what is on them, and cannot be made smaller again. */
export const storageCeilings = resourceRule<Settings>({
  pack: "finops",
  name: "storage-ceilings",
  severity: "medium",
  level: "mandatory",
  description:
    "Every volume claim, those that StatefulSets and ephemeral volumes make included, stays below the ceiling of its tier and takes a storage class on its list.",
  remediation:
    "ask for less, name a storage class of the list, or have the ceiling of this environment raised",
  framework: finopsFramework("Workload optimization: storage tiers and rightsizing"),
  options: {
    largest: {
      type: "string",
      description: "The most that one claim may ask for.",
      default: "10Gi",
      pattern: "^[1-9][0-9]*([KMGTPE]i)?$",
    },
    classes: {
      type: "array",
      description: 'Storage classes to choose from; "" is the default class of the cluster.',
      default: [],
      items: { type: "string", pattern: "^([a-z0-9][a-z0-9.-]*)?$" },
      uniqueItems: true,
    },
  },
  judge: (subject, settings) =>
    judgeObjects(subject, makesClaims, (object) =>
      eachClaim(object, (claim) => judge(claim, object, settings)),
    ),
  admission: {
    match: [{ group: "", resources: ["persistentvolumeclaims"] }, ...podResources],
    validations: ({ largest, classes }) => [
      {
        expression: celClaims(
          `has(c.spec.resources) && has(c.spec.resources.requests) && 'storage' in c.spec.resources.requests && quantity('%s'.format([c.spec.resources.requests.storage])).compareTo(quantity(${celText(largest)})) <= 0`,
        ),
        message: `a claim asks for more than ${largest}`,
      },
      {
        expression: celClaims(`(${CEL_CLASS}) in ${celTexts(classes)}`),
        message: `a claim takes a storage class that is not on the list`,
      },
    ],
  },
});

const CEL_ANNOTATED = `has(c.metadata) && has(c.metadata.annotations) && ${celText(LEGACY_CLASS)} in c.metadata.annotations`;
const CEL_CLASS = `${CEL_ANNOTATED} ? c.metadata.annotations[${celText(LEGACY_CLASS)}] : has(c.spec.storageClassName) ? c.spec.storageClassName : ''`;

function judge(claim: Claim, object: Judgeable, settings: Settings): Iterable<Finding> {
  const { label, props } = claim;
  if (object.patch && isAbsent(props["spec"])) return [];
  const faults = [sizeFault, classFault].map((faultOf) => ({
    where: label,
    read: () => faultOf(claim, settings),
  }));
  const place = label === "" ? "" : `${label} `;
  return each(faults, (fault) => (fault === undefined ? [] : [object.say(`${place}${fault}`)]));
}

function sizeFault({ props }: Claim, { largest }: Settings): string | undefined {
  const path = ["spec", "resources", "requests", "storage"];
  const asked = field(props, ...path);
  if (isAbsent(asked)) throw new CannotTell(`${path.join(".")} is not there yet`);
  const readable = typeof asked === "string" || typeof asked === "number";
  // The pattern of the setting lets nothing through but quantities.
  const [size, most] = [readable ? parseQuantity(asked) : undefined, parseQuantity(largest) ?? 0n];
  if (size === undefined || size <= 0n)
    return `asks for ${JSON.stringify(asked)}, which is no amount of storage`;
  if (compareQuantities(size, most) <= 0) return undefined;
  return `asks for ${JSON.stringify(asked)}, more than the ceiling of ${JSON.stringify(largest)}`;
}

function classFault({ props }: Claim, { classes }: Settings): string | undefined {
  const annotated = textAt(mapAt(props, "metadata", "annotations"), LEGACY_CLASS);
  const taken = annotated ?? textAt(props, "spec", "storageClassName") ?? "";
  if (classes.includes(taken)) return undefined;
  const named =
    taken === "" ? "the default storage class" : `the storage class ${JSON.stringify(taken)}`;
  const known = classes.filter((one) => one !== "").map((one) => JSON.stringify(one));
  return `takes ${named}, but only ${known.length === 0 ? "nothing" : known.join(", ")} is on the list`;
}
