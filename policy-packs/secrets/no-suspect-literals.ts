import { nsaHardening } from "../lib/frameworks.ts";
import { resourceRule } from "../lib/rule.ts";
import { looksRandom } from "./entropy.ts";
import { isNamedSecret, isSecretSetting } from "./names.ts";
import { judgeObjects, type Placed } from "./objects.ts";
import { lookThrough, type Text } from "./texts.ts";

/**
 * The second look, for credentials that have no format: settings inside a text whose name says it, words that look
 * random.
 */
export const noSuspectLiterals = resourceRule({
  pack: "secrets",
  name: "no-suspect-literals",
  severity: "medium",
  level: "mandatory",
  description:
    "No text of any object sets a credential in one of its lines, or looks as random as a credential does.",
  remediation:
    "move a credential to a SealedSecret and revoke it; give what is public a name that says so, such as publicKey or digest",
  framework: nsaHardening("Protecting sensitive cloud infrastructure: Secrets"),
  options: {},
  judge: (subject) => judgeObjects(subject, (placed) => judge(placed)),
  admission: { absent: "CEL counts no letters and splits no lines within the budget it has" },
});

function judge(placed: Placed) {
  let before: string | undefined;
  return lookThrough(placed, ({ name, text, way }: Text) => {
    const flag = before;
    before = typeof way.at(-1) === "number" ? text : undefined;
    // What a rule of its own refuses by its name is not refused twice.
    if (isNamedSecret(name, text)) return undefined;
    if (flag !== undefined && isFlag(flag) && isNamedSecret(flag, text)) {
      return `is written out after ${JSON.stringify(flag)}, which says that it is a credential`;
    }
    const line = settingIn(text);
    if (line !== undefined) {
      return `sets ${JSON.stringify(line)} in one of its lines, and its name says that it is a credential`;
    }
    const [, inner = name, value = text] = SETTING.exec(text) ?? [];
    return looksRandom(inner, value) ? `looks random, as a credential does` : undefined;
  });
}

const isFlag = (text: string): boolean => /^--?[A-Za-z][\w.-]*$/.test(text);

/** `--name=value` or `name=value`, as a whole. */
const SETTING = /^-{0,2}([A-Za-z][\w.-]{0,63})=(\S+)$/;

/** A line of YAML, JSON, INI, properties or shell that gives a name a value of one word. */
const LINE =
  /^[\s,{-]*(?:export\s+)?["']?([A-Za-z][\w.-]{0,63})["']?\s*[:=]\s*(["']?)([^\s"',;()[\]]+)\2[\s,;}]*$/gm;

/** The name of the first setting within a text that writes a credential out. */
function settingIn(text: string): string | undefined {
  if (!/[:=]/.test(text) || isSecretSetting(text)) return undefined;
  for (const [, name = "", quote, value = ""] of text.matchAll(LINE)) {
    if (isNamedSecret(name, value) && (quote !== "" || !isExpression(value))) return name;
  }
  return undefined;
}

/** `request.password`, of a program. */
const isExpression = (value: string): boolean => /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/.test(value);
