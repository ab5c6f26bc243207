import { setTimeout as sleep } from "node:timers/promises";

/** Waits until a condition holds and returns what it found; gives up after 20 s. */
export async function until<T>(find: () => T | undefined | false): Promise<T> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const found = find();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`never became true: ${String(find)}`);
    await sleep(20);
  }
}
