import { table } from "../../lib/table.ts";
import { dayText } from "./exceptions.ts";
import type { WaivedFinding } from "./gate.ts";

/** Findings that waivers cover, one line per rule and resource: what, which, until when, by whom. */
export function waivedLines(waived: readonly WaivedFinding[], now: Date): string[] {
  return table(pairs(waived).map((finding) => cellsOf(finding, now)));
}

function cellsOf({ policy, resource, waived }: WaivedFinding, now: Date): string[] {
  const { expires, owner, ticket } = waived;
  return [policy, resource, `until ${expires} (${dayText(expires, now)}), ${owner}, ${ticket}`];
}

/** The first finding of each pair of rule and resource. */
export const pairs = (waived: readonly WaivedFinding[]): readonly WaivedFinding[] =>
  [
    ...new Map(waived.toReversed().map((one) => [`${one.policy} ${one.urn}`, one])).values(),
  ].toReversed();

/** How many waivers stand behind findings: `2 waivers (first expires in 41 days)`; undefined when none does. */
export function waiversText(waived: readonly WaivedFinding[], now: Date): string | undefined {
  const [first] = waived;
  if (first === undefined) return;
  const { expires } = first.waived;
  const behind = waived.map(
    ({ policy, waived: one }) => `${policy} ${one.ticket} ${one.owner} ${one.expires}`,
  );
  const count = new Set(behind).size;
  const which = count === 1 ? "expires" : "first expires";
  return `${count} ${count === 1 ? "waiver" : "waivers"} (${which} ${dayText(expires, now)})`;
}
