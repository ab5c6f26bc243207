import type { Member } from "./members.ts";
import type { Policy } from "./policies.ts";

/** Name of a namespace, as a regular expression (RFC 1123 label). */
export const NAMESPACE = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

/** Name of most other objects, as a regular expression (RFC 1123 subdomain). */
export const NAME = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";

/** Whether a policy selects these pods, which are in its namespace. Throws when that hangs on what cannot be read. */
export function selects(policy: Policy, member: Member): boolean {
  const selector = policy.selector();
  return selector.selects === "all" || selector.matches(member.labels());
}
