import { tmpdir } from "node:os";

import { run } from "../../../lib/run.ts";
import { NO_GO, notHad, type NotHad } from "./not-had.ts";

/** Where Go found a module: in its own cache, or at its proxy. */
export type ModuleFrom = "module cache" | "module proxy";

export interface Module {
  readonly folder: string;
  readonly from: ModuleFrom;
}

/** Gives the files of a module in one version. */
export type ModuleFiles = (module: string, version: string) => Promise<Module | NotHad>;

/** Minutes a module may take to come: Argo CD's is 30 MB. */
const TIMEOUT_MS = 10 * 60_000;

/** Settings of the user that would make Go look at a project instead of at the module asked for. */
const environment = (env: NodeJS.ProcessEnv, flags = ""): NodeJS.ProcessEnv => ({
  ...env,
  GOFLAGS: flags,
  GOWORK: "off",
  GOTOOLCHAIN: "local",
});

/**
 * The files of modules from Go's cache or else its proxy, to be compared with the hashes of a lock.
 *
 * Go asks its checksum database about what it downloads, and looks at nothing of what it has.
 */
export const moduleFiles =
  (env: NodeJS.ProcessEnv): ModuleFiles =>
  async (module, version) => {
    const cached = await download(module, version, { env: { ...env, GOPROXY: "off" } });
    if ("folder" in cached) return { folder: cached.folder, from: "module cache" };
    const fetched = await download(module, version, { env });
    return "folder" in fetched ? { folder: fetched.folder, from: "module proxy" } : fetched;
  };

export interface DownloadOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Folder that Go runs in, since it looks for a module there and above. @default the one for temporary files */
  readonly cwd?: string;
  /** The only flags of GOFLAGS. @default none */
  readonly flags?: string;
}

/** Has Go download a module; `sum` is its line of a go.sum. */
export async function download(
  module: string,
  version: string,
  { env, cwd = tmpdir(), flags }: DownloadOptions,
): Promise<{ readonly folder: string; readonly sum: string } | NotHad> {
  const args = ["mod", "download", "-json", `${module}@${version}`];
  const { code, stdout, stderr } = await run("go", args, {
    cwd,
    env: environment(env, flags),
    timeoutMs: TIMEOUT_MS,
  });
  if (code === 127) return NO_GO;
  const { Dir: folder, Sum: sum = "", Error: error } = answerOf(stdout);
  if (code === 0 && folder !== undefined) return { folder, sum };
  return notHad(error ?? stderr, module, version);
}

/** The versions of a module that its proxy lists, oldest first. */
export async function moduleVersions(
  module: string,
  env: NodeJS.ProcessEnv,
): Promise<readonly string[] | NotHad> {
  const { code, stdout, stderr } = await run("go", ["list", "-m", "-versions", module], {
    cwd: tmpdir(),
    env: environment(env, "-mod=mod"),
    timeoutMs: 60_000,
  });
  if (code === 127) return NO_GO;
  if (code !== 0) return notHad(stderr, module, "");
  return stdout.trim().split(/\s+/).slice(1);
}

interface Answer {
  readonly Dir?: string;
  readonly Sum?: string;
  readonly Error?: string;
}

function answerOf(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}
