import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { crossChecks } from "./schema/cross-checks.ts";
import {
  environmentSchema,
  previewEnvironmentSchema,
  previewSchema,
} from "./schema/environment.ts";
import { type FaultLine, linesOf, report } from "./schema/fault-lines.ts";
import { unknownKey } from "./schema/wording.ts";

/** Frozen all the way down: settings are read once and never change. */
export type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** Settings of local, dev, stage and prod. */
export type EnvironmentSettings = Frozen<z.infer<typeof environmentSchema>>;

/** Settings of one preview. */
export type PreviewSettings = Frozen<
  z.infer<typeof previewEnvironmentSchema> & { preview: z.infer<typeof previewSchema> }
>;

/** The values of a stack below `intelgraph:`, by key. */
export type Values = Readonly<Record<string, unknown>>;

const NAMESPACE = "intelgraph:";
/** `runner` belongs to the operations command; this program only knows that it may be there. */
const KEYS = ["environment", "preview", "runner"];

/** The values of the running stack. The only place that reads Pulumi configuration. */
export function readValues(): Values {
  const entries = Object.entries(pulumi.runtime.allConfig()).filter(([key]) =>
    key.startsWith(NAMESPACE),
  );
  return Object.fromEntries(
    entries.map(([key, text]) => [key.slice(NAMESPACE.length), decode(text)]),
  );
}

/**
 * Settings of a long-lived environment.
 *
 * @throws RunError with every fault of the values at once; the engine prints it without a stack trace.
 */
export function environmentSettings(values: Values, file: string): EnvironmentSettings {
  const { data, lines } = check(environmentSchema, values, "environment");
  const faults = [...lines, ...crossChecks(values["environment"], "environment")];
  if (values["preview"] !== undefined) {
    faults.push({ path: "preview", says: "only pr-<number> stacks are previews; remove it" });
  }
  return settled(file, data, [...faults, ...unknownKeys(values)]);
}

/** Settings of a preview. @throws RunError like {@link environmentSettings} */
export function previewSettings(values: Values, file: string): PreviewSettings {
  const environment = check(previewEnvironmentSchema, values, "environment");
  const preview = check(previewSchema, values, "preview");
  const data = environment.data && preview.data && { ...environment.data, preview: preview.data };
  return settled(file, data, [
    ...environment.lines,
    ...crossChecks(values["environment"], "environment"),
    ...preview.lines,
    ...unknownKeys(values),
  ]);
}

function check<T extends z.ZodType>(schema: T, values: Values, key: string) {
  const result = schema.safeParse(values[key]);
  const lines = result.success ? [] : linesOf(result.error.issues, key);
  return { data: result.data, lines };
}

function settled<T extends object>(
  file: string,
  data: T | undefined,
  faults: readonly FaultLine[],
): Frozen<T> {
  if (data === undefined || faults.length > 0) throw new pulumi.RunError(report(file, faults));
  return freeze(data) as Frozen<T>;
}

const unknownKeys = (values: Values): FaultLine[] =>
  Object.keys(values)
    .filter((key) => !KEYS.includes(key))
    .map((key) => ({ path: key, says: unknownKey(key, KEYS) }));

/** Objects arrive as JSON; anything else is left to the schema to refuse. */
function decode(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function freeze(value: unknown): unknown {
  if (typeof value === "object" && value !== null)
    Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
