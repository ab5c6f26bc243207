import { type ChangeCounts, changed, total } from "./changes.ts";
import type { PolicyCounts } from "./policies.ts";
import { plural } from "./screen.ts";

const kinds = [
  ["create", "create", "created"],
  ["update", "update", "updated"],
  ["replace", "replace", "replaced"],
  ["delete", "delete", "deleted"],
  ["import", "import", "imported"],
] as const;

/** What a preview found: `41 resources to create in 6 components`, `0 changes, 41 resources stay as they are`. */
export function plannedText(counts: ChangeCounts, components: number): string {
  if (changed(counts) === 0) return `0 changes, ${stay(counts)}`;
  const within = components > 0 ? ` in ${plural(components, "component")}` : "";
  if (counts.create === total(counts)) {
    return `${plural(counts.create, "resource")} to create${within}`;
  }
  const parts = kinds
    .filter(([kind]) => counts[kind] > 0)
    .map(([kind, verb]) => `${counts[kind]} to ${verb}`);
  return `${parts.join(", ")}${within}; ${stay(counts)}`;
}

/** What a run did: `41/41 created`, `0 changes`. */
export function doneText(counts: ChangeCounts, planned: number): string {
  if (changed(counts) === 0) return "0 changes";
  const parts = kinds.filter(([kind]) => counts[kind] > 0);
  const [only] = parts;
  if (parts.length === 1 && only) return `${counts[only[0]]}/${planned} ${only[2]}`;
  return parts.map(([kind, , past]) => `${counts[kind]} ${past}`).join(", ");
}

const stay = ({ same, read }: ChangeCounts): string =>
  same + read === 1 ? "1 resource stays as it is" : `${same + read} resources stay as they are`;

/** Verdicts, counted: `3 packs, 4 rules: 0 violated, 12 satisfied, 110 not applicable, 0 cannot tell`. */
export function policyText(counts: PolicyCounts): string {
  const { packs, rules, violated, satisfied, notApplicable, cannotTell, waived } = counts;
  return [
    `${plural(packs, "pack")}, ${plural(rules.length, "rule")}: ${violated} violated`,
    `${satisfied} satisfied`,
    `${notApplicable} not applicable`,
    `${cannotTell} cannot tell`,
    ...(waived > 0 ? [`${waived} waived`] : []),
  ].join(", ");
}
