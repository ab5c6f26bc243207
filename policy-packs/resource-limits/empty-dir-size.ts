import { parseQuantity } from "../../lib/quantity.ts";
import { celOfList, celText, celTexts } from "../lib/admission.ts";
import { CannotTell, each, type Finding, finding } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { judgePods, type Pod, prefixOf } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { elements, field, isAbsent, isRecord, type Props } from "../lib/values.ts";
import { amountOption, needSize } from "./amounts.ts";

/** Where a volume can come from, by its key in core/v1; the API server makes an emptyDir of one that names none of these. */
const SOURCES = [
  ...["awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "configMap", "csi"],
  ...["downwardAPI", "emptyDir", "ephemeral", "fc", "flexVolume", "flocker", "gcePersistentDisk"],
  ...["gitRepo", "glusterfs", "hostPath", "image", "iscsi", "nfs", "persistentVolumeClaim"],
  ...["photonPersistentDisk", "portworxVolume", "projected", "quobyte", "rbd", "scaleIO", "secret"],
  ...["storageos", "vsphereVolume"],
];
const CLAIM = ["volumeClaimTemplate", "spec", "resources", "requests", "storage"];

interface Settings {
  readonly disk: string;
  readonly memory: string;
  readonly claim: string;
}

/** Scratch space ends somewhere before the disk or the memory of the node does. */
export const emptyDirSize = resourceRule({
  pack: "resource-limits",
  name: "empty-dir-size",
  severity: "medium",
  level: "mandatory",
  description:
    "Every emptyDir has a size limit up to the ceiling of its environment, one in memory up to that for memory; so do generic ephemeral volumes.",
  remediation:
    "set emptyDir.sizeLimit of that volume to what its containers need, or use a persistentVolumeClaim for what is larger",
  framework: nsaHardening("Network separation and hardening: resource policies"),
  options: {
    disk: amountOption("Largest sizeLimit of an emptyDir on the disk of the node.", "2Gi"),
    memory: amountOption("Largest sizeLimit of an emptyDir in memory or huge pages.", "256Mi"),
    claim: amountOption("Most storage that a generic ephemeral volume may ask for.", "10Gi"),
  },
  judge: (subject, settings) => judgePods(subject, (pod) => judge(pod, settings)),
  admission: {
    match: "pods",
    validations: ({ disk, memory, claim }) => [
      {
        expression: celVolumes("!has(v.emptyDir) || has(v.emptyDir.sizeLimit)"),
        message: "an emptyDir has no sizeLimit",
      },
      {
        expression: celVolumes(
          `!has(v.emptyDir) || !has(v.emptyDir.sizeLimit) || ${celBounded("v.emptyDir.sizeLimit", celLimit(disk, memory))}`,
        ),
        message: `the sizeLimit of an emptyDir is nothing, or above ${disk} (${memory} in memory)`,
      },
      {
        expression: celVolumes(
          `!has(v.ephemeral) || (v.ephemeral.?${CLAIM.join(".?")}.hasValue() && ${celBounded(`v.ephemeral.${CLAIM.join(".")}`, celText(claim))})`,
        ),
        message: `a generic ephemeral volume asks for no storage, or for more than ${claim}`,
      },
      {
        expression: celVolumes(`${celTexts(SOURCES)}.exists(k, k in v)`),
        message: "a volume names no source, which makes it an emptyDir without a sizeLimit",
      },
    ],
  },
});

const celVolumes = (demand: string): string =>
  celOfList("variables.pod.?volumes", `all(v, ${demand})`);

const celLimit = (disk: string, memory: string): string =>
  `(v.emptyDir.?medium.orValue('') == '' ? ${celText(disk)} : ${celText(memory)})`;

const celBounded = (amount: string, ceiling: string): string =>
  `(isQuantity('%s'.format([${amount}])) && quantity('%s'.format([${amount}])).isGreaterThan(quantity('0')) && quantity('%s'.format([${amount}])).compareTo(quantity(${ceiling})) <= 0)`;

function judge(pod: Pod, settings: Settings): Iterable<Finding> {
  const prefix = prefixOf(pod);
  const volumes = elements(pod.spec, "volumes").map((volume) => ({
    where: `${prefix}${volume.where}`,
    read: () => need(volume.read()),
  }));
  return each(volumes, (volume) => {
    const label = `${prefix}volume ${JSON.stringify(field(volume, "name") ?? "")}`;
    return each([{ where: label, read: () => volume }], (one) => judgeVolume(label, one, settings));
  });
}

function need(volume: unknown): Props {
  if (!isRecord(volume)) throw new CannotTell("is not an object");
  return volume;
}

function* judgeVolume(label: string, volume: Props, settings: Settings): Iterable<Finding> {
  const source = SOURCES.find((key) => !isAbsent(field(volume, key)));
  if (source === undefined) {
    yield finding(`${label} names no source, which makes it an emptyDir without a sizeLimit`);
  } else if (source === "emptyDir") {
    const inMemory = (field(volume, "emptyDir", "medium") ?? "") !== "";
    const ceiling = inMemory ? settings.memory : settings.disk;
    const size = field(volume, "emptyDir", "sizeLimit");
    if (isAbsent(size)) yield finding(`${label} is an emptyDir without a sizeLimit`);
    else
      yield* judgeSize(`${label} has the sizeLimit`, size, ceiling, inMemory ? " in memory" : "");
  } else if (source === "ephemeral") {
    const size = field(volume, "ephemeral", ...CLAIM);
    if (isAbsent(size)) yield finding(`${label} is ephemeral and asks for no storage`);
    else yield* judgeSize(`${label} asks for the storage`, size, settings.claim, "");
  }
}

function* judgeSize(said: string, amount: unknown, ceiling: string, where: string) {
  const size = needSize(amount, "the amount");
  const text = `${said} ${JSON.stringify(amount)}`;
  // Kubernetes enforces a limit only when it is above zero.
  if (size <= 0n) yield finding(`${text}, which limits nothing`);
  else if (size > (parseQuantity(ceiling) ?? 0n))
    yield finding(`${text}, above the ceiling of ${ceiling}${where}`);
}
