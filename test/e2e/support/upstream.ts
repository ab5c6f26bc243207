import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { goEnvironment } from "../../../local/toolchain/go.ts";
import { runGo } from "../../../local/toolchain/go-command.ts";

/** A manifest that a project publishes in its Go module. */
export interface Upstream {
  readonly name: string;
  readonly module: string;
  readonly version: string;
  /** Path in the module. */
  readonly path: string;
  readonly sha256: string;
  /** Where its own guide installs it. */
  readonly namespace: string;
}

/** Findings of one manifest: the resources by the name of the rule. */
export type Findings = Readonly<Record<string, readonly string[]>>;

const folder = join(import.meta.dirname, "../upstream");

export const EXPECTED_FILE = join(folder, "expected.json");

export const upstreams = JSON.parse(
  readFileSync(join(folder, "manifests.json"), "utf8"),
) as readonly Upstream[];

/** Path of the manifest in Go's own module cache; what is not there yet is fetched. @throws when it is another text */
export async function fetched({ module, version, path, sha256 }: Upstream): Promise<string> {
  const { code, stdout, stderr } = await runGo({
    args: ["mod", "download", "-json", `${module}@${version}`],
    cwd: tmpdir(),
    env: goEnvironment(process.env),
    signal: undefined,
  });
  if (code !== 0) throw new Error(`go mod download ${module}@${version} failed: ${stderr}`);
  const { Dir: dir } = JSON.parse(stdout) as { readonly Dir: string };
  const file = join(dir, path);
  const found = createHash("sha256").update(readFileSync(file)).digest("hex");
  if (found !== sha256) throw new Error(`${module}@${version} ${path} has sha256 ${found}`);
  return file;
}

/** The findings of a report of `ops policy check --json`, sorted, each rule and resource once. */
export function findingsOf(json: string): Findings {
  const { findings } = JSON.parse(json) as {
    readonly findings: readonly { readonly policy: string; readonly resource: string }[];
  };
  const byPolicy = Map.groupBy(findings, ({ policy }) => policy);
  return Object.fromEntries(
    [...byPolicy]
      .map(
        ([policy, list]) =>
          [policy, [...new Set(list.map(({ resource }) => resource))].sort()] as const,
      )
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
