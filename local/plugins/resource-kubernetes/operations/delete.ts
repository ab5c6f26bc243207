import type { Properties } from "../../lib/struct.ts";
import { propagationOf, skipsDeleteAwait, timeoutOf } from "../annotations.ts";
import { refOf } from "../api/client.ts";
import { whenGone } from "../await/gone.ts";
import { parseCheckpoint } from "../checkpoint.ts";
import { gvkOf, isCrdKind } from "../kinds.ts";
import { namespaceOf, parseId } from "../objects.ts";
import { away } from "../session.ts";
import type { Step } from "./write.ts";

/** Deletes the object and waits until it is gone. One that is gone already, or whose type is, is done. */
export async function remove(step: Step, id: string, state: Properties): Promise<void> {
  const { session, urn, signal } = step;
  const { client, settings, engine, unreachable } = session;
  if (unreachable !== undefined && settings.deleteUnreachable) {
    await engine.warning(`${unreachable}: dropped from the state only`, urn);
    return;
  }
  away(session);
  const { inputs, live } = parseCheckpoint(state);
  const gvk = gvkOf(live);
  const served = await client.served(gvk);
  if (served === undefined) return;
  const { namespace, name } = parseId(id);
  const ref = refOf(served, namespaceOf(live) || namespace, name);
  if (!(await client.remove(ref, propagationOf(inputs)))) return;
  if (!skipsDeleteAwait(inputs, gvk)) {
    const status = (message: string): void => void engine.status(message, urn);
    await whenGone({ client, ref, timeout: timeoutOf(inputs, step.timeout), signal, status });
  }
  if (isCrdKind(gvk)) client.forgetTypes();
}
