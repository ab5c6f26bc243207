import { join } from "node:path";

import { readImages, unconfirmed } from "../../lib/artifacts/images.ts";
import {
  type ArtifactLock,
  ARTIFACTS_FOLDER_NAME,
  type LockedFile,
  lockedFiles,
  readArtifacts,
  titleOf,
} from "../../lib/artifacts/lock.ts";
import { firstStored, notStored, sha256 } from "../../lib/artifacts/store.ts";
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
  readonly verdict: "whole" | "tampered" | "missing" | "unreadable";
  /** What is wrong with it, and what helps. */
  readonly problem?: string;
}

export interface VerifyReport {
  readonly command: "artifacts verify";
  readonly verdict: keyof typeof exits;
  readonly files: readonly VerifiedFile[];
  /** Images of artifacts/images.lock.json that no registry has confirmed: warnings, since real stage and prod refuse them. */
  readonly unconfirmed: ReturnType<typeof unconfirmed>;
}

/**
 * Compares every cached file with the lock, and reads each manifest anew, so that the objects previews see are those of the
 * manifest. Touches no network and changes nothing.
 */
export function artifactsVerify({ root, env }: Pick<Ports, "root" | "env">): VerifyReport {
  const folder = join(root, ARTIFACTS_FOLDER_NAME);
  const lock = readArtifacts(folder, env);
  const images = readImages(folder);
  const files = lockedFiles(lock).map((file): VerifiedFile => {
    const { artifact, version, file: name } = file;
    return { artifact, version, file: name, ...judged(lock, file) };
  });
  const verdict = verdictOf(files);
  return { command: "artifacts verify", verdict, files, unconfirmed: unconfirmed(images) };
}

/** Fetching helps what is missing, and nothing that cannot be read. */
function judged(lock: ArtifactLock, file: LockedFile): Pick<VerifiedFile, "verdict" | "problem"> {
  try {
    const found = firstStored(lock, file);
    if (found === undefined) return { verdict: "missing", problem: notStored(lock, file).message };
    sameObjects(file, found.bytes, found.objects);
    return { verdict: "whole" };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { verdict: error.exit === 1 ? "tampered" : "unreadable", problem: error.message };
  }
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
  return files.every(({ verdict }) => verdict === "whole") ? "done" : "cannot tell";
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

function ending({ files, unconfirmed: images }: VerifyReport): string[] {
  const bad = files.filter(({ verdict }) => verdict !== "whole");
  const whole = `${plural(files.length, "file")} whole`;
  const verdicts = bad.length === 0 ? [whole] : bad.flatMap(({ problem }) => problem ?? []);
  return ["", ...verdicts, ...warnings(images)];
}

function warnings(images: VerifyReport["unconfirmed"]): string[] {
  if (images.length === 0) return [];
  const rows = images.map(({ image, state }) => [image, state]);
  return [
    `warning    ${plural(images.length, "image")} that no registry has confirmed; run ops artifacts resolve where the registries can be reached`,
    ...table(rows, { indent: 11 }),
  ];
}
