import { policyName, type Rule } from "./rule.ts";

/** What became of one rule in that run. */
export interface RuleCounts {
  /** Fixtures that it accepts and refuses, at all doors. */
  readonly accepted: number;
  readonly refused: number;
  /** Of the refused: refused as written, accepted by the API server once it has filled in what it fills in. */
  readonly completed: number;
  /** Mutants that it refuses at the API server. */
  readonly mutants: number;
}

/** How a run of all doors over the same objects came out; all of them agreed on every one. */
export interface DoorCounts {
  readonly mutants: { readonly seed: number; readonly made: number; readonly invalid: number };
  /** By the name of the rule, those that the API server is asked. */
  readonly rules: Readonly<Record<string, RuleCounts>>;
}

const INTRODUCTION = `## Every rule at every door

- **preview, up**: the engine judges what the program registers, through \`pulumi\` and \`ops\` alike.
- **state**: \`pulumi policy analyze\`, and \`ops\` after each \`up\`, judge what the state says.
- **check**: \`ops policy check\` judges manifests, rendered charts and Argo CD Applications.
- **admission**: the API server judges every object that anybody sends it, by the same demand in CEL
  (see [runbooks/admission.md](runbooks/admission.md)).

The same objects were shown to the engine, to the check and to the API server, and all gave the same verdict on every one
of them (\`test/e2e/doors.test.ts\`): the fixtures of the rules, and random changes of these. The numbers are how many
fixtures each rule accepted and refused there, and how many of the changed objects it refused. "Completed" are fixtures that
are refused as they are written and accepted by the API server, because it has filled in what was missing before it asks, such
as the requests of a Pod that states limits only.
`;

/** Which rule speaks at which door, and what it said in the last run. */
export function doorsOf(rules: readonly Rule[], { mutants, rules: counts }: DoorCounts): string {
  const rows = rules.map((rule) => {
    const name = policyName(rule);
    return `| ${name} | yes | yes | yes | ${atAdmission(rule, counts[name])} |`;
  });
  const { made, invalid, seed } = mutants;
  return [
    INTRODUCTION,
    `Of ${made} changed objects (seed ${seed}) the API server took ${made - invalid}; the rest is not valid Kubernetes, whatever the rules say.`,
    "",
    "| rule | preview, up | state | check | admission |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function atAdmission(rule: Rule, counts: RuleCounts | undefined): string {
  if (rule.scope === "stack") return "no: one object is not enough";
  if ("absent" in rule.admission) return `no: ${rule.admission.absent}`;
  if (counts === undefined) return "yes: not counted";
  const { accepted, refused, completed, mutants } = counts;
  const filled = completed > 0 ? ` (${completed} completed)` : "";
  return `yes: ${accepted} accepted, ${refused} refused${filled}; ${mutants} changed ones refused`;
}
