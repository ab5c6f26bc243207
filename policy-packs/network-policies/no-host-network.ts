import { CannotTell, each, type Finding, finding } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import {
  type Container,
  eachContainer,
  judgePods,
  type Pod,
  prefixOf,
} from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { elements, field, isAbsent } from "../lib/values.ts";

/** On the network of its node a pod is beyond every NetworkPolicy; a port of the node leads around them. */
export const noHostNetwork = resourceRule({
  pack: "network-policies",
  name: "no-host-network",
  severity: "high",
  level: "mandatory",
  description: "No pod is on the network of its node, and no container takes a port of it.",
  remediation: "remove hostNetwork and hostPort, and reach the pod through a Service",
  framework: nsaHardening("Kubernetes Pod security: hostNetwork and hostPorts"),
  options: {},
  judge: (subject) => judgePods(subject, judge),
  admission: {
    match: "pods",
    validations: () => [
      {
        expression: "!has(variables.pod.hostNetwork) || variables.pod.hostNetwork == false",
        message: "the pod is on the network of its node",
      },
      {
        expression:
          "variables.containers.all(c, !has(c.ports) || c.ports.all(p, !has(p.hostPort) || p.hostPort == 0))",
        message: "a container takes a port of its node",
      },
    ],
  },
});

function* judge(pod: Pod): Iterable<Finding> {
  const prefix = prefixOf(pod);
  yield* each([{ where: pod.where, read: () => field(pod.spec, "hostNetwork") }], (value) => {
    if (value === true) return [finding(`${prefix}the pod is on the network of its node`)];
    if (isAbsent(value) || value === false) return [];
    throw new CannotTell("hostNetwork is neither true nor false");
  });
  yield* eachContainer(pod, judgePorts);
}

function judgePorts({ label, props }: Container): Iterable<Finding> {
  const ports = elements(props, "ports").map(({ where, read }) => ({
    where: `${label} ${where}`,
    read: () => field(read(), "hostPort"),
  }));
  return each(ports, (port) => {
    if (isAbsent(port) || port === 0) return [];
    if (typeof port !== "number") throw new CannotTell("hostPort is not a number");
    return [finding(`${label} takes port ${port} of its node`)];
  });
}
