import { InitFailure } from "../../lib/errors.ts";
import { containsUnknown, UNKNOWN } from "../../lib/marks.ts";
import type { Properties } from "../../lib/struct.ts";
import { chosenFieldManager } from "../annotations.ts";
import { refOf } from "../api/client.ts";
import { ApiError, isAlreadyExists, isForbidden, isNamespaceMissing } from "../api/errors.ts";
import { checkpoint, fromEngine } from "../checkpoint.ts";
import { gvkOf, isCrdKind, tokenOfUrn } from "../kinds.ts";
import { newFieldManager } from "../naming.ts";
import { at, drop, idOf, nameOf, namespaceOf, put, textAt } from "../objects.ts";
import { away } from "../session.ts";
import { make, Unconfirmed, type Made } from "./make.ts";
import { settled, tell, type Step } from "./write.ts";

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

/**
 * Creates the object and waits until it is ready. When nobody knows whether it was created, it is kept in the state
 * without a UID, and the next update finds out.
 */
export async function create(step: Step, marked: Properties): Promise<Created> {
  away(step.session);
  const inputs = fromEngine(marked);
  const fieldManager = chosenFieldManager(inputs) || newFieldManager();
  return await finished(step, inputs, fieldManager, marked);
}

/** As `create`, with inputs and field manager settled. */
export async function finished(
  step: Step,
  inputs: Properties,
  fieldManager: string,
  marked: Properties,
): Promise<Created> {
  const { client } = step.session;
  const facts = { inputs, fieldManager, initialApiVersion: textAt(inputs, "apiVersion") };
  let made: Made;
  try {
    made = await make(step, inputs, fieldManager);
  } catch (error) {
    if (!(error instanceof Unconfirmed)) throw error;
    throw new InitFailure({
      id: idOf(inputs),
      properties: checkpoint({ ...facts, live: inputs }, marked),
      reasons: [`${error.message}; nobody knows whether it was created, the next update finds out`],
    });
  }
  const isDefinition = isCrdKind(made.ref.served.gvk);
  if (isDefinition) client.forgetTypes();
  const state = await settled(step, made.ref, { ...facts, live: made.object }, marked);
  if (isDefinition) client.forgetTypes();
  return { id: idOf(made.object), state };
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
