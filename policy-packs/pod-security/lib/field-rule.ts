import { judgePods } from "../../lib/pod-template.ts";
import { resourceRule, type ResourceRule, type RuleFacts } from "../../lib/rule.ts";
import type { Exemption } from "./exemptions.ts";
import { celOfField, type Field, judgeFields } from "./fields.ts";

interface Source extends Omit<RuleFacts, "pack" | "level"> {
  readonly fields: readonly Field[];
  readonly exempt?: Exemption;
  /** What the API server answers, about the pod as a whole. */
  readonly message: string;
}

/** A rule that is nothing but a demand on fields of the pod and of its containers. */
export function fieldRule({ fields, exempt, message, ...facts }: Source): ResourceRule {
  const demand = fields.map(celOfField).join(" && ");
  const expression = exempt === undefined ? demand : `${exempt.cel} || (${demand})`;
  return resourceRule({
    ...facts,
    pack: "pod-security",
    level: "mandatory",
    options: {},
    judge: (subject) =>
      judgePods(subject, (pod) => (exempt?.holds(pod) === true ? [] : judgeFields(pod, fields))),
    admission: { match: "pods", validations: () => [{ expression, message }] },
  });
}
