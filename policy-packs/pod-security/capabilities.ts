import { celOfList, celTexts } from "../lib/admission.ts";
import { CannotTell, type Finding, finding } from "../lib/finding.ts";
import { podSecurityStandards } from "../lib/frameworks.ts";
import { type Container, eachContainer, judgePods } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { windows } from "./lib/exemptions.ts";
import { at } from "./lib/read.ts";

const ADDABLE = ["NET_BIND_SERVICE"];

/** Of root's rights a container keeps none, or the one to listen below port 1024. */
export const capabilities = resourceRule({
  pack: "pod-security",
  name: "capabilities",
  severity: "high",
  level: "mandatory",
  description: "Every container drops ALL capabilities and adds none but NET_BIND_SERVICE.",
  remediation:
    'set securityContext.capabilities to drop ["ALL"] in that container, and add nothing but NET_BIND_SERVICE',
  framework: podSecurityStandards("Restricted: Capabilities"),
  options: {},
  judge: (subject) =>
    judgePods(subject, (pod) => (windows.holds(pod) ? [] : eachContainer(pod, judge))),
  admission: {
    match: "pods",
    validations: () => [
      {
        expression: `${windows.cel} || variables.containers.all(c, ${celHolds("drop", "exists(d, d == 'ALL')")})`,
        message: "a container does not drop ALL capabilities",
      },
      {
        expression: `${windows.cel} || variables.containers.all(c, ${celHolds("add", `all(a, a in ${celTexts(ADDABLE)})`)})`,
        message: "a container adds a capability other than NET_BIND_SERVICE",
      },
    ],
  },
});

const celHolds = (key: string, demand: string): string =>
  celOfList(`c.?securityContext.?capabilities.?${key}`, demand);

function* judge({ label, props }: Container): Iterable<Finding> {
  const drop = namesAt(props, "drop");
  if (!drop.includes("ALL")) {
    yield finding(`${label} does not drop ALL in securityContext.capabilities.drop`);
  }
  const added = namesAt(props, "add").filter((name) => !ADDABLE.some((one) => one === name));
  for (const name of added) yield finding(`${label} adds capability ${JSON.stringify(name)}`);
}

function namesAt(props: unknown, key: string): readonly unknown[] {
  const found = at(props, "securityContext", "capabilities", key) ?? [];
  if (Array.isArray(found)) return found;
  throw new CannotTell(`securityContext.capabilities.${key} is not a list`);
}
