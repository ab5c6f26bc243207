import { createHash } from "node:crypto";

const LONGEST = 160;
/** Long, and the same in dozens of policies or of no interest to people. */
const REPEATED = ["resourceRules", "variables", "openAPIV3Schema"];

/** A tree with what is long in it cut, and told apart by what it hashes to: goldens are read by people. */
export function shortened(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(shortened);
  if (typeof tree === "object" && tree !== null) {
    return Object.fromEntries(
      Object.entries(tree).map(([key, one]) => [
        key,
        REPEATED.includes(key) ? cut(JSON.stringify(one)) : shortened(one),
      ]),
    );
  }
  return typeof tree === "string" && tree.length > LONGEST ? cut(tree) : tree;
}

function cut(text: string): string {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return `${text.slice(0, 60)}... ${String(text.length)} characters, sha256 ${hash}`;
}
