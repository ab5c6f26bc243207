import { celOfList } from "../lib/admission.ts";
import { each, type Finding, finding, seen } from "../lib/finding.ts";
import { podSecurityStandards } from "../lib/frameworks.ts";
import { eachContainer, judgePods, type Pod } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { at, mapsIn, podLabel } from "./lib/read.ts";

/** A port of the host is reached from outside, past Services and network policies. */
export const hostPorts = resourceRule({
  pack: "pod-security",
  name: "host-ports",
  severity: "high",
  level: "mandatory",
  description: "No container opens a port of its host.",
  remediation: "take hostPort out of that port, and reach the pods through a Service",
  framework: podSecurityStandards("Baseline: Host Ports"),
  options: {},
  judge: (subject) => judgePods(subject, judge),
  admission: {
    match: "pods",
    validations: () => [
      {
        expression: `variables.containers.all(c, ${celOfList("c.?ports", "all(p, p.?hostPort.orValue(0) == 0 && !variables.pod.?hostNetwork.orValue(false))")})`,
        message: "a container opens a port of its host",
      },
    ],
  },
});

/** On the network of the host every port is a port of the host: Kubernetes fills hostPort in. */
function* judge(pod: Pod): Iterable<Finding> {
  const network = { where: podLabel(pod), read: () => at(pod.spec, "hostNetwork") };
  const shared = (yield* seen(network)) === true;
  yield* eachContainer(pod, ({ label, props }) =>
    each(mapsIn(label, props, "ports"), (port) => {
      const open = at(port, "hostPort") ?? 0;
      if (open !== 0) return [finding(`${label} opens hostPort ${JSON.stringify(open)}`)];
      if (!shared) return [];
      const own = JSON.stringify(at(port, "containerPort") ?? "");
      return [finding(`${label} opens port ${own} of its host, because hostNetwork is true`)];
    }),
  );
}
