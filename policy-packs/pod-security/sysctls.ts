import { celOfList, celTexts } from "../lib/admission.ts";
import { CannotTell, each, type Finding, finding } from "../lib/finding.ts";
import { podSecurityStandards } from "../lib/frameworks.ts";
import { judgePods, type Pod } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { isRecord } from "../lib/values.ts";
import { at, mapsIn, podLabel } from "./lib/read.ts";

/** Safe since 1.32, as the standard lists them: they reach no further than the pod. */
const SAFE = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.ping_group_range",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_rmem",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.tcp_wmem",
];

/** Pods turn no switch of the kernel that others on the node feel. */
export const sysctls = resourceRule({
  pack: "pod-security",
  name: "sysctls",
  severity: "high",
  level: "mandatory",
  description: "Pods set only sysctls that stay within the pod.",
  remediation: `take that sysctl out of the pod template; safe are ${SAFE.join(", ")}`,
  framework: podSecurityStandards("Baseline: Sysctls"),
  options: {},
  judge: (subject) => judgePods(subject, judge),
  admission: {
    match: "pods",
    validations: () => [
      {
        expression: celOfList(
          "variables.pod.?securityContext.?sysctls",
          `all(s, s.?name.orValue('') in ${celTexts(SAFE)})`,
        ),
        message: "the pod sets a sysctl that is not safe",
      },
    ],
  },
});

function judge(pod: Pod): Iterable<Finding> {
  const label = podLabel(pod);
  const context = at(pod.spec, "securityContext");
  if (context !== undefined && !isRecord(context))
    throw new CannotTell("securityContext is not a map");
  return each(mapsIn(label, context ?? {}, "sysctls"), (sysctl) => {
    const name = at(sysctl, "name") ?? "";
    if (SAFE.some((safe) => safe === name)) return [];
    return [finding(`${label} sets sysctl ${JSON.stringify(name)}`)];
  });
}
