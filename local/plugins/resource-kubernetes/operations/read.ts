import { Fault } from "../../../../lib/fault.ts";
import { InitFailure } from "../../lib/errors.ts";
import type { Properties } from "../../lib/struct.ts";
import { refOf } from "../api/client.ts";
import { unready } from "../await/ready.ts";
import { checkpoint, forEngine, fromEngine, parseCheckpoint } from "../checkpoint.ts";
import { prune } from "../diff/prune.ts";
import { gvkOf, gvkOfToken, tokenOfUrn } from "../kinds.ts";
import { ownedPart, ownManager } from "../managed-fields.ts";
import { newFieldManager } from "../naming.ts";
import { normalize } from "../normalize.ts";
import { drop, parseId, textAt } from "../objects.ts";
import { markSecrets } from "../secrets.ts";
import { away } from "../session.ts";
import type { Step } from "./write.ts";

export interface ReadFacts {
  readonly id: string;
  /** State and inputs as stored; both empty for an import and for `.get`. */
  readonly state: Properties;
  readonly inputs: Properties;
}

export interface Found {
  readonly id: string;
  readonly state: Properties;
  readonly inputs: Properties;
}

/** Annotations that others write about an object; never input. */
const NOT_INPUT = [
  "deployment.kubernetes.io/revision",
  "kubectl.kubernetes.io/last-applied-configuration",
];

/**
 * The object as it is, and inputs as they would have to be for it; undefined when it is gone.
 *
 * Known inputs keep their shape and take live values, so that drift shows. Unknown ones are what our field manager set,
 * else all but the status. A workload that is not ready is an InitFailure, as in the official provider.
 */
export async function read({ session, urn }: Step, facts: ReadFacts): Promise<Found | undefined> {
  const { settings, client, engine, unreachable } = session;
  if (unreachable !== undefined) {
    await engine.warning(unreachable, urn);
    if (settings.deleteUnreachable) return undefined;
    if (settings.skipUpdateUnreachable) return facts;
    away(session);
  }
  const known = fromEngine(facts.inputs);
  const old = parseCheckpoint(facts.state);
  const gvk = [gvkOf(known), gvkOf(old.live), gvkOfToken(tokenOfUrn(urn))].find(
    (type) => type !== undefined && type.kind !== "",
  );
  if (gvk === undefined) {
    throw new Fault({
      where: tokenOfUrn(urn),
      problem: "is no type of this provider",
      fix: "correct the type",
    });
  }
  const served = await client.served(gvk);
  if (served === undefined) return undefined;
  const { namespace, name } = parseId(facts.id);
  const ref = refOf(served, namespace, name);
  const live = await client.get(ref);
  if (live === undefined) return undefined;

  const isNew = known["kind"] === undefined && old.live["kind"] === undefined;
  const manager = ownManager(live);
  const inputs = isNew ? firstInputs(live, manager) : prune(live, normalize(known, gvk).object);
  const checkpointed = {
    inputs,
    live,
    fieldManager: old.fieldManager || manager || newFieldManager(),
    initialApiVersion: old.initialApiVersion || textAt(inputs, "apiVersion"),
  };
  const found: Found = {
    id: facts.id,
    state: checkpoint(checkpointed, facts.inputs),
    inputs: markSecrets(forEngine(inputs), facts.inputs),
  };
  const reasons = isNew ? undefined : await unready(client, ref, known, live);
  if (reasons === undefined) return found;
  throw new InitFailure({ id: found.id, properties: found.state, inputs: found.inputs, reasons });
}

function firstInputs(live: Properties, manager: string | undefined): Properties {
  if (manager !== undefined) return ownedPart(live, manager);
  const bare = NOT_INPUT.reduce(
    (rest, key) => drop(rest, ["metadata", "annotations", key]),
    drop(live, ["status"]),
  );
  return normalize(bare, gvkOf(live)).object;
}
