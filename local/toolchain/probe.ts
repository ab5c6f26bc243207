import { closeSync, openSync, readSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

import { run } from "../../lib/run.ts";
import { isAccepted, versionIn } from "./version.ts";
import { type Binary, isEdited, type Tool } from "./tool.ts";

/** Milliseconds a program may take to print its version; the slowest needs 1 s on a cold disk. */
const patience = 20_000;

/** Where the programs of a tool are, by name. */
export type Found = Readonly<Record<string, string>>;

/** The version a program prints about itself; undefined when it does not run or prints none. */
export async function versionOf(
  path: string,
  binary: Binary,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const quiet = { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { code, stdout } = await run(path, binary.probe, { env: quiet, timeoutMs: patience });
  return code === 0 ? versionIn(stdout) : undefined;
}

/**
 * The programs of a tool on PATH, when all are there in accepted versions; else undefined. A tool that we edit is never
 * taken from there: the program of that name and version has not what our edits are for, such as listening on loopback only.
 */
export async function findOnPath(
  tool: Tool,
  env: NodeJS.ProcessEnv,
  ignored: readonly string[],
): Promise<{ found: Found; version: string } | undefined> {
  if (isEdited(tool)) return undefined;
  const folders = (env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const usable = folders.filter((folder) => !ignored.includes(folder));
  const paths = tool.binaries.map(({ name }) => programIn(usable, name));
  const found: Record<string, string> = {};
  const versions: string[] = [];
  if (paths.includes(undefined)) return undefined;
  for (const [index, binary] of tool.binaries.entries()) {
    const path = paths[index] ?? "";
    const version = await versionOf(path, binary, env);
    if (version === undefined || !isAccepted(version, binary.accepts)) return undefined;
    found[binary.name] = path;
    versions.push(version);
  }
  return { found, version: versions[0] ?? tool.version };
}

/** The first real program of that name; a script is none, since it may be another version elsewhere. */
export function programIn(folders: readonly string[], name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    const facts = statSync(path);
    return facts.isFile() && (facts.mode & 0o111) !== 0 && !isScript(path);
  } catch {
    return false;
  }
}

function isScript(path: string): boolean {
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(2);
    readSync(file, head, 0, 2, 0);
    return head.toString("latin1") === "#!";
  } finally {
    closeSync(file);
  }
}
