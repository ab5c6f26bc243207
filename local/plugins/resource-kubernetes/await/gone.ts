import type { Properties } from "../../lib/struct.ts";
import { described, type Client, type Ref } from "../api/client.ts";
import { listAt, scalarText, textAt } from "../objects.ts";
import { observe } from "./observe.ts";

export interface EndWait {
  readonly client: Client;
  readonly ref: Ref;
  /** In seconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly status: (message: string) => void;
}

/**
 * Returns once the object is gone, or another object has taken its name. Throws what holds it when it is still there
 * after the timeout: its finalizers, and of a namespace what remains in it.
 */
export async function whenGone({ client, ref, timeout, signal, status }: EndWait): Promise<void> {
  const first = await client.get(ref);
  if (first === undefined) return;
  const uid = textAt(first, "metadata", "uid");
  const observation = observe(client, ref, first, signal);
  const until = Date.now() + timeout * 1000;
  try {
    for (;;) {
      const object = observation.latest();
      if (object === undefined || textAt(object, "metadata", "uid") !== uid) return;
      const left = until - Date.now();
      if (signal.aborted) throw new Error(`gave up waiting for the end of ${described(ref)}`);
      if (left <= 0) {
        throw new Error(
          `${described(ref)} is still there after ${timeout} s: ${holders(object)}; remove what holds it and run again`,
        );
      }
      status(`waiting for its end: ${holders(object)}`);
      await observation.changed(left);
    }
  } finally {
    observation.stop();
    status("");
  }
}

function holders(object: Properties): string {
  const finalizers = [
    ...listAt(object, "metadata", "finalizers"),
    ...listAt(object, "spec", "finalizers"),
  ].map(scalarText);
  const remaining = listAt(object, "status", "conditions")
    .filter(
      (entry) =>
        textAt(entry, "status") === "True" && /Remaining|Failure/.test(textAt(entry, "type")),
    )
    .map((entry) => textAt(entry, "message"));
  const held = finalizers.length === 0 ? "nothing holds it" : `held by ${finalizers.join(", ")}`;
  return [held, ...remaining].join("; ");
}
