import { CannotTell, each, type Finding, finding } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { resourceRule } from "../lib/rule.ts";
import { field, isAbsent, isRecord, textAt } from "../lib/values.ts";
import { celNamedSecret, celNoFormats } from "./cel.ts";
import { credentialIn } from "./detect.ts";
import { isNamedSecret } from "./names.ts";
import { judgeKind, type Placed } from "./objects.ts";

/**
 * A ConfigMap is read by far more people and programs than a Secret.
 *
 * The API server searches 1 MiB, the most that an object holds, within its budget for CEL. A file of 1 MB full of URLs
 * with an "@", or thousands of keys, goes beyond it and is refused: "actual cost limit exceeded", or "validation failed
 * due to running out of cost budget" (tried with 1.35).
 */
export const noCredentialConfig = resourceRule({
  pack: "secrets",
  name: "no-credential-config",
  severity: "critical",
  level: "mandatory",
  description: "No ConfigMap has a credential in its data, known by its format or by its key.",
  remediation:
    "move the credential to a SealedSecret, leave a placeholder or a path to its file; revoke the one that was written out",
  framework: nsaHardening("Protecting sensitive cloud infrastructure: Secrets"),
  options: {},
  judge: (subject) => judgeKind(subject, "ConfigMap", judge),
  admission: {
    match: [{ group: "", resources: ["configmaps"] }],
    validations: () => [
      ...celNoFormats((met) => `!has(object.data) || object.data.all(k, ${met("object.data[k]")})`),
      {
        expression: `!has(object.data) || object.data.all(k, !(${celNamedSecret("k", "object.data[k]")}))`,
        message: "a value is written out under the name of a credential",
      },
    ],
  },
});

function judge({ where, object: { props } }: Placed): Iterable<Finding> {
  const data = field(props, "data");
  if (isAbsent(data)) return [];
  if (!isRecord(data)) throw new CannotTell("data is not an object");
  const prefix = where === "" ? "" : `${where} `;
  const entries = Object.keys(data).map((key) => {
    const label = `${prefix}data ${JSON.stringify(key)}`;
    return { where: label, read: () => ({ label, key, text: textAt(data, key) ?? "" }) };
  });
  return each(entries, ({ label, key, text }) => {
    const found = credentialIn(text);
    if (found !== undefined) return [finding(`${label} holds ${found}`)];
    if (!isNamedSecret(key, text)) return [];
    return [finding(`${label} is written out, and its name says that it is a credential`)];
  });
}
