import { join } from "node:path";

import { ARTIFACTS_FOLDER_NAME, readArtifacts } from "../../lib/artifacts/lock.ts";
import { table } from "../../lib/table.ts";
import { withLockFile } from "../lib/artifacts/with-lock-file.ts";
import { type Upgrade, upgradeArtifact, type UpgradeInput } from "../lib/artifacts/upgrade.ts";
import type { Outcome } from "../lib/outcome.ts";
import { plural } from "../lib/screen.ts";
import { artifactsFetch, type FetchPorts } from "./artifacts-fetch.ts";

export interface UpgradeReport extends Upgrade {
  readonly command: "artifacts upgrade";
}

/** Writes another version of an artifact into the lock, and fetches it. */
export async function artifactsUpgrade(
  input: UpgradeInput,
  ports: FetchPorts,
): Promise<UpgradeReport> {
  const doing = `upgrade of ${input.artifact}`;
  const upgrade = await withLockFile("artifacts", doing, ports, () => {
    const lock = readArtifacts(join(ports.root, ARTIFACTS_FOLDER_NAME), ports.env);
    ports.screen.status("artifacts", `fetching ${input.artifact} ${input.version}`);
    return upgradeArtifact(lock, input, ports);
  });
  await artifactsFetch(ports);
  return { command: "artifacts upgrade", ...upgrade };
}

export function artifactsUpgradeOutcome(report: UpgradeReport): Outcome {
  return { exit: 0, report, data: render(report), screen: () => ending(report) };
}

function render({ changed, same }: UpgradeReport): string[] {
  const rows = [
    ...changed.map((file) => [file, "changed"]),
    ...same.map((file) => [file, "the same objects"]),
  ];
  return table([["file", "objects"], ...rows]);
}

function ending({ artifact, from, to, changed, dropped, modules }: UpgradeReport): string[] {
  const files = plural(changed.length, "file with other objects", "files with other objects");
  return [
    "",
    `${artifact} ${from === to ? to : `${from} -> ${to}`}: ${files}`,
    ...dropped.map((address) => `left out, because nobody has verified it: ${address}`),
    ...modules.flatMap(unvouched),
    "next       npm run generate    the types of its custom resources",
    "           make preview        what it changes",
  ];
}

/** The lock is as good as the word of whoever served the bytes; that is to be seen before it is committed. */
const unvouched = ({ module, version, vouchedBy }: Upgrade["modules"][number]): string[] =>
  vouchedBy === undefined
    ? [
        `warning    no checksum database vouches for ${module} ${version}: go env GOSUMDB GONOSUMDB GOPRIVATE says why; compare with its publisher before you commit`,
      ]
    : [];
