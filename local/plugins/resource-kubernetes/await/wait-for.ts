import type { Properties } from "../../lib/struct.ts";
import { annotation, numberAt, scalarText, textAt } from "../objects.ts";
import { parseJsonPath } from "./json-path.ts";
import { condition } from "./pods.ts";
import { READY, type Judge, type Verdict } from "./verdict.ts";

/** Conditions a person sets in place of the built-in ones: one expression, or a JSON list of them. */
export const WAIT_FOR = "pulumi.com/waitFor";

/**
 * The judges that the annotation asks for: `condition=Ready`, `condition=Ready=False`, `jsonpath={.status.phase}=Running`
 * or `jsonpath={.status.phase}`. Source: official provider, metadata.ReadyCondition; syntax as in `kubectl wait`.
 */
export function waitForJudge(object: Properties): Judge | undefined {
  const expressions = expressionsOf(object);
  if (expressions.length === 0) return undefined;
  const judges = expressions.map((expression) => parse(expression) ?? never(expression));
  return async (live, scene) => {
    const verdicts = await Promise.all(judges.map(async (judge) => await judge(live, scene)));
    return verdicts.find(({ ready }) => !ready) ?? READY;
  };
}

/** What cannot be understood in the annotation, one line each. */
export function waitForFaults(object: Properties): readonly string[] {
  return expressionsOf(object)
    .filter((expression) => parse(expression) === undefined)
    .map(
      (expression) =>
        `${WAIT_FOR}: cannot read ${JSON.stringify(expression)}; write condition=Type, condition=Type=Status, jsonpath={.path} or jsonpath={.path}=value`,
    );
}

function expressionsOf(object: Properties): readonly string[] {
  const text = annotation(object, WAIT_FOR);
  if (text === "") return [];
  try {
    const list = JSON.parse(text) as unknown;
    if (Array.isArray(list)) return list.map(String);
  } catch {
    // A single expression is no JSON.
  }
  return [text];
}

function parse(expression: string): Judge | undefined {
  const [, type, wanted = "True"] = /^condition=([^=]+)(?:=(.+))?$/.exec(expression) ?? [];
  if (type !== undefined) return (object) => judgeCondition(object, type, wanted);
  const [, braced, bare, value] =
    /^jsonpath=['"]?(?:\{([^{}]+)\}|([^{}=]+))['"]?(?:=(.*))?$/.exec(expression) ?? [];
  const path = (braced ?? bare ?? "").trim();
  const pick = parseJsonPath(path);
  if (pick === undefined) return undefined;
  return (object) => {
    const found = pick(object).map(scalarText);
    const matches =
      found.length > 0 && (value === undefined || found.every((text) => text === value));
    return matches ? READY : waiting(`${path}${value === undefined ? "" : ` to be ${value}`}`);
  };
}

/** As `kubectl wait`: a condition of an older generation says nothing about this one. */
function judgeCondition(object: Properties, type: string, wanted: string): Verdict {
  const entry = condition(object, type);
  const seen =
    numberAt(entry, "observedGeneration") ?? numberAt(object, "status", "observedGeneration");
  const isCurrent = seen === undefined || seen >= (numberAt(object, "metadata", "generation") ?? 0);
  const holds = textAt(entry, "status").toLowerCase() === wanted.toLowerCase();
  return isCurrent && holds ? READY : waiting(`condition ${type} to be ${wanted}`);
}

/** Check refuses these; should one come through, it may not count as fulfilled. */
const never =
  (expression: string): Judge =>
  () =>
    waiting(`${expression}, which nobody can read`);

const waiting = (waitingFor: string): Verdict => ({ ready: false, waitingFor });
