import {
  chmodSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join } from "node:path";

import { linkAtomic, replaceBy, writeAtomic } from "../../lib/write-atomic.ts";
import type { Layout } from "../layout.ts";
import {
  folderOf,
  languagePrograms,
  officialLanguageHost,
  officialPlugin,
  programOf,
  usersPulumiHome,
} from "./official.ts";
import { type PluginWanted, wantedPlugins } from "./versions.ts";

/** Which of two programs serves: the official plugin of the user, or ours in its place. */
export interface PluginReady {
  readonly name: string;
  readonly version: string;
  readonly source: "official" | "stand-in";
}

export interface FillContext {
  readonly paths: Layout;
  /** The user's environment, before anything of ours is in it. */
  readonly env: NodeJS.ProcessEnv;
  /** The chosen Pulumi CLI. */
  readonly pulumi: { readonly path: string; readonly version: string };
  /** Programs that people and tests expect beside it, by name. */
  readonly beside: Readonly<Record<string, string>>;
}

/**
 * Fills the clone's own PULUMI_HOME and `.local/bin` for this start: official plugins are linked from where the user has
 * them, ours stand in for the rest. Every step replaces one file at once, so starts at the same time do no harm.
 */
export function fillPluginHome(context: FillContext): PluginReady[] {
  const { paths, env } = context;
  mkdirSync(join(paths.pulumiHome, "plugins"), { recursive: true, mode: 0o700 });
  mkdirSync(paths.bin, { recursive: true, mode: 0o700 });
  keepEngineQuiet(paths);
  const home = usersPulumiHome(env);
  const resources = wantedPlugins(paths.root).map((wanted) => fillPlugin(paths, home, wanted));
  const language = fillLanguageHost(context);
  placeProgram(context.pulumi.path, join(paths.bin, "pulumi"));
  for (const [name, path] of Object.entries(context.beside))
    linkAtomic(path, join(paths.bin, name));
  return [...resources, language];
}

/**
 * A file where the engine wants the folder of its own log: it then keeps none, and says nothing about it.
 *
 * Version 3.259 writes every property of every resource there at each call, which takes half of the time of a preview
 * of this project (docs/performance.md) and up to 500 MB of disk; there is no setting against it. `-v` with
 * `--logtostderr` works as ever.
 */
function keepEngineQuiet({ pulumiHome }: Layout): void {
  const logs = join(pulumiHome, "logs");
  if (statSync(logs, { throwIfNoEntry: false })?.isFile() === true) return;
  rmSync(logs, { recursive: true, force: true });
  writeAtomic(logs, "The log of the engine is off: see local/plugin-home/fill.ts.\n");
}

function fillPlugin(paths: Layout, home: string, wanted: PluginWanted): PluginReady {
  const folder = join(paths.pulumiHome, "plugins", folderOf(wanted));
  const theirs = home === paths.pulumiHome ? undefined : officialPlugin(home, wanted);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (theirs === undefined) {
    keepOnly(folder, [programOf(wanted)]);
    writeAtomic(join(folder, programOf(wanted)), standIn(paths, `resource-${wanted.name}`), 0o700);
    return { ...wanted, source: "stand-in" };
  }
  const files = readdirSync(theirs);
  keepOnly(folder, files);
  for (const file of files) linkAtomic(join(theirs, file), join(folder, file));
  return { ...wanted, source: "official" };
}

function fillLanguageHost({ paths, pulumi }: FillContext): PluginReady {
  const facts = { name: "nodejs", version: pulumi.version };
  const theirs = officialLanguageHost(pulumi.path);
  for (const name of languagePrograms.slice(theirs === undefined ? 1 : 0)) {
    if (theirs?.[name] === undefined) rmSync(join(paths.bin, name), { force: true });
  }
  if (theirs === undefined) {
    writeAtomic(join(paths.bin, languagePrograms[0]), standIn(paths, "language-nodejs"), 0o700);
    return { ...facts, source: "stand-in" };
  }
  for (const [name, path] of Object.entries(theirs)) linkAtomic(path, join(paths.bin, name));
  return { ...facts, source: "official" };
}

/** A program the engine can start, which is our plugin under the Node.js that runs this. */
function standIn(paths: Layout, name: string): string {
  const main = join(paths.root, "local", "plugins", name, "main.ts");
  return `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(main)} "$@"\n`;
}

const quoted = (path: string): string => `'${path.replaceAll("'", `'\\''`)}'`;

function keepOnly(folder: string, names: readonly string[]): void {
  for (const name of readdirSync(folder)) {
    const temporary = name.endsWith(".tmp");
    // Another start may have removed it since it was listed.
    if (!names.includes(name) && !temporary)
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/**
 * Puts a program itself there, not a symbolic link: the engine looks for its language host beside the file that
 * really runs. A hard link where the file system allows one, else a copy.
 */
function placeProgram(from: string, to: string): void {
  if (isSame(from, to)) return;
  replaceBy(to, (temporary) => {
    try {
      linkSync(from, temporary);
    } catch {
      copyFileSync(from, temporary);
      chmodSync(temporary, 0o700);
      const { atime, mtime } = statSync(from);
      utimesSync(temporary, atime, mtime);
    }
  });
}

function isSame(from: string, to: string): boolean {
  try {
    const [a, b] = [statSync(from), statSync(to)];
    if (a.ino === b.ino && a.dev === b.dev) return true;
    return a.size === b.size && a.mtime.getTime() === b.mtime.getTime();
  } catch {
    return false;
  }
}
