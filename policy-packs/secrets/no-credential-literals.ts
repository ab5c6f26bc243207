import { celText } from "../lib/admission.ts";
import { CannotTell, each, type Finding, finding, type Lazy } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { type Container, eachContainer, judgePods } from "../lib/pod-template.ts";
import { resourceRule } from "../lib/rule.ts";
import { elements, isRecord, textAt } from "../lib/values.ts";
import { celNamedSecret, celNoFormats } from "./cel.ts";
import { credentialIn } from "./detect.ts";
import { HARMLESS_SETTING, isNamedSecret, isSecretSetting, SECRET_SETTING } from "./names.ts";

const WORDS = ["command", "args"] as const;

/** In CEL: every text that a container is given meets a condition. */
const celEveryText = (met: (text: string) => string): string => {
  const words = WORDS.map((key) => `(!has(c.${key}) || c.${key}.all(t, ${met("t")}))`);
  const env = `(!has(c.env) || c.env.all(e, !has(e.value) || (${met("e.value")})))`;
  return `variables.containers.all(c, ${[...words, env].join(" && ")})`;
};

const CEL_ENV = `variables.containers.all(c, !has(c.env) || c.env.all(e, !has(e.value) || !(${celNamedSecret("e.name", "e.value")})))`;

/** Whoever may read a pod reads its environment and its command line. */
export const noCredentialLiterals = resourceRule({
  pack: "secrets",
  name: "no-credential-literals",
  severity: "critical",
  level: "mandatory",
  description:
    "No container has a credential written out in its environment, command or arguments, known by its format or by its name.",
  remediation:
    "keep the credential in a SealedSecret and refer to it with valueFrom.secretKeyRef or a mounted file; revoke the one that was written out",
  framework: nsaHardening("Protecting sensitive cloud infrastructure: Secrets"),
  options: {},
  judge: (subject) => judgePods(subject, (pod) => eachContainer(pod, judge)),
  admission: {
    match: "pods",
    validations: () => [
      ...celNoFormats(celEveryText),
      {
        expression: CEL_ENV,
        message: "an env value is written out under the name of a credential",
      },
      ...WORDS.map((key) => ({
        expression: `variables.containers.all(c, !has(c.${key}) || c.${key}.all(t, !t.matches(${celText(`(?i)${SECRET_SETTING}`)}) || t.matches(${celText(HARMLESS_SETTING)})))`,
        message: `one of ${key} sets a credential by its name`,
      })),
    ],
  },
});

function* judge(container: Container): Iterable<Finding> {
  const { label, props } = container;
  yield* each(inside(label, elements(props, "env")), (entry) => judgeEnv(label, entry));
  for (const key of WORDS) {
    yield* each(inside(label, elements(props, key)), (word) => judgeWord(`${label} ${key}`, word));
  }
}

/** Each with the container it belongs to in front. */
const inside = (label: string, items: readonly Lazy<unknown>[]): readonly Lazy<unknown>[] =>
  items.map(({ where, read }) => ({ where: `${label} ${where}`.trimEnd(), read }));

function judgeEnv(label: string, entry: unknown): Finding[] {
  if (!isRecord(entry)) throw new CannotTell("is not an object");
  const [name = "", value = ""] = [textAt(entry, "name"), textAt(entry, "value")];
  const where = `${label} env ${JSON.stringify(name)}`;
  const found = credentialIn(value);
  if (found !== undefined) return [finding(`${where} holds ${found}`)];
  if (!isNamedSecret(name, value)) return [];
  return [finding(`${where} is written out, and its name says that it is a credential`)];
}

function judgeWord(where: string, word: unknown): Finding[] {
  if (typeof word !== "string") throw new CannotTell("is not a text");
  const found = credentialIn(word);
  if (found !== undefined) return [finding(`${where} holds ${found}`)];
  if (!isSecretSetting(word)) return [];
  const name = JSON.stringify(word.slice(0, word.indexOf("=")));
  return [finding(`${where} sets ${name}, whose name says that it is a credential`)];
}
