import { finding } from "../lib/finding.ts";
import { cisKubernetes } from "../lib/frameworks.ts";
import { judgePods } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { textAt } from "../lib/values.ts";
import { podLabel } from "./lib/read.ts";

/** What is granted to the default account is granted to every pod that names none. */
export const serviceAccount = resourceRule({
  pack: "pod-security",
  name: "service-account",
  severity: "medium",
  level: "mandatory",
  description: "Every pod runs under a service account of its own, not under default.",
  remediation: "create a ServiceAccount for that workload, and name it in serviceAccountName",
  framework: cisKubernetes("5.1.5 Ensure that default service accounts are not actively used"),
  options: {},
  judge: (subject) =>
    judgePods(subject, (pod) => {
      // The older name of the field holds where the newer one is not set.
      const name = textAt(pod.spec, "serviceAccountName") ?? textAt(pod.spec, "serviceAccount");
      if (name === undefined) return [finding(`${podLabel(pod)} names no service account`)];
      if (name !== "default") return [];
      return [finding(`${podLabel(pod)} runs under the default service account`)];
    }),
  admission: {
    match: "pods",
    validations: () => [
      {
        expression: `([${["serviceAccountName", "serviceAccount"].map((key) => `variables.pod.?${key}.orValue('')`).join(", ")}].filter(n, n != '') + ['default'])[0] != 'default'`,
        message: "the pod names no service account of its own",
      },
    ],
  },
});
