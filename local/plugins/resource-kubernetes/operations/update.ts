import { Fault } from "../../../../lib/fault.ts";
import { InitFailure, oneLine } from "../../lib/errors.ts";
import { containsUnknown } from "../../lib/marks.ts";
import type { Properties } from "../../lib/struct.ts";
import { chosenFieldManager, forcesPatch } from "../annotations.ts";
import { described, refOf, type Ref } from "../api/client.ts";
import { ApiError, explainConflict, isConflict, isForbidden } from "../api/errors.ts";
import type { ApiAnswer } from "../api/answers.ts";
import { checkpoint, fromEngine, parseCheckpoint } from "../checkpoint.ts";
import { parsePropertyPath } from "../diff/property-path.ts";
import { gvkOf, isCrdKind } from "../kinds.ts";
import { isTakenOver, isUnmanaged, ownersOf, relinquished, takenOver } from "../managed-fields.ts";
import { newFieldManager } from "../naming.ts";
import { normalize } from "../normalize.ts";
import { at, drop, idOf, nameOf, namespaceOf, put, textAt } from "../objects.ts";
import { away, unserved } from "../session.ts";
import { finished, previewCreate } from "./create.ts";
import { changeManagers, settled, tell, type Step } from "./write.ts";

export interface UpdateFacts {
  /** State as the engine stored it. */
  readonly state: Properties;
  /** New inputs, marked. */
  readonly news: Properties;
  readonly ignoreChanges: readonly string[];
}

/** What an update sends, and to whom. */
interface Plan {
  readonly ref: Ref;
  readonly inputs: Properties;
  readonly live: Properties;
  readonly fieldManager: string;
  readonly initialApiVersion: string;
}

/** A create whose answer was lost left no UID; whether there is an object is still to be found out. */
const isUnconfirmed = ({ state }: UpdateFacts): boolean =>
  textAt(parseCheckpoint(state).live, "metadata", "uid") === "";

/** At preview: the object as it would be, or the new inputs where the server cannot know yet. */
export async function previewUpdate(step: Step, facts: UpdateFacts): Promise<Properties> {
  const { session, urn } = step;
  const { news } = facts;
  if (isUnconfirmed(facts)) return (await previewCreate(step, news)).state;
  if (session.unreachable !== undefined || containsUnknown(news)) return news;
  if ((await session.client.served(gvkOf(fromEngine(news)))) === undefined) return news;
  const plan = await planned(step, facts);
  try {
    const answer = await sent(step, plan, true);
    await tell(step, answer);
    const { inputs, fieldManager, initialApiVersion } = plan;
    return checkpoint({ inputs, live: answer.body, fieldManager, initialApiVersion }, news);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    await session.engine.warning(
      `${error.message}; the update will be refused unless that changes`,
      urn,
    );
    return news;
  }
}

/**
 * Applies the new inputs and waits until the object is ready. When the server refuses, the resource stays with an error,
 * so that the next update tries again.
 */
export async function update(step: Step, facts: UpdateFacts): Promise<Properties> {
  const { session } = step;
  const { client } = session;
  away(session);
  if (isUnconfirmed(facts)) {
    const { fieldManager } = parseCheckpoint(facts.state);
    return (await finished(step, fromEngine(facts.news), fieldManager, facts.news)).state;
  }
  const plan = await planned(step, facts);
  const { ref, inputs, fieldManager, initialApiVersion } = plan;
  const before = parseCheckpoint(facts.state).fieldManager;
  let live: Properties;
  try {
    const ours = await changeManagers(client, ref, plan.live, (now) =>
      takenOver(now, fieldManager),
    );
    const answer = await sent(step, { ...plan, live: ours }, false);
    await tell(step, answer);
    live = answer.body;
    if (before !== "" && before !== fieldManager) {
      live = await changeManagers(client, ref, live, (now) => relinquished(now, before));
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const now = (await client.get(ref)) ?? plan.live;
    throw new InitFailure({
      id: idOf(now),
      properties: checkpoint({ inputs, live: now, fieldManager, initialApiVersion }, facts.news),
      reasons: [`${described(ref)} was not updated: ${oneLine(explainConflict(error))}`],
    });
  }
  if (isCrdKind(ref.served.gvk)) client.forgetTypes();
  return await settled(step, ref, { inputs, live, fieldManager, initialApiVersion }, facts.news);
}

async function planned(
  { session }: Step,
  { state, news, ignoreChanges }: UpdateFacts,
): Promise<Plan> {
  const plain = fromEngine(news);
  const gvk = gvkOf(plain);
  const wanted = normalize(plain, gvk).object;
  const old = parseCheckpoint(state);
  const served = await session.client.served(gvk);
  if (served === undefined) throw unserved(gvk);
  const ref = refOf(served, namespaceOf(wanted) || namespaceOf(old.live), nameOf(old.live));
  const live = await session.client.get(ref);
  if (live === undefined) {
    const fix = "run a refresh, then again";
    throw new Fault({ where: described(ref), problem: "is gone", fix });
  }
  const fieldManager = chosenFieldManager(wanted) || old.fieldManager || newFieldManager();
  const inputs = withIgnored(wanted, live, fieldManager, ignoreChanges);
  return { ref, inputs, live, fieldManager, initialApiVersion: old.initialApiVersion };
}

async function sent({ session, urn }: Step, plan: Plan, dryRun: boolean): Promise<ApiAnswer> {
  const { ref, inputs, live, fieldManager } = plan;
  const options = { fieldManager, dryRun };
  // A definition is replaced whole, as the official provider does: applying would merge its versions.
  if (isCrdKind(ref.served.gvk)) {
    const resourceVersion = textAt(live, "metadata", "resourceVersion");
    return await session.client.replace(
      ref,
      put(inputs, ["metadata", "resourceVersion"], resourceVersion),
      options,
    );
  }
  const named = put(inputs, ["metadata", "name"], nameOf(live));
  const force = forcesPatch(inputs) || session.settings.enablePatchForce || isUnmanaged(live);
  try {
    return await session.client.apply(ref, named, { ...options, force });
  } catch (error) {
    if (!dryRun || !isConflict(error)) throw error;
    if (isRealConflict(error)) {
      await session.engine.warning(
        `${oneLine(explainConflict(error))}; the update will be refused`,
        urn,
      );
    }
    return await session.client.apply(ref, named, { ...options, force: true });
  }
}

/** Some of what others own will be taken over by the update; a preview changes no managers, so it meets it as a conflict. */
function isRealConflict({ causes }: ApiError): boolean {
  return causes.some(({ message }) => {
    const [, manager = "", subresource = ""] =
      /conflict with "([^"]+)"(?: with subresource "([^"]+)")?/.exec(message) ?? [];
    return !isTakenOver(manager, "Update", subresource);
  });
}

/**
 * Inputs in which ignored fields leave the live object as it is: out when only others own them, else at their live value.
 * Source: official provider, handleSSAIgnoreFields.
 */
function withIgnored(
  inputs: Properties,
  live: Properties,
  fieldManager: string,
  ignoreChanges: readonly string[],
): Properties {
  return ignoreChanges.reduce((rest, ignored) => {
    const path = parsePropertyPath(ignored).map(String);
    const { own, others } = ownersOf(live, fieldManager, path);
    if (others && !own) return drop(rest, path);
    const value = at(live, ...path);
    return value !== undefined && (own || at(rest, ...path) !== undefined)
      ? put(rest, path, value)
      : rest;
  }, inputs);
}
