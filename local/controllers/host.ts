import { existsSync } from "node:fs";
import { join } from "node:path";

import { run } from "../../lib/run.ts";
import type { Controller } from "./controller.ts";

/** What this host has, and lacks, for running controllers. */
export interface Host {
  /** Path of `git-daemon`; undefined when git is missing or has none. */
  readonly gitDaemon: string | undefined;
  /** Whether a process may have a mount namespace of its own. */
  readonly namespaces: boolean;
}

/** Looks at the host; changes nothing. */
export async function hostOf(env: NodeJS.ProcessEnv): Promise<Host> {
  const [git, unshared] = await Promise.all([
    run("git", ["--exec-path"], { env }),
    run("unshare", ["--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs tmpfs /run"], {
      env,
    }),
  ]);
  const daemon = join(git.stdout.trim(), "git-daemon");
  return {
    gitDaemon: git.code === 0 && existsSync(daemon) ? daemon : undefined,
    namespaces: unshared.code === 0,
  };
}

/** Why a controller cannot run on this host; undefined when it can. */
export function lacking(
  controller: Pick<Controller, "program" | "inside">,
  host: Host,
): string | undefined {
  if (controller.inside === "pod" && !host.namespaces) {
    return "needs user namespaces (unshare --map-root-user --mount), which this host does not give";
  }
  if (controller.program === "git-daemon" && host.gitDaemon === undefined) {
    return "needs git with git-daemon on PATH";
  }
  return undefined;
}
