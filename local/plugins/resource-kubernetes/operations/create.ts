import { setTimeout as delay } from "node:timers/promises";

import { Fault } from "../../../../lib/fault.ts";
import { oneLine } from "../../lib/errors.ts";
import { containsUnknown, UNKNOWN } from "../../lib/marks.ts";
import type { Properties } from "../../lib/struct.ts";
import { chosenFieldManager, forcesPatch } from "../annotations.ts";
import { described, refOf, type Ref } from "../api/client.ts";
import {
  ApiError,
  ApiGone,
  isAlreadyExists,
  isForbidden,
  isNamespaceMissing,
  isNotFound,
} from "../api/errors.ts";
import { checkpoint, fromEngine } from "../checkpoint.ts";
import { gvkOf, isCrdKind, tokenOfUrn } from "../kinds.ts";
import { asApplied, isManagedBy } from "../managed-fields.ts";
import { newFieldManager } from "../naming.ts";
import { at, drop, idOf, nameOf, namespaceOf, put, textAt } from "../objects.ts";
import { away, unserved } from "../session.ts";
import { changeManagers, settled, tell, type Step } from "./write.ts";

/** How long a namespace or a definition that comes with the same program is waited for, in milliseconds. */
const MISORDERED = 5_000;
/** How long it is asked whether a create went through whose answer was lost, in milliseconds. */
const DOUBT = 6_000;

export interface Created {
  /** "" at preview. */
  readonly id: string;
  readonly state: Properties;
}

/**
 * At preview: the object as the server would make it, or the inputs as they are where it cannot know yet, because values
 * are unknown, or the namespace or the type comes with the same program.
 */
export async function previewCreate(step: Step, marked: Properties): Promise<Created> {
  const { session, urn } = step;
  const asIs: Created = { id: "", state: marked };
  if (session.unreachable !== undefined || containsUnknown(marked)) return asIs;
  const inputs = fromEngine(marked);
  const served = await session.client.served(gvkOf(inputs));
  if (served === undefined) return asIs;
  const ref = refOf(served, namespaceOf(inputs), nameOf(inputs));
  const fieldManager = chosenFieldManager(inputs) || newFieldManager();
  try {
    const answer = await session.client.create(ref, inputs, { fieldManager, dryRun: true });
    await tell(step, answer);
    const initialApiVersion = textAt(inputs, "apiVersion");
    return {
      id: "",
      state: checkpoint(
        { inputs, live: foreseen(answer.body), fieldManager, initialApiVersion },
        marked,
      ),
    };
  } catch (error) {
    const reason = undecided(error, step);
    if (reason === undefined) throw error;
    if (reason !== "") await session.engine.warning(reason, urn);
    return asIs;
  }
}

/** Creates the object and waits until it is ready. An object of that name is never taken over. */
export async function create(step: Step, marked: Properties): Promise<Created> {
  const { session } = step;
  away(session);
  const inputs = fromEngine(marked);
  const fieldManager = chosenFieldManager(inputs) || newFieldManager();
  const { ref, object } = await made(step, inputs, fieldManager);
  if (isCrdKind(ref.served.gvk)) session.client.forgetTypes();
  const live = await changeManagers(session.client, ref, object, (now) =>
    asApplied(now, fieldManager, inputs),
  ).catch(
    // The next update takes care of it.
    () => object,
  );
  const initialApiVersion = textAt(inputs, "apiVersion");
  const state = await settled(step, ref, { inputs, live, fieldManager, initialApiVersion }, marked);
  if (isCrdKind(ref.served.gvk)) session.client.forgetTypes();
  return { id: idOf(live), state };
}

/** The new object. What it lacks and may come with the same program is waited for, and a lost answer is looked up. */
async function made(
  step: Step,
  inputs: Properties,
  fieldManager: string,
): Promise<{ ref: Ref; object: Properties }> {
  const { session, urn, signal } = step;
  const { client } = session;
  const gvk = gvkOf(inputs);
  const until = Date.now() + MISORDERED;
  let doubtUntil: number | undefined;
  for (let wait = 200; ; wait = Math.min(wait * 2, 1600)) {
    const served = await client.served(gvk);
    const ref = served && refOf(served, namespaceOf(inputs), nameOf(inputs));
    try {
      if (ref === undefined) throw unserved(gvk);
      const answer = await client.create(ref, inputs, { fieldManager, dryRun: false });
      await tell(step, answer);
      return { ref, object: answer.body };
    } catch (error) {
      if (ref !== undefined && isAlreadyExists(error))
        return { ref, object: await existing(step, ref, inputs, fieldManager, error) };
      const isLost = error instanceof ApiGone && error.sent;
      if (isLost) doubtUntil ??= Date.now() + DOUBT;
      const isMisordered = ref === undefined || isNotFound(error);
      const limit = isMisordered ? until : (doubtUntil ?? 0);
      if (
        !(isMisordered || error instanceof ApiGone) ||
        signal.aborted ||
        Date.now() + wait > limit
      )
        throw error;
      void session.engine.status(oneLine(error), urn);
      await delay(wait, undefined, { signal });
    }
  }
}

/** An object that is there already is ours when it carries the field manager that only this create knows. */
async function existing(
  { session }: Step,
  ref: Ref,
  inputs: Properties,
  fieldManager: string,
  error: ApiError,
): Promise<Properties> {
  const object = await session.client.get(ref);
  if (object !== undefined && isManagedBy(object, fieldManager)) return object;
  if (session.settings.upsertExistingObjects) {
    const force = forcesPatch(inputs) || session.settings.enablePatchForce;
    return (await session.client.apply(ref, inputs, { fieldManager, dryRun: false, force })).body;
  }
  throw new Fault({
    where: described(ref),
    problem: "already exists",
    fix: "import it, give it another name, or say with an alias that it is the same resource",
    cause: error,
  });
}

/** Why a dry run says nothing: "" when that is to be expected, undefined when it does say no. */
function undecided(error: unknown, { session, urn }: Step): string | undefined {
  if (isNamespaceMissing(error)) return "";
  if (isForbidden(error)) return `${error.message}; the update will be refused unless that changes`;
  if (
    error instanceof ApiError &&
    error.code === 400 &&
    error.message.includes("does not support dry run")
  )
    return "";
  if (!isAlreadyExists(error)) return undefined;
  // What replaces an object finds it still there at preview.
  if (session.known.has(urn) || session.settings.upsertExistingObjects) return "";
  return `${error.message}; the update will be refused: import it as ${tokenOfUrn(urn)}, or give it another name`;
}

/** What a dry run makes up and the real create will make differently is unknown; status is nobody's yet. */
function foreseen(object: Properties): Properties {
  const rest = drop(drop(object, ["metadata", "managedFields"]), ["status"]);
  const guessed = ["uid", "creationTimestamp", "resourceVersion"].filter(
    (key) => at(rest, "metadata", key) !== undefined,
  );
  return guessed.reduce((all, key) => put(all, ["metadata", key], UNKNOWN), rest);
}
