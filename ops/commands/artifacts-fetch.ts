import { join } from "node:path";

import { ARTIFACTS_FOLDER_NAME, readArtifacts } from "../../lib/artifacts/lock.ts";
import { table } from "../../lib/table.ts";
import { fetchArtifacts, type Fetched } from "../lib/artifacts/fetch.ts";
import type { Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";
import { duration, plural } from "../lib/screen.ts";

export interface FetchReport {
  readonly command: "artifacts fetch";
  readonly files: readonly Fetched[];
  readonly seconds: number;
}

export type FetchPorts = Pick<Ports, "root" | "env" | "screen" | "signal" | "now">;

/** Brings every file of artifacts/lock.json into the cache; what is there and whole is not touched. */
export async function artifactsFetch(ports: FetchPorts): Promise<FetchReport> {
  const begun = ports.now().getTime();
  const lock = readArtifacts(join(ports.root, ARTIFACTS_FOLDER_NAME), ports.env);
  const files = await fetchArtifacts(lock, {
    env: ports.env,
    signal: ports.signal,
    onFetch: ({ artifact, version, file }) => {
      ports.screen.status("artifacts", `fetching ${artifact} ${version} ${file}`);
    },
    onWait: (pid) => {
      ports.screen.row("waiting", `for the fetch of artifacts of process ${pid}`);
    },
  });
  const seconds = (ports.now().getTime() - begun) / 1000;
  return { command: "artifacts fetch", files, seconds };
}

export function artifactsFetchOutcome(report: FetchReport): Outcome {
  return { exit: 0, report, data: render(report), screen: () => ["", ending(report)] };
}

/** The files as a table. */
function render({ files }: FetchReport): string[] {
  const rows = files.map(({ artifact, version, file, from, bytes, replaced }) => [
    artifact,
    version,
    file,
    `${Math.ceil(bytes / 1024)} KiB`,
    replaced ? `${from} (the copy in the cache was damaged)` : from,
  ]);
  return table([["artifact", "version", "file", "size", "from"], ...rows]);
}

/** What was done, in one line; also the row of `ops up` when something had to be fetched. */
export function ending({ files, seconds }: FetchReport): string {
  const fetched = files.filter(({ from }) => from !== "cache");
  if (fetched.length === 0) return `${plural(files.length, "file")} in the cache, none fetched`;
  const whence = [...new Set(fetched.map(({ from }) => from))].join(", ");
  return `${plural(fetched.length, "file")} fetched (${whence}), ${files.length - fetched.length} in the cache before   ${duration(seconds * 1000)}`;
}
