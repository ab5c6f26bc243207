import type { Fault } from "../../../lib/fault.ts";
import { isRecord } from "../../../policy-packs/lib/values.ts";
import { faultAt } from "./place.ts";

/** What only Helm fills in. Other tools also use double braces: alerts, workflows, Application sets. */
const FILLED = /\{\{[^}]*\.(?:Values|Release|Chart|Capabilities|Files|Template)\b/;
/** Texts that Kubernetes hands on without a look. */
const CARGO = new Set(["data", "stringData", "binaryData", "annotations"]);

/** Whether a text that is no YAML is so because Helm has not been over it yet. */
export const looksLikeTemplate = (text: string): boolean => /\{\{[-\s]*\S/.test(text);

/** Whether a manifest still holds what Helm would fill in, where Kubernetes would read it. */
export function holdsTemplate(value: unknown): boolean {
  if (typeof value === "string") return FILLED.test(value);
  if (Array.isArray(value)) return value.some(holdsTemplate);
  if (!isRecord(value)) return false;
  return Object.keys(value).some((key) => !CARGO.has(key) && holdsTemplate(value[key]));
}

export const template = (file: string, line: number): Fault =>
  faultAt(file, line, "looks like a Helm template", "give the chart folder");
