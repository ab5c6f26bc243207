import { celTexts } from "../lib/admission.ts";
import { each, type Finding, finding } from "../lib/finding.ts";
import { podSecurityStandards } from "../lib/frameworks.ts";
import { judgePods, type Pod } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { isAbsent, type Props } from "../lib/values.ts";
import { mapsIn } from "./lib/read.ts";

/** The types of the standard's restricted profile; hostPath, for one, is not among them. */
const ALLOWED = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "image",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/** Pods bring in no part of their node and no storage past the cluster's own ways to it. */
export const volumeTypes = resourceRule({
  pack: "pod-security",
  name: "volume-types",
  severity: "critical",
  level: "mandatory",
  description: `Volumes are of the types ${ALLOWED.join(", ")} and of no other; hostPath is none of them.`,
  remediation: "mount that storage through a persistentVolumeClaim or a csi driver",
  framework: podSecurityStandards("Restricted: Volume Types"),
  options: {},
  judge: (subject) => judgePods(subject, judge),
  admission: {
    match: "pods",
    validations: () => [
      {
        // The API server makes an emptyDir of a volume that is only a name.
        expression: `!has(variables.pod.volumes) || variables.pod.volumes.all(v, v.exists(k, k in ${celTexts(ALLOWED)}) || v.all(k, k == 'name'))`,
        message: "a volume is of a type that is not allowed",
      },
    ],
  },
});

function judge({ where, spec }: Pod): Iterable<Finding> {
  return each(mapsIn(where, spec, "volumes"), (volume) => {
    const types = Object.keys(volume).filter((key) => key !== "name" && !isAbsent(volume[key]));
    if (types.length === 0 || types.some((type) => ALLOWED.includes(type))) return [];
    return [finding(`${labelOf(where, volume)} is of type ${types.join(", ")}`)];
  });
}

const labelOf = (where: string, { name }: Props): string =>
  `${where} volume ${JSON.stringify(name ?? "")}`.trim();
