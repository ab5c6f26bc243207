import { join } from "node:path";

import { type LockHolder, withLock } from "../../../lib/lock.ts";
import type { SealingPlace } from "../../../lib/sealing/place.ts";
import type { Ports } from "../ports.ts";

/** What waiting for another run on the same place asks for. */
export type LockPorts = Pick<Ports, "screen" | "signal">;

/**
 * Reads and writes what is in a place as its only run, so that no certificate changes between a seal and the fingerprint
 * written beside it.
 *
 * Whoever seals asks before: who waits would wait for somebody else's prompt. It is not re-entrant.
 */
export function withPlace<T>(
  { name, kept }: SealingPlace,
  verb: "init" | "seal" | "reseal",
  { screen, signal }: LockPorts,
  body: () => Promise<T>,
): Promise<T> {
  const onWait = ({ doing, pid }: LockHolder) => {
    screen.row("waiting", `for ${doing}, process ${pid} (Ctrl-C stops waiting)`);
  };
  const path = join(kept, "init.lock");
  return withLock(path, `secrets ${verb} of ${name}`, body, { onWait, signal });
}
