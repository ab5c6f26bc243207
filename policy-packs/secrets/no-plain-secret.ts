import { CannotTell, type Finding, finding, placed } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { resourceRule } from "../lib/rule.ts";
import { field, isAbsent, isRecord, type Props, textAt } from "../lib/values.ts";
import { judgeKind, type Placed } from "./objects.ts";

const TOKEN = "kubernetes.io/service-account-token";

/**
 * What is in Git or in a state is no secret any more, unless it is sealed.
 *
 * A Secret of no data is a place that a controller fills. One that asks for a service account token is refused with the
 * rest: such a token never expires, and the API server gives out short-lived ones on request.
 */
export const noPlainSecret = resourceRule({
  pack: "secrets",
  name: "no-plain-secret",
  severity: "critical",
  level: "mandatory",
  description:
    "No Secret carries data, or asks for a token that never expires; only a SealedSecret carries secrets.",
  remediation:
    "seal it with kubeseal and keep the SealedSecret; for a service account, ask the API server for a short-lived token",
  framework: nsaHardening("Protecting sensitive cloud infrastructure: Secrets"),
  options: {},
  judge: (subject) => judgeKind(subject, "Secret", judge),
  admission: {
    match: [{ group: "", resources: ["secrets"] }],
    validations: () => [
      ...["data", "stringData"].map((part) => ({
        expression: `!has(object.${part}) || object.${part}.all(k, size(object.${part}[k]) == 0)`,
        message: "a Secret carries data in plain text",
      })),
      {
        expression: `!has(object.type) || object.type != '${TOKEN}'`,
        message: "a Secret asks for a service account token that never expires",
      },
    ],
  },
});

function* judge({ where, object: { props } }: Placed): Iterable<Finding> {
  const keys = [...keysOf(props, "data"), ...keysOf(props, "stringData")];
  if (keys.length > 0) {
    const list = [...new Set(keys)].map((key) => JSON.stringify(key)).join(", ");
    yield finding(placed(where, `carries ${list} in plain text`));
  }
  if (textAt(props, "type") === TOKEN) {
    yield finding(placed(where, "asks for a service account token that never expires"));
  }
}

/** Keys under which there is something. */
function keysOf(props: Props, part: string): readonly string[] {
  const data = field(props, part);
  if (isAbsent(data)) return [];
  if (!isRecord(data)) throw new CannotTell(`${part} is not an object`);
  return Object.keys(data).filter((key) => !isAbsent(data[key]) && data[key] !== "");
}
