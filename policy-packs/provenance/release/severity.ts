import { field } from "../../lib/values.ts";

export type Severity = "critical" | "high" | "unrated";

/** A vulnerability that may keep an image from being released. */
export interface SevereFinding {
  readonly id: string;
  readonly severity: Severity;
  /** Packages it is in, as package URLs, when the scanner names them. */
  readonly purls: readonly string[];
}

const WORDS: Readonly<Record<string, Severity | "lower">> = {
  critical: "critical",
  high: "high",
  important: "high",
  medium: "lower",
  moderate: "lower",
  low: "lower",
  negligible: "lower",
  none: "lower",
  informational: "lower",
};

/**
 * The worst of the severities that a result gives: words by any method, numbers as CVSS by methods of that name.
 *
 * A likelihood such as EPSS is no severity. What nobody can read is "unrated", which is held like high.
 */
export function severityOf(severity: unknown): Severity | "lower" {
  const list: readonly unknown[] = Array.isArray(severity) ? severity : [severity];
  const read = list.map((one) => rated(String(field(one, "method")), field(one, "score")));
  for (const worst of ["critical", "high", "lower"] as const) {
    if (read.includes(worst)) return worst;
  }
  return "unrated";
}

function rated(method: string, score: unknown): Severity | "lower" {
  const text = String(score).trim().toLowerCase();
  if (Object.hasOwn(WORDS, text)) return WORDS[text] ?? "unrated";
  const isNumber = /^(10(\.0+)?|\d(\.\d+)?)$/.test(text) && /cvss|nvd/i.test(method);
  if (!isNumber) return "unrated";
  const value = Number(text);
  return value >= 9 ? "critical" : value >= 7 ? "high" : "lower";
}
