import { join } from "node:path";

import { inTurn } from "../in-turn.ts";
import type { Ports } from "../ports.ts";

/**
 * Runs `body` while no other command of this checkout changes the same lock file.
 *
 * The networks in between take minutes, and whoever wrote last would undo what the other wrote.
 */
export const withLockFile = <T>(
  lock: "artifacts" | "images",
  doing: string,
  ports: Pick<Ports, "root" | "screen" | "signal">,
  body: () => Promise<T>,
): Promise<T> => inTurn(join(ports.root, `.local/${lock}.lock`), doing, ports, body);
