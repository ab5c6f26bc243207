import { tmpdir } from "node:os";

import { run } from "../../../lib/run.ts";
import { NO_GO, notHad, type NotHad } from "./not-had.ts";

/** Where Go found a module: in its own cache, or at its proxy. */
export type ModuleFrom = "module cache" | "module proxy";

export interface Module {
  readonly folder: string;
  readonly from: ModuleFrom;
}

/** Minutes a module may take to come: Argo CD's is 30 MB. */
const TIMEOUT_MS = 10 * 60_000;

/** Settings of the user that would make Go look at a project instead of at the module asked for. */
const environment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...env,
  GOFLAGS: "",
  GOWORK: "off",
  GOTOOLCHAIN: "local",
});

/** The files of a module in one version, from Go's cache or else its proxy; Go checks them against its checksum database. */
export async function moduleFiles(
  module: string,
  version: string,
  env: NodeJS.ProcessEnv,
): Promise<Module | NotHad> {
  const cached = await download(module, version, { ...env, GOPROXY: "off" });
  if ("folder" in cached) return { folder: cached.folder, from: "module cache" };
  const fetched = await download(module, version, env);
  return "folder" in fetched ? { folder: fetched.folder, from: "module proxy" } : fetched;
}

async function download(
  module: string,
  version: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly folder: string } | NotHad> {
  const args = ["mod", "download", "-json", `${module}@${version}`];
  const { code, stdout, stderr } = await run("go", args, {
    cwd: tmpdir(),
    env: environment(env),
    timeoutMs: TIMEOUT_MS,
  });
  if (code === 127) return NO_GO;
  const { Dir: folder, Error: error } = answerOf(stdout);
  if (code === 0 && folder !== undefined) return { folder };
  return notHad(error ?? stderr, module, version);
}

/** The versions of a module that its proxy lists, oldest first. */
export async function moduleVersions(
  module: string,
  env: NodeJS.ProcessEnv,
): Promise<readonly string[] | NotHad> {
  const { code, stdout, stderr } = await run("go", ["list", "-m", "-versions", module], {
    cwd: tmpdir(),
    env: { ...environment(env), GOFLAGS: "-mod=mod" },
    timeoutMs: 60_000,
  });
  if (code === 127) return NO_GO;
  if (code !== 0) return notHad(stderr, module, "");
  return stdout.trim().split(/\s+/).slice(1);
}

function answerOf(text: string): { readonly Dir?: string; readonly Error?: string } {
  try {
    return JSON.parse(text) as { Dir?: string; Error?: string };
  } catch {
    return {};
  }
}
