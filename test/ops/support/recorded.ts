import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { OpsEvent } from "../../../ops/lib/events.ts";
import { type RunFacts, runReader } from "../../../ops/lib/run-facts.ts";

/** Runs of the fixtures in test/fixtures, as CLI 3.259 wrote them to `--event-log`, without debug messages. */
export type Recording =
  | "good.destroy"
  | "good.preview"
  | "good.up"
  | "no-limits.preview"
  | "unknown-value.preview"
  | "waived.preview";

export function recorded(name: Recording): OpsEvent[] {
  const path = join(import.meta.dirname, "../recorded", `${name}.jsonl`);
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as OpsEvent);
}

export function factsOf(events: readonly OpsEvent[]): RunFacts {
  const reader = runReader();
  for (const event of events) reader.read(event);
  return reader.facts();
}

/** Every rule of the three first packs. */
export const catalogue = {
  resourceRules: [
    "resource-limits/container-resources",
    "provenance/image-digest",
    "provenance/image-registry",
  ],
  stackRules: ["network-policies/default-deny"],
  advisory: [],
};
