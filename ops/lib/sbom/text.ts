import { z } from "zod";

import { Fault } from "../../../lib/fault.ts";

/** Control and format characters could redraw a screen or turn a line around. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** A text of a document that gets into reports: one visible line. */
export const line = z
  .string()
  .max(2_000, "is longer than 2,000 characters")
  .refine((text) => !UNSEEN.test(text), "holds a control character");

/** A line that says something. */
export const word = line.refine((text) => text.trim() !== "", "is empty");

/** The document as the schema has it. @throws Fault with the first thing that is wrong, and how many more there are */
export function shaped<T>(schema: z.ZodType<T>, value: unknown, shown: string, fix: string): T {
  const result = parsed(schema, value, shown);
  if (result.success) return result.data;
  const [first, ...rest] = result.error.issues;
  const more = rest.length > 0 ? ` (and ${rest.length} more)` : "";
  throw new Fault({
    where: shown,
    problem: `${first === undefined ? "has another shape" : issueText(first)}${more}`,
    fix,
  });
}

/** What the schema says; a payload nested so deeply that nobody can walk it is a fault like others. */
function parsed<T>(schema: z.ZodType<T>, value: unknown, shown: string) {
  try {
    return schema.safeParse(value);
  } catch (error) {
    const problem = "is nested too deeply";
    throw new Fault({ where: shown, problem, fix: "make it anew", cause: error });
  }
}

/** `components[3].name: is missing`. */
function issueText({ path, code, message, input }: z.core.$ZodIssue): string {
  const place = path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("")
    .replace(/^\./, "");
  const missing = code === "invalid_type" && input === undefined && /undefined$/.test(message);
  const text = missing ? "is missing" : message.charAt(0).toLowerCase() + message.slice(1);
  return place === "" ? text : `${place}: ${text}`;
}
