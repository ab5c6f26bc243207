import { readFileSync } from "node:fs";

import { rules as everyRule } from "../../policy-packs/all/rules.ts";
import type { Given } from "../../policy-packs/lib/config.ts";
import { type Assessment, assess, refuses } from "../../policy-packs/lib/judge.ts";
import { policyName, type Rule } from "../../policy-packs/lib/rule.ts";
import { type Subject, subjectOf } from "../../policy-packs/lib/subject.ts";
import type { PolicyDoor } from "./engine.ts";
import type { Exceptions } from "./exceptions.ts";
import { countsOfRules, type PolicyCounts } from "./policies.ts";
import { resourcesOf, type State, type StateResource } from "./state.ts";
import { urnOf } from "./urn.ts";

/** What the rules say about a state when ops asks them itself. */
export interface StateVerdicts {
  readonly counts: PolicyCounts;
  /** Resources that were shown to every rule over one resource. */
  readonly judged: number;
  /** Findings that refuse, about resources whose values are all readable. */
  readonly refusing: readonly { readonly policy: string; readonly urn: string }[];
}

/**
 * Judges a state without the engine.
 *
 * `policy analyze` reports findings and nothing else: no word about what was satisfied, or how much was looked at. The
 * same rules over the same state give the counts, and a second opinion.
 */
export function stateVerdicts(
  state: State,
  door: PolicyDoor,
  { waivers, now }: Exceptions,
  rules: readonly Rule[] = everyRule,
): StateVerdicts {
  const resources = resourcesOf(state).filter(({ delete: old }) => old !== true);
  const configuration = settingsIn(door);
  const terms = { configuration, waivers: waivers(), now };
  const by = (scope: Rule["scope"]) => rules.filter((rule) => rule.scope === scope);
  // As the engine shows them: inputs to rules over a resource, outputs to rules over a stack.
  const single = assess(resources.map(subjectFrom("inputs")), { ...terms, rules: by("resource") });
  const whole = assess(resources.map(subjectFrom("outputs")), { ...terms, rules: by("stack") });
  const tallies = { ...single.tallies, ...whole.tallies };
  const veiled = new Set(resources.filter(holdsSecret).map(({ urn }) => urn));
  return {
    counts: countsOfRules(
      rules.map((rule) => ({
        rule: policyName(rule),
        level: rule.level,
        judges: rule.scope,
        violated: 0,
        satisfied: 0,
        notApplicable: 0,
        cannotTell: 0,
        waived: 0,
        ...tallies[policyName(rule)],
      })),
    ),
    judged: resources.length,
    refusing: [single, whole].flatMap(refusingOf).filter(({ urn }) => !veiled.has(urn)),
  };
}

const refusingOf = ({ findings }: Assessment) =>
  findings.filter(refuses).map(({ rule, subject, finding }) => ({
    policy: policyName(rule),
    urn: finding.urn ?? subject?.urn ?? "",
  }));

const subjectFrom =
  (side: "inputs" | "outputs") =>
  ({ urn, type, provider, protect, ...sides }: StateResource): Subject =>
    subjectOf({
      type,
      name: urnOf(urn).name,
      urn,
      provider: provider?.replace(/::[^:]*$/, ""),
      protect: protect === true,
      props: sides[side] ?? {},
    });

/** The mark of a value that is encrypted in a state (sdk/go/common/resource of pulumi v3.259.0). */
const holdsSecret = ({ inputs, outputs }: StateResource): boolean =>
  JSON.stringify([inputs, outputs]).includes('"4dabf18193072939515e22adb298388d"');

function settingsIn({ config }: PolicyDoor): Readonly<Record<string, Given>> {
  if (config === undefined) return {};
  return JSON.parse(readFileSync(config, "utf8")) as Record<string, Given>;
}
