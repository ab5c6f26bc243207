import { type LockHolder, withLock } from "../../../lib/lock.ts";
import type { Ports } from "../ports.ts";
import { localFolder } from "../target.ts";

/** Runs `body` while this process alone writes release files; another one is waited for. */
export const withReleases = <T>(
  { root, screen, signal }: Pick<Ports, "root" | "screen" | "signal">,
  doing: string,
  body: () => Promise<T>,
): Promise<T> => {
  const onWait = ({ doing: other, pid }: LockHolder) => {
    screen.row("waiting", `for ${other}, process ${pid} (Ctrl-C stops waiting)`);
  };
  const path = localFolder(root, "locks", "releases.json");
  return withLock(path, doing, body, { onWait, signal });
};
