import { join } from "node:path";

import {
  covers,
  daysLeft,
  isExpired,
  readWaiversFile,
  type Waiver,
  WAIVERS_FILE,
} from "../../policy-packs/lib/waivers.ts";
import type { Catalogue } from "./policies.ts";
import type { Violation } from "./policy-facts.ts";

/** What ops knows of exceptions by itself, to hold it against what a pack says. */
export interface Exceptions {
  /** Waivers of the file; none when it has a fault. */
  readonly waivers: () => readonly Waiver[];
  readonly now: Date;
}

/** The waivers of the project, read when the first finding claims one. */
export function exceptionsIn(root: string, catalogue: Catalogue, now: Date): Exceptions {
  let read: readonly Waiver[] | undefined;
  const rules = [...catalogue.resourceRules, ...catalogue.stackRules];
  const waivers = () => (read ??= readWaiversFile(join(root, WAIVERS_FILE), rules, now).waivers);
  return { waivers, now };
}

/**
 * A finding as it counts: one that does not refuse must be entitled to that.
 *
 * A rule of ours that is mandatory refuses unless a waiver of the file, in force today, covers its finding: neither a text
 * nor a level that somebody changed on the way is believed.
 */
export function settled(
  violation: Violation,
  identities: readonly string[],
  { resourceRules, stackRules, advisory }: Catalogue,
  { waivers, now }: Exceptions,
): Violation {
  const { policy, level, waived, message } = violation;
  if (level === "mandatory") return violation;
  const refused = (why: string): Violation => ({
    ...violation,
    level: "mandatory",
    waived: undefined,
    message: `${why}: ${message}`,
  });
  const ours = resourceRules.includes(policy) || stackRules.includes(policy);
  if (waived === undefined) {
    if (!ours || advisory.includes(policy)) return violation;
    return refused("made advisory on the way, though the rule is mandatory");
  }
  const held = waivers().some(
    (waiver) =>
      !isExpired(waiver, now) &&
      waiver.expires === waived.expires &&
      waiver.owner === waived.owner &&
      waiver.ticket === waived.ticket &&
      identities.some((identity) => covers(waiver, policy, identity)),
  );
  if (ours && held) return violation;
  return refused(`says it is waived by ${waived.ticket}, which ${WAIVERS_FILE} does not hold`);
}

/** `in 41 days`, `today`, `2 days ago`. */
export function dayText(expires: string, now: Date): string {
  const days = daysLeft({ expires }, now);
  if (days === 0) return "today";
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `in ${count}` : `${count} ago`;
}
