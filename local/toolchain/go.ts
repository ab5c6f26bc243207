import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "../../lib/run.ts";
import { versionIn } from "./version.ts";
import type { Tool } from "./tool.ts";

/**
 * Environment of every Go command: this Go and no other, no workspace above, no cross-compilation, static programs.
 * GOGC=1000 saved a quarter of the CPU time of the largest build. Go's own caches and proxy stay the user's.
 */
export function goEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const cross = /^GO(OS|ARCH|ARM|ARM64|AMD64)$/;
  const kept = Object.entries(env).filter(([name]) => !cross.test(name));
  return {
    ...Object.fromEntries(kept),
    CGO_ENABLED: "0",
    GOFLAGS: "-buildvcs=false -trimpath",
    GOGC: "1000",
    GOTOOLCHAIN: "local",
    GOWORK: "off",
  };
}

/** Version of the Go on PATH; undefined when there is none. */
export async function goVersion(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const cwd = tmpdir();
  const { code, stdout } = await run("go", ["env", "GOVERSION"], { env: goEnvironment(env), cwd });
  if (code !== 0) return undefined;
  return versionIn(stdout) ?? versionIn(`${stdout.trim()}.0`);
}

/** The oldest Go that builds a tool, as its go.mod says. */
export function neededGo(tool: Tool): string {
  const line = /^go (\S+)$/m.exec(readFileSync(join(tool.folder, "go.mod"), "utf8"));
  return line?.[1] ?? "1.26.0";
}

/** The flags that `go list` and `go build` share, so that both see the same packages as stale. */
export function buildFlags(tool: Tool): readonly string[] {
  const variables = Object.entries(tool.variables).map(([name, value]) => `-X ${name}=${value}`);
  return ["-ldflags", ["-s -w", ...variables].join(" ")];
}

/** Name under which `go build` puts a package into a folder: its last element that is no version. */
export function outputName(goPackage: string): string {
  const parts = goPackage.split("/").filter((part) => !/^v\d+$/.test(part));
  return parts.at(-1) ?? goPackage;
}
