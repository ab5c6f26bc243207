import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { withoutPlatform } from "./bare-environment.ts";
import type { ReleaseOptions } from "../../support/release.ts";
import { releaseInto } from "./local-release.ts";

/** What a finished command left behind. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that still runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly done: Promise<Finished>;
}

/** A copy of this checkout in a folder of its own, so that no test meets the developer's `.local`. */
export interface Scratch {
  readonly root: string;
  /** A home without any Pulumi or Kubernetes setting; the tool cache is the caller's. */
  readonly home: string;
  start(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): Running;
  ops(...args: string[]): Promise<Finished>;
  local(...args: string[]): Promise<Finished>;
  /** Stops every control plane of the copy and removes it. */
  remove(): Promise<void>;
}

const here = join(import.meta.dirname, "../../..");
const settings = /^(PULUMI_|KUBECONFIG$|KWOK_|AWS_|INTELGRAPH_(?!CACHE$))/;

export interface ScratchOptions {
  /** Whether the local environment of the copy has the controllers, which are most of its resources. @default false */
  readonly platform?: boolean;
}

/**
 * Copies what git knows of this checkout (uncommitted changes included) and links node_modules. The local environment of
 * the copy has a release of its own, with the images of the good programs and manifests, and it is fenced namespaces only.
 */
export function scratch({ platform = false }: ScratchOptions = {}): Scratch {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "intelgraph-e2e-")));
  const home = join(root, ".home");
  mkdirSync(home, { mode: 0o700 });
  copy(root);
  if (!platform) withoutPlatform(root);
  releaseInto(root, platform ? { thirdParty: thirdPartyImages(root) } : {});
  const start = (command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    launch(root, command, args, { ...clean(home), ...env });
  const node = (...args: string[]) => start(process.execPath, args).done;
  return {
    root,
    home,
    start,
    ops: (...args) => node("ops/cli.ts", ...args),
    local: (...args) => node("local/cli.ts", ...args),
    async remove() {
      const stopped = await node("local/cli.ts", "stop", "--all");
      rmSync(root, { recursive: true, force: true });
      if (stopped.code !== 0) throw new Error(`stop --all failed: ${stopped.stderr}`);
    },
  };
}

function copy(root: string): void {
  const listed = execFileSync("git", ["ls-files", "-coz", "--exclude-standard"], {
    cwd: here,
    encoding: "utf8",
  });
  for (const file of listed.split("\0").filter((name) => name !== "" && name !== "node_modules")) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(join(here, file), join(root, file), { force: true });
  }
  symlinkSync(join(here, "node_modules"), join(root, "node_modules"));
}

/** Images of others as they are committed: the controllers run them. */
function thirdPartyImages(root: string): NonNullable<ReleaseOptions["thirdParty"]> {
  const text = readFileSync(join(root, "releases/third-party.json"), "utf8");
  return (JSON.parse(text) as { images: NonNullable<ReleaseOptions["thirdParty"]> }).images;
}

/** The environment of a user who has no setting of any kind, with this checkout's Node first. */
function clean(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !settings.test(name));
  const realHome = process.env.HOME ?? home;
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    GOPATH: process.env.GOPATH ?? join(realHome, "go"),
    XDG_CACHE_HOME: process.env.XDG_CACHE_HOME ?? join(realHome, ".cache"),
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ""}`,
    NO_COLOR: "1",
  };
}

function launch(
  cwd: string,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Running {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const done = new Promise<Finished>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code: code ?? 137, stdout, stderr });
    });
  });
  return { child, done };
}
