import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { Fault } from "../../lib/fault.ts";

export type Outputs = Readonly<Record<string, unknown>>;

/** The part of a JSON schema that ops holds outputs against: deploy jobs rely on these names. */
const contractSchema = z.object({
  required: z.array(z.string()).default([]),
  properties: z.record(
    z.string(),
    z.object({ const: z.unknown().optional(), type: z.string().optional() }),
  ),
});

/**
 * Checks outputs against the contract of the project, when it has one (`stacks/outputs.schema.json`).
 *
 * Required outputs are there, of the right type, and of the version of the contract; throws every fault at once.
 */
export function checkOutputs(directory: string, environment: string, outputs: Outputs): void {
  const path = join(directory, "stacks/outputs.schema.json");
  if (!existsSync(path)) return;
  const { required, properties } = contractSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  const faults = Object.entries(properties).flatMap(([name, property]) => {
    const value = outputs[name];
    const problem =
      value === undefined
        ? required.includes(name) && "is missing"
        : "const" in property && property.const !== value
          ? `is ${JSON.stringify(value)}, the contract says ${JSON.stringify(property.const)}`
          : property.type !== undefined && !isOf(property.type, value) && `is no ${property.type}`;
    if (typeof problem !== "string") return [];
    return [
      new Fault({
        where: `output ${name}`,
        problem,
        fix: `run ops up ${environment}, so that the stack is of this version of the contract`,
      }),
    ];
  });
  if (faults.length === 1 && faults[0]) throw faults[0];
  if (faults.length > 0) throw new AggregateError(faults);
}

function isOf(type: string, value: unknown): boolean {
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "object")
    return typeof value === "object" && value !== null && !Array.isArray(value);
  return typeof value === type;
}

/** Names of the namespaces among the outputs, by their contract. */
export function namespacesOf(outputs: Outputs): string[] {
  const read = z.array(z.object({ name: z.string() })).safeParse(outputs["namespaces"]);
  return read.success ? read.data.map(({ name }) => name) : [];
}

/** Outputs as `name=value` lines; what is no text is JSON. */
export function flat(outputs: Outputs): (readonly [name: string, value: string])[] {
  return Object.entries(outputs).map(([name, value]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
}
