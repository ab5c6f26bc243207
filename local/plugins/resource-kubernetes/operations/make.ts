import { setTimeout as delay } from "node:timers/promises";

import { Fault } from "../../../../lib/fault.ts";
import { oneLine } from "../../lib/errors.ts";
import type { Properties } from "../../lib/struct.ts";
import { forcesPatch } from "../annotations.ts";
import { described, refOf, type Ref } from "../api/client.ts";
import type { ApiError } from "../api/errors.ts";
import { ApiGone, isAlreadyExists, isNotFound, leavesInDoubt } from "../api/errors.ts";
import { gvkOf } from "../kinds.ts";
import { asApplied, isManagedBy } from "../managed-fields.ts";
import { nameOf, namespaceOf } from "../objects.ts";
import { unserved } from "../session.ts";
import { changeManagers, tell, type Step } from "./write.ts";

/** How long a namespace or a definition that comes with the same program is waited for, in milliseconds. */
const MISORDERED = 5_000;
/** How long it is asked whether a create went through whose answer was lost, in milliseconds. */
const DOUBT = 6_000;

export interface Made {
  readonly ref: Ref;
  readonly object: Properties;
}

/** The answer to a create was lost, and the API stayed away: the object may be there or not. */
export class Unconfirmed extends Error {}

/**
 * Creates the object with that field manager, as if it had been applied by it. An object of that name is not taken
 * over unless the settings say so. What it lacks and may come with the same program is waited for; a lost answer is looked up for a moment, then it
 * is Unconfirmed.
 */
export async function make(step: Step, inputs: Properties, fieldManager: string): Promise<Made> {
  const made = await posted(step, inputs, fieldManager);
  const { client } = step.session;
  try {
    const claimed = await changeManagers(client, made.ref, made.object, (object) =>
      asApplied(object, fieldManager, inputs),
    );
    return { ...made, object: claimed };
  } catch {
    // The object is there; the next update takes its fields over.
    return made;
  }
}

async function posted(step: Step, inputs: Properties, fieldManager: string): Promise<Made> {
  const { session, urn, signal } = step;
  const started = Date.now();
  let doubtSince: number | undefined;
  for (let wait = 200; ; wait = Math.min(wait * 2, 1600)) {
    try {
      return await post(step, inputs, fieldManager);
    } catch (error) {
      if (leavesInDoubt(error)) doubtSince ??= Date.now();
      const isAway = error instanceof ApiGone || leavesInDoubt(error);
      const isSilent = error instanceof ApiGone && error.silent;
      const mayCome = isNotFound(error) || error instanceof Unserved;
      const until = mayCome
        ? started + MISORDERED
        : isAway && !isSilent
          ? (doubtSince ?? 0) + DOUBT
          : 0;
      if (signal.aborted || Date.now() + wait > until) {
        throw doubtSince !== undefined && isAway ? new Unconfirmed(oneLine(error)) : error;
      }
      void session.engine.status(oneLine(error), urn);
      await delay(wait, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Nothing of that type can be created as yet. */
class Unserved extends Error {}

async function post(step: Step, inputs: Properties, fieldManager: string): Promise<Made> {
  const { client } = step.session;
  const gvk = gvkOf(inputs);
  const served = await client.served(gvk);
  if (served === undefined) throw new Unserved(unserved(gvk).message);
  const ref = refOf(served, namespaceOf(inputs), nameOf(inputs));
  try {
    const answer = await client.create(ref, inputs, { fieldManager, dryRun: false });
    await tell(step, answer);
    return { ref, object: answer.body };
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    return { ref, object: await existing(step, ref, inputs, fieldManager, error) };
  }
}

/** An object that is there already is ours when it carries the field manager that only this create knows. */
async function existing(
  { session }: Step,
  ref: Ref,
  inputs: Properties,
  fieldManager: string,
  cause: ApiError,
): Promise<Properties> {
  if (session.settings.upsertExistingObjects) {
    const force = forcesPatch(inputs) || session.settings.enablePatchForce;
    return (await session.client.apply(ref, inputs, { fieldManager, dryRun: false, force })).body;
  }
  const object = await session.client.get(ref);
  if (object !== undefined && isManagedBy(object, fieldManager)) return object;
  throw new Fault({
    where: described(ref),
    problem: "already exists",
    fix: "import it, give it another name, or say with an alias that it is the same resource",
    cause,
  });
}
