import { celText } from "../lib/admission.ts";
import { cannotTell, each, type Finding, finding } from "../lib/finding.ts";
import { nistControls } from "../lib/frameworks.ts";
import { entryOf, isOf, type Judgeable, judgeObjects, mapAt } from "../lib/objects.ts";
import { type Judgement, notApplicable, resourceRule } from "../lib/rule.ts";
import type { KubernetesObject, Subject } from "../lib/subject.ts";
import { field, isEmpty, textAt } from "../lib/values.ts";

const SYNC = "argocd.argoproj.io/sync-options";
/** What Argo CD may not do by itself: drop what left Git, and delete it with its Application. */
const KEPT = ["Prune", "Delete"];

interface Settings {
  readonly required: boolean;
  readonly cloud: readonly string[];
}

/**
 * What holds state goes only when a person takes the protection off first.
 *
 * At the engine's door that is the option `protect`. What Argo CD delivers has no engine, so claims and StatefulSets
 * say it in an annotation, and they say it at every door: the same manifest gets the same answer wherever it is shown.
 */
export const protectedState = resourceRule<Settings>({
  pack: "governance",
  name: "protected-state",
  severity: "high",
  level: "mandatory",
  description:
    "Namespaces, volumes, StatefulSets with claims and stores in the cloud are protected from deletion, and their volumes outlive them.",
  remediation: `set the option protect; annotate claims and StatefulSets with ${SYNC}: Prune=false,Delete=false; set reclaim and retention policies to Retain`,
  framework: nistControls("CP-9 System backup; SI-12 Information management and retention"),
  options: {
    required: {
      type: "boolean",
      description: "Whether what holds state has to be protected.",
      default: true,
    },
    cloud: {
      type: "array",
      description: "Types in the cloud that hold state, by how their token begins.",
      default: [
        "aws:dynamodb/table:",
        "aws:ebs/volume:",
        "aws:ecr/repository:",
        "aws:efs/fileSystem:",
        "aws:kms/key:",
        "aws:rds/cluster:",
        "aws:rds/instance:",
        "aws:s3/bucket:",
        "aws:s3/bucketV2:",
        "aws:secretsmanager/secret:",
      ],
      items: { type: "string", pattern: "^[a-z][a-z0-9-]*:[^ ]+$" },
      uniqueItems: true,
    },
  },
  judge: (subject, { required, cloud }) => {
    if (!required) return notApplicable("nothing has to be protected here");
    if (subject.apiVersion === "") return judgeCloud(subject, cloud);
    return judgeObjects(
      subject,
      (object) => holdsState(object) || (isNamespace(object) && subject.protect !== undefined),
      (object) => judge(object, subject.protect),
    );
  },
  admission: {
    match: [
      { group: "", resources: ["persistentvolumeclaims", "persistentvolumes"] },
      { group: "apps", resources: ["statefulsets"] },
      { group: "storage.k8s.io", resources: ["storageclasses"] },
    ],
    validations: ({ required }) =>
      required
        ? [
            {
              expression: `!(object.kind == 'PersistentVolumeClaim' || ${CLAIMING}) || [${KEPT.map(celText).join(", ")}].all(k, ${OPTIONS}.exists(o, o in [k + '=false', k + '=confirm']))`,
              message: `its annotation ${SYNC} lets Argo CD delete it`,
            },
            {
              expression:
                `!(${CLAIMING}) || !has(object.spec.persistentVolumeClaimRetentionPolicy) || ` +
                ["whenDeleted", "whenScaled"].map(retains).join(" && "),
              message: "its volumes go when it goes or shrinks",
            },
            {
              expression:
                "object.kind != 'PersistentVolume' || object.spec.persistentVolumeReclaimPolicy == 'Retain'",
              message: "the volume goes with its claim",
            },
            {
              expression:
                "object.kind != 'StorageClass' || (has(object.reclaimPolicy) && object.reclaimPolicy == 'Retain')",
              message: "volumes of the class go with their claims",
            },
          ]
        : [{ expression: "true", message: "nothing has to be protected here" }],
  },
});

const ANNOTATION = `object.metadata.annotations[${celText(SYNC)}]`;
const OPTIONS = `(has(object.metadata.annotations) && ${celText(SYNC)} in object.metadata.annotations ? ${ANNOTATION}.split(',').map(o, o.trim()) : [])`;
const CLAIMING =
  "object.kind == 'StatefulSet' && has(object.spec.volumeClaimTemplates) && size(object.spec.volumeClaimTemplates) > 0";
const retains = (key: string): string =>
  `(!has(object.spec.persistentVolumeClaimRetentionPolicy.${key}) || object.spec.persistentVolumeClaimRetentionPolicy.${key} == 'Retain')`;

const claims = { "": ["PersistentVolumeClaim"], apps: ["StatefulSet"] };
const stateful = {
  "": ["PersistentVolume", "PersistentVolumeClaim"],
  apps: ["StatefulSet"],
  "storage.k8s.io": ["StorageClass"],
};

/** A StatefulSet without claims keeps nothing: it may want no more than stable names. */
const holdsState = (object: KubernetesObject): boolean =>
  isOf(object, stateful) &&
  (object.kind !== "StatefulSet" ||
    object.patch ||
    !isEmpty(field(object.props, "spec", "volumeClaimTemplates")));

const isNamespace = (object: KubernetesObject): boolean => isOf(object, { "": ["Namespace"] });

function judgeCloud({ type, protect }: Subject, cloud: readonly string[]): Judgement {
  if (!cloud.some((start) => type.startsWith(start)))
    return notApplicable(`${type} holds no state`);
  if (protect === undefined) return [cannotTell("nobody says whether it is protected")];
  return protect ? [] : [finding("can be deleted: the option protect is not set")];
}

function* judge(object: Judgeable, protect: boolean | undefined): Iterable<Finding> {
  const { patch, say } = object;
  if (!patch && protect === false && (isOf(object, claims) || isNamespace(object))) {
    yield say("can be deleted: the option protect is not set");
  }
  const parts = [keptFaults, retentionFaults].map((faults) => ({
    where: "",
    read: () => faults(object),
  }));
  yield* each(parts, (faults) => faults.map(say));
}

function keptFaults(object: Judgeable): readonly string[] {
  if (!isOf(object, claims)) return [];
  const said = entryOf(mapAt(object.props, "metadata", "annotations"), SYNC);
  if (object.patch && said === undefined) return [];
  const options = (said ?? "").split(",").map((option) => option.trim());
  const open = KEPT.filter(
    (key) => !options.some((one) => [`${key}=false`, `${key}=confirm`].includes(one)),
  );
  if (open.length === 0) return [];
  return [
    `its annotation ${JSON.stringify(SYNC)} does not say ${open.map((key) => `${key}=false`).join(", ")}`,
  ];
}

/** Where a policy is not set, Kubernetes retains; but for classes, whose volumes it deletes. */
function retentionFaults({ kind, patch, props }: Judgeable): readonly string[] {
  const fields: readonly (readonly string[])[] =
    {
      PersistentVolume: [["spec", "persistentVolumeReclaimPolicy"]],
      StatefulSet: ["whenDeleted", "whenScaled"].map((key) => [
        "spec",
        "persistentVolumeClaimRetentionPolicy",
        key,
      ]),
      StorageClass: [["reclaimPolicy"]],
    }[kind] ?? [];
  return fields.flatMap((path) => {
    const said =
      textAt(props, ...path) ?? (kind === "StorageClass" && !patch ? "Delete" : "Retain");
    return said === "Retain" ? [] : [`${path.join(".")} is ${JSON.stringify(said)}, not "Retain"`];
  });
}
