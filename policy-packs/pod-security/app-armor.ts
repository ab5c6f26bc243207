import { each, type Finding, finding } from "../lib/finding.ts";
import { podSecurityStandards } from "../lib/frameworks.ts";
import { judgePods, type Pod } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { celOfField, type Field, judgeFields, oneOf } from "./lib/fields.ts";
import { annotationsOf, podLabel } from "./lib/read.ts";

const PROFILE: Field = {
  path: "securityContext.appArmorProfile.type",
  on: "both",
  values: oneOf("RuntimeDefault", "Localhost"),
};

/** How profiles were named before there was a field, one annotation per container. */
const ANNOTATION = "container.apparmor.security.beta.kubernetes.io/";
/** Nothing, the runtime's own profile, or one that was loaded on the node. */
const ALLOWED = "^$|^runtime/default$|^localhost/";

/** Nobody lifts the AppArmor profile that the runtime lays over containers. */
export const appArmor = resourceRule({
  pack: "pod-security",
  name: "app-armor",
  severity: "high",
  level: "mandatory",
  description:
    "No pod, container or annotation asks for another AppArmor profile than the runtime's or a local one.",
  remediation: "take that AppArmor profile out, or name type RuntimeDefault or Localhost",
  framework: podSecurityStandards("Baseline: AppArmor"),
  options: {},
  judge: (subject) => judgePods(subject, judge),
  admission: {
    match: "pods",
    validations: () => [
      { expression: celOfField(PROFILE), message: "an appArmorProfile is not allowed" },
      {
        expression: `variables.annotations.all(k, !k.startsWith('${ANNOTATION}') || variables.annotations[k].matches('${ALLOWED}'))`,
        message: "an annotation asks for an AppArmor profile that is not allowed",
      },
    ],
  },
});

function* judge(pod: Pod): Iterable<Finding> {
  yield* judgeFields(pod, [PROFILE]);
  const label = podLabel(pod);
  yield* each([{ where: label, read: () => annotationsOf(pod) }], (annotations) =>
    each(
      Object.keys(annotations)
        .filter((key) => key.startsWith(ANNOTATION))
        .map((key) => ({
          where: `${label} ${key}`,
          read: () => ({ key, value: annotations[key] ?? "" }),
        })),
      ({ key, value }) => {
        if (typeof value === "string" && new RegExp(ALLOWED).test(value)) return [];
        return [finding(`${label} sets annotation ${key} to ${JSON.stringify(value)}`)];
      },
    ),
  );
}
