import { join } from "node:path";

import semver from "semver";

import { ARTIFACTS_FOLDER_NAME, readArtifacts } from "../../lib/artifacts/lock.ts";
import type { Artifact } from "../../lib/artifacts/schema.ts";
import { table } from "../../lib/table.ts";
import { moduleVersions } from "../lib/artifacts/go-modules.ts";
import { stepFor } from "../lib/artifacts/not-had.ts";
import { exits, type Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";

export interface ArtifactAge {
  readonly artifact: string;
  readonly locked: string;
  /** Newest release of the same minor version; the locked one when there is no newer. */
  readonly patch?: string;
  /** Newest release of all. */
  readonly newest?: string;
  /** Why nothing newer is known. */
  readonly problem?: string;
  /** What helps then. */
  readonly fix?: string;
}

export interface OutdatedReport {
  readonly command: "artifacts outdated";
  readonly verdict: "done" | "cannot tell";
  readonly artifacts: readonly ArtifactAge[];
}

/** What the Go proxy has of newer versions of each artifact. Changes nothing. */
export async function artifactsOutdated({
  root,
  env,
  screen,
}: Pick<Ports, "root" | "env" | "screen">): Promise<OutdatedReport> {
  const lock = readArtifacts(join(root, ARTIFACTS_FOLDER_NAME), env);
  screen.status("artifacts", "asking the Go proxy for versions");
  const artifacts = await Promise.all(
    Object.entries(lock.artifacts).map(([name, artifact]) => ageOf(name, artifact, env)),
  );
  const verdict = artifacts.some(({ problem }) => problem !== undefined) ? "cannot tell" : "done";
  return { command: "artifacts outdated", verdict, artifacts };
}

async function ageOf(
  artifact: string,
  { version: locked, files }: Artifact,
  env: NodeJS.ProcessEnv,
): Promise<ArtifactAge> {
  const module = Object.values(files)
    .flatMap(({ sources }) => sources)
    .flatMap((source) => ("module" in source ? [source.module] : []))[0];
  if (module === undefined) {
    const fix = "look at the releases of its project";
    return { artifact, locked, problem: "comes from no Go module", fix };
  }
  const versions = await moduleVersions(module, env);
  if ("reason" in versions) {
    const fix = stepFor([versions], "run ops artifacts outdated");
    return { artifact, locked, problem: versions.reason, fix };
  }
  const releases = versions
    .filter((version) => semver.valid(version) !== null && semver.prerelease(version) === null)
    .sort(semver.compare);
  const minor = releases.filter((version) => semver.satisfies(version, `~${locked.slice(1)}`));
  return { artifact, locked, patch: minor.at(-1) ?? locked, newest: releases.at(-1) ?? locked };
}

export function artifactsOutdatedOutcome(report: OutdatedReport): Outcome {
  const exit = exits[report.verdict];
  return { exit, report, data: render(report), screen: () => ending(report) };
}

function render({ artifacts }: OutdatedReport): string[] {
  const rows = artifacts.map(({ artifact, locked, patch, newest }) => [
    artifact,
    locked,
    patch ?? "?",
    newest ?? "?",
  ]);
  return table([["artifact", "locked", "same minor", "newest"], ...rows]);
}

function ending({ artifacts }: OutdatedReport): string[] {
  const unknown = artifacts.flatMap(({ artifact, problem, fix = "" }) =>
    problem === undefined ? [] : [`artifact ${artifact}: ${problem}; ${fix}`],
  );
  const behind = artifacts.find(({ locked, newest }) => newest !== undefined && newest !== locked);
  const next = behind && `next       ops artifacts upgrade ${behind.artifact} <version>`;
  return ["", ...unknown, ...(next === undefined ? [] : [next])];
}
