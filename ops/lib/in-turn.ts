import { withLock } from "../../lib/lock.ts";
import type { Ports } from "./ports.ts";

/** What waiting for another run asks for. */
export type TurnPorts = Pick<Ports, "screen" | "signal">;

/** Runs `body` as the only one that holds the lock at `path`; says for whom it waits, and stops waiting at Ctrl-C. */
export const inTurn = <T>(
  path: string,
  doing: string,
  { screen, signal }: TurnPorts,
  body: () => Promise<T>,
): Promise<T> =>
  withLock(path, doing, body, {
    signal,
    onWait: (holder) => {
      screen.row("waiting", `for ${holder.doing}, process ${holder.pid} (Ctrl-C stops waiting)`);
    },
  });
