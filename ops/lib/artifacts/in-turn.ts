import { join } from "node:path";

import { withLock } from "../../../lib/lock.ts";
import type { Ports } from "../ports.ts";

/**
 * Runs `body` while no other command of this checkout changes the same lock.
 *
 * The networks in between take minutes, and whoever wrote last would undo what the other wrote.
 */
export const inTurn = <T>(
  lock: "artifacts" | "images",
  doing: string,
  { root, screen, signal }: Pick<Ports, "root" | "screen" | "signal">,
  body: () => Promise<T>,
): Promise<T> =>
  withLock(join(root, `.local/${lock}.lock`), doing, body, {
    signal,
    onWait: (holder) => {
      screen.row("waiting", `for ${holder.doing}, process ${holder.pid} (Ctrl-C stops waiting)`);
    },
  });
