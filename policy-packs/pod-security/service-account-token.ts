import { celOfList, celText } from "../lib/admission.ts";
import { CannotTell, each, type Finding, finding, seen, unseen } from "../lib/finding.ts";
import { cisKubernetes } from "../lib/frameworks.ts";
import { judgePods, type Pod } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { isAbsent } from "../lib/values.ts";
import { annotationsOf, at, mapsIn, podLabel } from "./lib/read.ts";

/** Annotation of a pod that talks to the Kubernetes API; its value says what for. */
export const TOKEN_REASON = "intelgraph.internal/service-account-token";

/** A token that nobody needs is a token that somebody steals. */
export const serviceAccountToken = resourceRule({
  pack: "pod-security",
  name: "service-account-token",
  severity: "high",
  level: "mandatory",
  description: `No pod is given a service-account token, unless its annotation ${TOKEN_REASON} says what it is for.`,
  remediation: `set automountServiceAccountToken to false and project no token; a pod that talks to the Kubernetes API says what for in its annotation ${TOKEN_REASON}`,
  framework: cisKubernetes(
    "5.1.6 Ensure that Service Account Tokens are only mounted where necessary",
  ),
  options: {},
  judge: (subject) => judgePods(subject, judge),
  admission: {
    match: "pods",
    validations: () => [
      {
        expression: `${CEL_ASKED} || variables.pod.?automountServiceAccountToken.orValue(true) == false`,
        message: "the pod does not set automountServiceAccountToken to false",
      },
      {
        expression: `${CEL_ASKED} || ${celOfList("variables.pod.?volumes", `all(v, ${celOfList("v.?projected.?sources", "all(s, !has(s.serviceAccountToken))")})`)}`,
        message: "a volume projects a service-account token",
      },
    ],
  },
});

const CEL_ASKED = `(${celText(TOKEN_REASON)} in variables.annotations && variables.annotations[${celText(TOKEN_REASON)}].matches('[a-zA-Z]'))`;

function* judge(pod: Pod): Iterable<Finding> {
  const label = podLabel(pod);
  const reason = yield* seen({ where: label, read: () => annotationsOf(pod)[TOKEN_REASON] });
  if (typeof reason === "string" && /[a-zA-Z]/.test(reason)) return;
  const mounts = yield* seen({
    where: label,
    read: () => at(pod.spec, "automountServiceAccountToken"),
  });
  if (mounts === undefined) yield finding(`${label} does not set automountServiceAccountToken`);
  else if (mounts !== false && mounts !== unseen) {
    yield finding(`${label} sets automountServiceAccountToken to ${JSON.stringify(mounts)}`);
  }
  yield* each(mapsIn(pod.where, pod.spec, "volumes"), (volume) => {
    const sources = at(volume, "projected", "sources") ?? [];
    if (!Array.isArray(sources)) throw new CannotTell("projected.sources is not a list");
    if (!sources.some((source) => !isAbsent(at(source, "serviceAccountToken")))) return [];
    const name = JSON.stringify(volume["name"] ?? "");
    return [finding(`${`${pod.where} volume`.trim()} ${name} projects a service-account token`)];
  });
}
