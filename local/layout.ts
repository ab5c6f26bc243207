import { chmodSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../lib/fault.ts";

/** Where everything of one clone lies; all of it under `.local`, nothing of it in git. */
export interface Layout {
  readonly root: string;
  readonly local: string;
  readonly bin: string;
  readonly pulumiHome: string;
  readonly passphrase: string;
  readonly clusters: string;
  readonly states: string;
  readonly locks: string;
  readonly config: string;
  /** Folders on PATH that hold our own links, so that they are never taken for the user's tools. */
  readonly ignored: readonly string[];
}

/** The layout of the clone this file is in, or of another root in tests. */
export function layout(root: string = join(import.meta.dirname, "..")): Layout {
  const local = join(root, ".local");
  const bin = join(local, "bin");
  return {
    root,
    local,
    bin,
    pulumiHome: join(local, "pulumi-home"),
    passphrase: join(local, "passphrase"),
    clusters: join(local, "clusters"),
    states: join(local, "state"),
    locks: join(local, "locks"),
    config: join(local, "config"),
    ignored: [bin, join(root, "node_modules", ".bin")],
  };
}

/** Makes `.local`, closed to everybody else. */
export function openLayout(paths: Layout): void {
  try {
    mkdirSync(paths.local, { recursive: true, mode: 0o700 });
    chmodSync(paths.local, 0o700);
  } catch (error) {
    throw new Fault({
      where: ".local",
      problem: `cannot be made (${(error as NodeJS.ErrnoException).code ?? "unknown trouble"})`,
      fix: "make the project folder writable and free some space",
      cause: error,
    });
  }
}

/** Names of the clusters that have a folder. */
export function clustersIn(paths: Layout): readonly string[] {
  try {
    return readdirSync(paths.clusters, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch {
    return [];
  }
}

/** The name as it is, when it can name a cluster. */
export function clusterName(name: string): string {
  if (/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name)) return name;
  throw new Fault({
    where: `cluster "${name}"`,
    problem: "is no cluster name",
    fix: "use local, or rehearse-<environment>: small letters, digits and dashes, at most 40",
  });
}
