import { setTimeout as delay } from "node:timers/promises";

import type { Properties } from "../../lib/struct.ts";
import type { Client, Ref } from "../api/client.ts";
import { textAt } from "../objects.ts";

/** How long to wait before asking again after a watch ended, in milliseconds. */
const PAUSE = 200;

/** One object, as it changes. */
export interface Observation {
  /** As last seen; undefined when it is gone. Throws what broke the connection for good. */
  latest(): Properties | undefined;
  /** Resolves at the next change, or after that many milliseconds. */
  changed(milliseconds: number): Promise<void>;
  stop(): void;
}

/** Watches the object from what is known of it now, until stopped. An aborted signal counts as a change. */
export function observe(
  client: Client,
  ref: Ref,
  start: Properties,
  signal: AbortSignal,
): Observation {
  const stopped = new AbortController();
  let object: Properties | undefined = start;
  let broken: unknown;
  let wake = (): void => undefined;
  const awaken = (): void => {
    wake();
  };
  signal.addEventListener("abort", awaken, { once: true });

  function see(next: Properties | undefined): void {
    object = next;
    wake();
  }

  async function follow(): Promise<void> {
    const from = textAt(object, "metadata", "resourceVersion");
    try {
      for await (const event of client.watch(ref, from, stopped.signal)) {
        if (event.type === "ERROR") return;
        if (event.type !== "BOOKMARK") see(event.type === "DELETED" ? undefined : event.object);
      }
    } catch {
      // A watch may end at any time; what happened meanwhile is read by a plain request.
    }
  }

  async function run(): Promise<void> {
    while (!stopped.signal.aborted) {
      if (object !== undefined) await follow();
      await delay(PAUSE, undefined, { signal: stopped.signal });
      see(await client.get(ref, stopped.signal));
    }
  }

  run().catch((error: unknown) => {
    if (stopped.signal.aborted) return;
    broken = error;
    wake();
  });

  return {
    latest() {
      if (broken !== undefined)
        throw broken instanceof Error ? broken : new Error("watching failed");
      return object;
    },
    async changed(milliseconds) {
      const woken = new Promise<void>((resolve) => (wake = resolve));
      const passed = new AbortController();
      await Promise.race([woken, delay(milliseconds, undefined, passed).catch(() => undefined)]);
      passed.abort();
    },
    stop: () => {
      signal.removeEventListener("abort", awaken);
      stopped.abort();
    },
  };
}
