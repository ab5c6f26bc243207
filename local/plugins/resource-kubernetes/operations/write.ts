import { oneLine } from "../../lib/errors.ts";
import { InitFailure } from "../../lib/errors.ts";
import type { Properties } from "../../lib/struct.ts";
import { timeoutOf } from "../annotations.ts";
import { described, type Client, type Ref } from "../api/client.ts";
import { ApiError } from "../api/errors.ts";
import type { ApiAnswer } from "../api/answers.ts";
import { NotReady, whenReady } from "../await/ready.ts";
import { checkpoint, type Checkpoint } from "../checkpoint.ts";
import type { Entries } from "../managed-fields.ts";
import { idOf, textAt } from "../objects.ts";
import type { Session } from "../session.ts";

/** What every step on one resource carries along. */
export interface Step {
  readonly session: Session;
  readonly urn: string;
  readonly signal: AbortSignal;
  /** From customTimeouts, in seconds; 0 when the program sets none. */
  readonly timeout: number;
}

/** How often a change of managed fields is tried again when the object changed meanwhile. */
const TRIES = 8;

/** Says what the server warns of, beside the resource. */
export async function tell({ session, urn }: Step, { warnings }: ApiAnswer): Promise<void> {
  for (const warning of warnings) await session.engine.warning(oneLine(new Error(warning)), urn);
}

/**
 * Changes who manages which field of an object, `change` saying how; undefined means nothing to do. Answers the object
 * as it is then. Controllers write to fresh objects all the time, so it is read again and tried again.
 */
export async function changeManagers(
  client: Client,
  ref: Ref,
  object: Properties,
  change: (object: Properties) => Entries | undefined,
): Promise<Properties> {
  let current = object;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const entries = change(current);
    if (entries === undefined) return current;
    try {
      return (await client.manage(ref, entries, textAt(current, "metadata", "resourceVersion")))
        .body;
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 409) throw error;
    }
    current = (await client.get(ref)) ?? current;
  }
  return current;
}

/** The state of the object once it is ready; InitFailure with the state as it is when it does not become ready. */
export async function settled(
  step: Step,
  ref: Ref,
  facts: Checkpoint,
  marked: Properties,
): Promise<Properties> {
  const { session, urn, signal } = step;
  const status = (message: string): void => void session.engine.status(message, urn);
  const timeout = timeoutOf(facts.inputs, step.timeout);
  const { inputs, live: object } = facts;
  try {
    const live = await whenReady({
      client: session.client,
      ref,
      inputs,
      object,
      timeout,
      signal,
      status,
    });
    return checkpoint({ ...facts, live }, marked);
  } catch (error) {
    const isNotReady = error instanceof NotReady;
    const live = isNotReady ? error.object : object;
    const why = isNotReady
      ? [error.message, ...error.reasons]
      : [`${described(ref)} was written, but nobody knows whether it is ready: ${oneLine(error)}`];
    throw new InitFailure({
      id: idOf(live),
      properties: checkpoint({ ...facts, live }, marked),
      reasons: why,
    });
  }
}
