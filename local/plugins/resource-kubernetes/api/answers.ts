import type { IncomingMessage } from "node:http";

import type { Properties, Value } from "../../lib/struct.ts";
import { ApiError } from "./errors.ts";

export interface ApiAnswer {
  readonly body: Properties;
  /** What the server warns of: unknown fields, pod security, deprecated versions. */
  readonly warnings: readonly string[];
}

/** The whole answer as text. */
export async function readText(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** What the server says; throws ApiError for what it refuses. */
export function understood(status: number, text: string, warning: string | undefined): ApiAnswer {
  const body = json(text);
  if (status >= 400) throw new ApiError(status, body, `the API server answered ${status}`);
  const warnings = [...(warning ?? "").matchAll(/299 - "((?:[^"\\]|\\.)*)"/g)];
  return {
    body: (body ?? {}) as Properties,
    warnings: warnings.map(([, message = ""]) => message.replaceAll('\\"', '"')),
  };
}

function json(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
