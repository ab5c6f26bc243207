import { cannotTell, type Finding, finding, isUnknown, reasonOf } from "../lib/finding.ts";
import { nsaHardening } from "../lib/frameworks.ts";
import { notApplicable, stackRule } from "../lib/rule.ts";
import type { Subject } from "../lib/subject.ts";
import { isRecord, type Props } from "../lib/values.ts";
import { credentialIn } from "./detect.ts";
import { looksRandom } from "./entropy.ts";
import { isNamedSecret } from "./names.ts";

/** What `pulumi policy analyze --file` shows in place of a secret that it cannot decrypt. */
const REDACTED = "[secret]";

/**
 * Outputs are read by deploy jobs, dashboards and other stacks, and printed at the end of every run.
 *
 * The engine (3.259) gives the outputs of the stack to a pack at preview, at up and over exported state, but the SDK
 * (1.21) takes the secret mark off every value before a rule sees it: there a credential is known by its format, its name
 * or its looks. The mark itself shows over exported state only, where no passphrase is at hand.
 */
export const noSecretOutputs = stackRule({
  pack: "secrets",
  name: "no-secret-outputs",
  severity: "critical",
  level: "mandatory",
  description:
    "No output of a stack is a secret, or looks like one by its format, its name or its entropy.",
  remediation:
    "output the name of the SealedSecret or of the account instead of what it holds, and let the reader ask for its own credential",
  framework: nsaHardening("Protecting sensitive cloud infrastructure: Secrets"),
  options: {
    knownLater: {
      type: "array",
      description:
        "Outputs that are known only after the first up, which judges them; none may be unknown unless it is named.",
      default: [] as readonly string[],
      items: { type: "string", pattern: String.raw`^\w+$` },
      uniqueItems: true,
    },
  },
  judge: (subjects, { knownLater }) => {
    const stacks = subjects.filter(({ type }) => type === "pulumi:pulumi:Stack");
    if (stacks.length === 0) return notApplicable("no stack is shown, and so no outputs");
    if (stacks.every(({ props }) => Object.keys(props).length === 0))
      return notApplicable("the stack has no outputs");
    return stacks.flatMap((stack) => judge(stack, knownLater));
  },
});

function judge({ props, urn }: Subject, knownLater: readonly string[]): readonly Finding[] {
  const findings: Finding[] = [];
  const visit = (path: string, name: string, value: unknown): void => {
    if (typeof value === "string") {
      const said = complaint(name, value);
      if (said !== undefined) findings.push(finding(`output ${JSON.stringify(path)} ${said}`, urn));
    } else if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i += 1)
        read(`${path}[${i}]`, name, () => value[i] as unknown);
    } else if (isRecord(value)) {
      visitAll(value, `${path}.`);
    }
  };
  const visitAll = (record: Props, prefix: string): void => {
    for (const key of Object.keys(record)) read(`${prefix}${key}`, key, () => record[key]);
  };
  const read = (path: string, name: string, get: () => unknown): void => {
    try {
      visit(path, name, get());
    } catch (error) {
      const [output = ""] = path.split(/[.[]/);
      if (!isUnknown(error) || !knownLater.includes(output)) {
        findings.push(cannotTell(`output ${JSON.stringify(path)}: ${reasonOf(error)}`, urn));
      }
    }
  };
  visitAll(props, "");
  return findings;
}

function complaint(name: string, value: string): string | undefined {
  if (value === REDACTED) return "is marked secret";
  const found = credentialIn(value);
  if (found !== undefined) return `holds ${found}`;
  if (isNamedSecret(name, value)) return "says by its name that it is a credential";
  return looksRandom(name, value) ? "looks random, as a credential does" : undefined;
}
