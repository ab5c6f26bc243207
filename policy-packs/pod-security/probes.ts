import { celOfList } from "../lib/admission.ts";
import { type Finding, finding, seen, unseen } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { type Container, eachContainer, judgePods, type Pod } from "../lib/pod-template.ts";
import { notApplicable, resourceRule } from "../lib/rule.ts";
import {
  celOfPatience,
  celOfProbe,
  celOfSameQuestion,
  patience,
  probeOf,
  sameQuestion,
} from "./lib/probe.ts";
import { at } from "./lib/read.ts";

const [READY, ALIVE, STARTED] = ["readinessProbe", "livenessProbe", "startupProbe"] as const;
const ENDING_KINDS = ["CronJob", "Job"];
/** Of pods that end by themselves. */
const ENDING = ["Never", "OnFailure"];

/**
 * Traffic goes to containers that can answer, and one that hangs is restarted.
 *
 * When both probes ask the same, the later one must bear it longer: else a container that is merely busy is restarted at
 * the moment it should only be left in peace. A sidecar has at least one probe, so that the next container waits for it.
 */
export const probes = resourceRule({
  pack: "pod-security",
  name: "probes",
  severity: "medium",
  level: "mandatory",
  description:
    "Every container that runs on has a readiness and a liveness probe, of which the liveness probe asks something else or bears failure longer, and every sidecar has a probe.",
  remediation:
    "give that container a readinessProbe and a livenessProbe (a sidecar: any probe); where both ask the same, give the livenessProbe a higher failureThreshold",
  framework: nsaHardening("Upgrading and application security practices"),
  options: {},
  judge: (subject) =>
    ENDING_KINDS.includes(subject.kind)
      ? notApplicable(`the pods of a ${subject.kind} end by themselves`)
      : judgePods(subject, judge),
  admission: {
    match: "pods",
    validations: () => [
      {
        expression: `${CEL_ENDS} || variables.pod.containers.all(c, ${celOfProbe(READY)} && ${celOfProbe(ALIVE)})`,
        message: "a container has no readinessProbe or no livenessProbe",
      },
      {
        expression: `${CEL_ENDS} || variables.pod.containers.all(c, !(${celOfSameQuestion(READY, ALIVE)}) || ${celOfPatience(ALIVE)} > ${celOfPatience(READY)})`,
        message: "a livenessProbe asks what the readinessProbe asks, and bears it no longer",
      },
      {
        expression: `${CEL_ENDS} || ${celOfList("variables.pod.?initContainers", `all(c, c.?restartPolicy.orValue('') != 'Always' || ${[READY, ALIVE, STARTED].map(celOfProbe).join(" || ")})`)}`,
        message: "a sidecar container has no probe",
      },
    ],
  },
});

const CEL_ENDS = `(object.kind in ${JSON.stringify(ENDING_KINDS)} || variables.pod.?restartPolicy.orValue('') in ${JSON.stringify(ENDING)})`;

function judge(pod: Pod): Iterable<Finding> {
  const ends =
    ENDING_KINDS.includes(pod.kind) || ENDING.some((one) => one === at(pod.spec, "restartPolicy"));
  return ends ? [] : eachContainer(pod, judgeContainer);
}

function* judgeContainer({ label, role, props }: Container): Iterable<Finding> {
  if (role === "sidecar container") {
    const found = [READY, ALIVE, STARTED].map((name) => probeOf(props, name));
    if (found.every((one) => one === undefined)) yield finding(`${label} has no probe`);
  }
  if (role !== "container") return;
  const read = (name: string) => seen({ where: label, read: () => probeOf(props, name) });
  const ready = yield* read(READY);
  const alive = yield* read(ALIVE);
  if (ready === undefined) yield finding(`${label} has no ${READY}`);
  if (alive === undefined) yield finding(`${label} has no ${ALIVE}`);
  if (ready === undefined || alive === undefined || ready === unseen || alive === unseen) return;
  if (!sameQuestion(ready, alive) || patience(alive) > patience(ready)) return;
  yield finding(
    `${label} asks the same in ${READY} and ${ALIVE}, and bears it no longer in the latter`,
  );
}
