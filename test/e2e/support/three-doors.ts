import { atAdmission } from "../../../policy-packs/lib/admission-objects.ts";
import type { Given } from "../../../policy-packs/lib/config.ts";
import { policyOf } from "../../../policy-packs/lib/crossguard.ts";
import { assess } from "../../../policy-packs/lib/judge.ts";
import { policyName, type Rule } from "../../../policy-packs/lib/rule.ts";
import { subjectOf } from "../../../policy-packs/lib/subject.ts";
import { resourceOf } from "../../policy-packs/fixtures/fixture.ts";
import { evaluate } from "../../support/evaluate.ts";
import type { AdmissionDoor } from "./admission-door.ts";
import type { Manifest } from "./poster.ts";

type Configuration = Readonly<Record<string, Given>>;

/** Names of the rules that refuse one object, door by door. */
export interface Refusals {
  /** The engine, at preview and at up. */
  readonly engine: ReadonlySet<string>;
  /** `ops policy check`. */
  readonly check: ReadonlySet<string>;
  /** The API server. */
  readonly admission: ReadonlySet<string>;
  /** The same judges, shown the object as the API server returns it: what CEL has seen. */
  readonly returned: ReadonlySet<string>;
  /** Why the API server asked no rule. @default undefined: it asked them */
  readonly invalid?: string;
}

/** Takes one object through all doors, under the same settings. */
export async function throughAllDoors(
  object: Manifest,
  rules: readonly Rule[],
  configuration: Configuration,
  door: AdmissionDoor,
): Promise<Refusals> {
  const { refusedBy, returned, invalid } = await door.judge(object);
  const said = { engine: await byEngine(object, rules, configuration), admission: refusedBy };
  const check = byCheck(object, rules, configuration);
  if (invalid !== undefined) return { ...said, check, returned: new Set(), invalid };
  return { ...said, check, returned: byCheck(returned, rules, configuration) };
}

const shownOf = (object: Manifest) => resourceOf(object as Parameters<typeof resourceOf>[0]);

async function byEngine(object: Manifest, rules: readonly Rule[], configuration: Configuration) {
  const refusing: string[] = [];
  for (const rule of rules.filter(({ scope }) => scope === "resource")) {
    const name = policyName(rule);
    const { violations } = await evaluate(policyOf(rule), shownOf(object), configuration[name]);
    if (violations.length > 0) refusing.push(name);
  }
  return new Set(refusing);
}

function byCheck(object: Manifest, rules: readonly Rule[], configuration: Configuration) {
  const single = rules.filter(({ scope }) => scope === "resource");
  const { findings } = assess([subjectOf(shownOf(object))], {
    rules: single,
    configuration,
    waivers: [],
    now: new Date(),
  });
  return new Set(findings.map(({ rule }) => policyName(rule)));
}

/** Where the doors do not say the same of an object; empty when all is well. */
export function disagreements(refusals: Refusals, rules: readonly Rule[]): string[] {
  const { engine, check, admission, returned, invalid } = refusals;
  const said = (door: ReadonlySet<string>, rule: string) =>
    door.has(rule) ? "refuses" : "accepts";
  const found = rules.map(policyName).flatMap((rule) => {
    if (engine.has(rule) === check.has(rule)) return [];
    return [`${rule}: the engine ${said(engine, rule)}, the check ${said(check, rule)}`];
  });
  if (invalid !== undefined) return found;
  for (const rule of atAdmission(rules).map(policyName)) {
    if (admission.has(rule) !== returned.has(rule)) {
      found.push(`${rule}: CEL ${said(admission, rule)} what the judge ${said(returned, rule)}`);
    }
    if (admission.has(rule) && !check.has(rule)) {
      found.push(`${rule}: CEL refuses what the judge accepts as it was written`);
    }
  }
  return found;
}

/** Rules that refuse an object as it was written and not as the API server completes it. */
export const completed = ({ admission, check, invalid }: Refusals, rules: readonly Rule[]) =>
  invalid !== undefined
    ? []
    : atAdmission(rules)
        .map(policyName)
        .filter((rule) => check.has(rule) && !admission.has(rule));
