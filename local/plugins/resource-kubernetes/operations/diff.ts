import type { Properties } from "../../lib/struct.ts";
import { replacesUnready } from "../annotations.ts";
import { refOf } from "../api/client.ts";
import { isReady } from "../await/ready.ts";
import { fromEngine, parseCheckpoint } from "../checkpoint.ts";
import { difference, type Difference } from "../diff/diff.ts";
import { gvkOf } from "../kinds.ts";
import { nameOf, namespaceOf } from "../objects.ts";
import type { Session } from "../session.ts";

export interface DiffRequestFacts {
  readonly urn: string;
  readonly state: Properties;
  readonly news: Properties;
  readonly ignoreChanges: readonly string[];
}

const UNREADY = '.metadata.annotations["pulumi.com/replaceUnready"]';

/** What an update would change, and whether a Job that never completed asks for its replacement. */
export async function diff(
  session: Session,
  { urn, state, news, ignoreChanges }: DiffRequestFacts,
): Promise<Difference> {
  session.known.add(urn);
  const inputs = fromEngine(news);
  const gvk = gvkOf(inputs);
  const found = difference({
    state,
    inputs: news,
    namespaced: await session.isNamespaced(gvk),
    mutability: session.settings,
    ignoreChanges,
  });
  if (!replacesUnready(inputs) || !(await isUnreadyJob(session, urn, inputs, state))) return found;
  const replaces = [...found.replaces, UNREADY];
  return { ...found, replaces, deleteBeforeReplace: found.inSamePlace };
}

async function isUnreadyJob(
  session: Session,
  urn: string,
  inputs: Properties,
  state: Properties,
): Promise<boolean> {
  const gvk = gvkOf(inputs);
  if (gvk.kind !== "Job" || session.unreachable !== undefined) {
    await session.engine.warning(
      "pulumi.com/replaceUnready is for Jobs on a cluster that answers",
      urn,
    );
    return false;
  }
  const { live } = parseCheckpoint(state);
  const served = await session.client.served(gvk);
  if (served === undefined) return false;
  const ref = refOf(served, namespaceOf(live), nameOf(live));
  const job = await session.client.get(ref);
  return job !== undefined && !(await isReady(session.client, ref, job));
}
