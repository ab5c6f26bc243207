import { join } from "node:path";

import {
  ARTIFACTS_FOLDER_NAME,
  type LockedFile,
  lockedFiles,
  readArtifacts,
  titleOf,
} from "../../lib/artifacts/lock.ts";
import { sha256, storedFile } from "../../lib/artifacts/store.ts";
import { type ExitCode, Fault } from "../../lib/fault.ts";
import { table } from "../../lib/table.ts";
import { objectsOf } from "../lib/artifacts/derive.ts";
import { exits, type Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";
import { plural } from "../lib/screen.ts";

export interface VerifiedFile {
  readonly artifact: string;
  readonly version: string;
  readonly file: string;
  readonly verdict: "whole" | "tampered" | "missing";
  /** What is wrong with it, and what helps. */
  readonly problem?: string;
}

export interface VerifyReport {
  readonly command: "artifacts verify";
  readonly verdict: keyof typeof exits;
  readonly files: readonly VerifiedFile[];
}

/**
 * Compares every cached file with the lock, and reads each manifest anew, so that the objects previews see are those of the
 * manifest. Touches no network and changes nothing.
 */
export function artifactsVerify({ root, env }: Pick<Ports, "root" | "env">): VerifyReport {
  const lock = readArtifacts(join(root, ARTIFACTS_FOLDER_NAME), env);
  const files = lockedFiles(lock).map((file): VerifiedFile => {
    const { artifact, version, file: name } = file;
    const of = { artifact, version, file: name };
    try {
      const { bytes, objects } = storedFile(lock, file);
      sameObjects(file, bytes, objects);
      return { ...of, verdict: "whole" };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const verdict = error.exit === 1 ? "tampered" : "missing";
      return { ...of, verdict, problem: error.message };
    }
  });
  return { command: "artifacts verify", verdict: verdictOf(files), files };
}

function sameObjects(file: LockedFile, bytes: Buffer, objects: Buffer): void {
  if (sha256(objectsOf(bytes, titleOf(file))) === sha256(objects)) return;
  throw new Fault({
    where: titleOf(file),
    problem: "the manifest reads otherwise than the lock says",
    fix: `run ops artifacts upgrade ${file.artifact} ${file.version}, and look at what it changes`,
    exit: 1,
  });
}

function verdictOf(files: readonly VerifiedFile[]): VerifyReport["verdict"] {
  if (files.some(({ verdict }) => verdict === "tampered")) return "refused";
  return files.some(({ verdict }) => verdict === "missing") ? "cannot tell" : "done";
}

export function artifactsVerifyOutcome(report: VerifyReport): Outcome {
  const exit: ExitCode = exits[report.verdict];
  return { exit, report, data: render(report), screen: () => ending(report) };
}

function render({ files }: VerifyReport): string[] {
  const rows = files.map(({ artifact, version, file, verdict }) => [
    artifact,
    version,
    file,
    verdict,
  ]);
  return table([["artifact", "version", "file", "verdict"], ...rows]);
}

function ending({ files }: VerifyReport): string[] {
  const bad = files.filter(({ verdict }) => verdict !== "whole");
  if (bad.length === 0) return ["", `${plural(files.length, "file")} whole`];
  return ["", ...bad.flatMap(({ problem }) => problem ?? [])];
}
