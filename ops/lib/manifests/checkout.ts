import { existsSync, realpathSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { run } from "../../../lib/run.ts";

/** The git checkout a command runs in, as far as Argo CD would find the same in its repository. */
export interface Checkout {
  /** The folder that a repository's URL stands for; undefined when it is not this checkout. */
  readonly folderOf: (repoURL: string) => string | undefined;
  /** Whether a revision means what lies in the working tree: HEAD, its commit, or a branch. */
  readonly holds: (revision: string) => Promise<boolean>;
}

/** Looks at the checkout around a folder; outside of any, it stands for no repository. */
export async function checkoutAt(cwd: string, env: NodeJS.ProcessEnv): Promise<Checkout> {
  const git = async (...args: readonly string[]) => {
    const { code, stdout } = await run("git", ["-C", cwd, ...args], { env });
    return code === 0 ? stdout.trim() : undefined;
  };
  const top = await git("rev-parse", "--show-toplevel");
  if (top === undefined) return { folderOf: () => undefined, holds: () => Promise.resolve(false) };
  const remotes = (await git("config", "--get-regexp", String.raw`^remote\..*\.url$`)) ?? "";
  const known = new Set(
    remotes
      .split("\n")
      .map((line) => plainUrl(line.slice(line.indexOf(" ") + 1)))
      .filter((url) => url !== ""),
  );
  const root = realpathSync(top);
  return {
    folderOf: (repoURL) => {
      if (repoURL.startsWith("file://")) return isFolder(repoURL, root) ? root : undefined;
      return known.has(plainUrl(repoURL)) ? root : undefined;
    },
    holds: async (revision) => {
      if (revision === "" || revision === "HEAD") return true;
      if (!/^[\w][\w./-]*$/.test(revision)) return false;
      const branches = await git(
        "for-each-ref",
        "--format=%(refname)",
        "refs/heads",
        "refs/remotes",
      );
      const names = (branches ?? "")
        .split("\n")
        .map((ref) => ref.replace(/^refs\/(heads|remotes\/[^/]+)\//, ""));
      if (names.includes(revision)) return true;
      const [commit, head] = [
        await git("rev-parse", "--verify", "--quiet", `${revision}^{commit}`),
        await git("rev-parse", "HEAD"),
      ];
      return commit !== undefined && commit === head;
    },
  };
}

/** A folder of the checkout, links followed; undefined when it is not there or leads out of it. */
export function within(root: string, path: string): string | undefined {
  const wanted = join(root, path);
  if (!existsSync(wanted)) return undefined;
  const real = realpathSync(wanted);
  return real === root || real.startsWith(`${root}${sep}`) ? real : undefined;
}

function isFolder(url: string, root: string): boolean {
  try {
    return realpathSync(fileURLToPath(url)) === root;
  } catch {
    return false;
  }
}

/** `github.com/acme/platform` for every way in which git writes it. */
function plainUrl(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, "")
    .replace(/^[^@/]+@/, "")
    .replace(/^([^/:]+):(?=[^/\d])/, "$1/")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "");
}
