import { join } from "node:path";

import type { SealingPlace } from "../../../lib/sealing/place.ts";
import { inTurn, type TurnPorts } from "../in-turn.ts";

/**
 * Reads and writes what is in a place as its only run, so that no certificate changes between a seal and the fingerprint
 * written beside it.
 *
 * Whoever seals asks before: who waits would wait for somebody else's prompt. It is not re-entrant.
 */
export function withPlace<T>(
  { name, kept }: SealingPlace,
  verb: "init" | "seal" | "reseal",
  ports: TurnPorts,
  body: () => Promise<T>,
): Promise<T> {
  return inTurn(join(kept, "init.lock"), `secrets ${verb} of ${name}`, ports, body);
}
