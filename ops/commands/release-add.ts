import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { writeAtomic } from "../../lib/write-atomic.ts";
import { judgeImage } from "../../policy-packs/provenance/release/image.ts";
import { licenceSummary } from "../../policy-packs/provenance/release/licences.ts";
import { openBundle } from "../../policy-packs/provenance/release/bundle.ts";
import {
  EVIDENCE_KINDS,
  type EvidenceFile,
  type EvidenceKind,
  type ImageEvidence,
  type ReleasedService,
  type ReleaseFile,
} from "../../policy-packs/provenance/release/model.ts";
import { LARGEST, readEvidence, sha256 } from "../../policy-packs/provenance/release/safe-read.ts";
import { faultsOf } from "../../policy-packs/provenance/release/files.ts";
import { readTrust } from "../../policy-packs/provenance/release/trust.ts";
import { acceptances } from "../../policy-packs/provenance/release/verify.ts";
import type { Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";
import { attachedIn } from "../lib/release/oci-layout.ts";
import {
  cacheOf,
  releaseFile,
  releasePaths,
  type ReleasePaths,
  withReleases,
  writeRelease,
} from "../lib/release/paths.ts";
import {
  exits,
  failureLines,
  type SaidFailure,
  shortDigest,
  shortSigner,
  shortSource,
  type Verdict,
  verdictOf,
  withFix,
} from "../lib/release/said.ts";
import { plural } from "../lib/screen.ts";

/** Where evidence comes from; what is not named is what is released already. */
export interface AddInput {
  readonly environment: string;
  readonly service: string;
  /** `registry/repository@sha256:…`. @default the image that is released */
  readonly image?: string;
  readonly provenance?: string;
  readonly sbom?: string;
  readonly scan?: string;
  /** Folder of an OCI layout with the attestations of the image. */
  readonly layout?: string;
}

export interface AddReport {
  readonly command: "release add";
  readonly environment: string;
  readonly service: string;
  readonly verdict: Verdict;
  readonly image: string;
  /** What was released before; absent for a new service. */
  readonly before?: string;
  readonly released?: ReleasedService;
  /** What is known of the image. */
  readonly evidence: Omit<ImageEvidence, "failures">;
  readonly failures: readonly SaidFailure[];
}

type AddPorts = Pick<Ports, "root" | "now">;

/** Collects the evidence of an image, judges it as the gate will, and only then writes it and the release file. */
export function releaseAdd(input: AddInput, ports: AddPorts): Promise<AddReport> {
  const { environment, service } = input;
  return withReleases(ports.root, `add of ${service} to ${environment}`, () =>
    Promise.resolve(add(input, ports)),
  );
}

function add(input: AddInput, { root, now }: AddPorts): AddReport {
  const paths = releasePaths(root, input.environment);
  const file = releaseFile(paths);
  const { environment } = paths;
  const { service } = input;
  const before = Object.hasOwn(file.services, service) ? file.services[service] : undefined;
  const image = input.image ?? before?.image;
  if (image === undefined) {
    throw new Fault({
      where: `releases/${environment}.json`,
      problem: `has no service ${service}`,
      fix: "name its image by --image registry/repository@sha256:<digest>",
    });
  }
  demandImage(image, service);
  const same = before?.image === image ? before : undefined;
  const bytes = collected(input, image, same, paths);
  const today = now();
  const seen = judged(service, image, bytes, paths, today);
  const { failures, ...evidence } = seen;
  const report = { command: "release add", environment, service, image, evidence } as const;
  const said = failures.map((failure) => withFix(failure, environment));
  const older = before === undefined ? {} : { before: before.image };
  const { source, build } = evidence;
  if (said.length > 0 || source === undefined || build === undefined) {
    return { ...report, ...older, verdict: verdictOf(failures), failures: said };
  }
  const since = same?.since ?? today.toISOString();
  const released = { image, source, build, since, evidence: evidenceOf(image, bytes) };
  const changed = { ...file, services: { ...file.services, [service]: released } };
  demandWhole(changed, environment);
  for (const kind of EVIDENCE_KINDS) {
    const path = join(paths.folder, released.evidence[kind].path);
    writeAtomic(path, bytes[kind].toString("utf8"), 0o644);
  }
  writeRelease(paths, changed);
  return { ...report, ...older, verdict: "done", released, failures: [] };
}

/** Refuses what the release file could not hold, before anything is read. */
function demandImage(image: string, service: string): void {
  const hash = "0".repeat(64);
  const evidence = Object.fromEntries(
    EVIDENCE_KINDS.map((kind) => [kind, { path: "evidence", sha256: hash }]),
  );
  const source = { repository: "https://github.com/o/r", commit: "0".repeat(40) };
  const since = "2026-01-01T00:00:00.000Z";
  const stand = { image, source, build: "https://github.com/o/r", since, evidence };
  const [problem] = faultsOf("release", { environment: "dev", services: { [service]: stand } });
  if (problem === undefined) return;
  const wrong = problem.includes(".image ") ? `--image ${image}` : `service "${service}"`;
  throw new Fault({
    where: wrong,
    problem: problem.replace(/^services\.\S+ /, ""),
    fix: problem.includes(".image ")
      ? "name it by its digest: ops release add <environment> <service> --image registry/repository@sha256:<64 hex>"
      : "use lower case letters, digits and dashes, 63 at most",
  });
}

type Collected = Readonly<Record<EvidenceKind, Buffer>>;

function collected(
  input: AddInput,
  image: string,
  same: ReleasedService | undefined,
  { folder }: ReleasePaths,
): Collected {
  const attached = input.layout === undefined ? {} : attachedIn(input.layout, image);
  const missing: string[] = [];
  const bytesOf = (kind: Exclude<EvidenceKind, "licences">): Buffer => {
    const named = input[kind];
    if (named !== undefined) return fileOf(named, kind);
    const found = attached[kind] ?? (same && keptOf(folder, image, same.evidence[kind]));
    if (found === undefined) missing.push(kind);
    return found ?? Buffer.alloc(0);
  };
  const [provenance, sbom, scan] = [bytesOf("provenance"), bytesOf("sbom"), bytesOf("scan")];
  if (missing.length > 0) {
    const flags = missing.map((kind) => `--${kind} <file>`).join(" ");
    throw new Fault({
      where: input.layout ?? `ops release add ${input.environment} ${input.service}`,
      problem: `there is no ${missing.join(", no ")} for ${digestOf(image).slice(0, 19)}`,
      fix: `name ${missing.length > 1 ? "them" : "it"} by ${flags}, or a layout that holds all by --layout <folder>`,
    });
  }
  return { provenance, sbom, scan, licences: licencesOf(sbom) };
}

/** Evidence that is released already. */
function keptOf(folder: string, image: string, file: EvidenceFile): Buffer {
  try {
    return readEvidence(folder, digestOf(image), file);
  } catch (error) {
    const problem = (error as Error).message;
    throw new Fault({ where: "releases", problem, fix: "restore it from git", cause: error });
  }
}

const digestOf = (image: string): string => image.slice(image.indexOf("@") + 1);

function fileOf(path: string, kind: string): Buffer {
  try {
    if (statSync(path).size <= LARGEST) return readFileSync(path);
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const problem = `cannot be read (${code})`;
    throw new Fault({ where: path, problem, fix: `name a bundle by --${kind}`, cause: error });
  }
  throw new Fault({
    where: path,
    problem: "is larger than 16 MiB",
    fix: "attest less in one bundle",
  });
}

/** Of an SBOM that cannot be read, judging says why; there is nothing to sum up then. */
function licencesOf(sbom: Buffer): Buffer {
  try {
    return Buffer.from(licenceSummary(openBundle(sbom).statement.predicate));
  } catch {
    return Buffer.from("{}\n");
  }
}

function judged(
  service: string,
  image: string,
  bytes: Collected,
  paths: ReleasePaths,
  now: Date,
): ImageEvidence {
  const cache = cacheOf(paths);
  const { trust, failures } = readTrust(paths.trust, now, cache);
  const accepted = acceptances(join(paths.folder, "accepted.json"), now, cache);
  const whole = [...failures, ...accepted.failures];
  if (trust === undefined) return { service, image, digest: digestOf(image), failures: whole };
  const bench = { trust, accepted: accepted.list, now, cache };
  const seen = judgeImage(service, { image }, (kind) => bytes[kind], bench);
  return { ...seen, failures: [...whole, ...seen.failures] };
}

/** What was learnt from a provenance is written only when the file can be read again. */
function demandWhole(file: ReleaseFile, environment: string): void {
  const [problem] = faultsOf("release", file);
  if (problem === undefined) return;
  const fix = "have the workflow name commit and run as docs/runbooks/release.md says";
  throw new Fault({ where: `releases/${environment}.json`, problem: `its ${problem}`, fix });
}

/** Names that hold the hash of what they name: another environment may still point to what was there. */
function evidenceOf(image: string, bytes: Collected): ReleasedService["evidence"] {
  const home = `evidence/${digestOf(image).replace("sha256:", "")}`;
  const named = EVIDENCE_KINDS.map((kind) => {
    const hash = sha256(bytes[kind]);
    return [kind, { path: `${home}/${kind}-${hash.slice(0, 12)}.json`, sha256: hash }];
  });
  return Object.fromEntries(named) as ReleasedService["evidence"];
}

/** How the command ends: 0 released, 1 refused with nothing written, 2 cannot tell. */
export function releaseAddOutcome(report: AddReport): Outcome {
  return {
    exit: exits[report.verdict],
    report,
    screen: (screen) => ending(report, screen.width),
  };
}

function ending(report: AddReport, width: number): string[] {
  const { environment, service, image, before, verdict, failures, evidence } = report;
  if (verdict !== "done") {
    return [
      `${service} was not added to ${environment}: ${plural(failures.length, "thing speaks", "things speak")} against it`,
      "",
      ...failureLines(`${service} ${image}`, failures, width),
      "",
      "nothing was written.   every code: docs/release-codes.md",
    ];
  }
  const { signer = "", source, sbom, scan } = evidence;
  const was =
    before === undefined
      ? ""
      : before === image
        ? ", evidence renewed"
        : `, was ${shortDigest(before)}`;
  return [
    `${service} ${shortDigest(image)} is in the release of ${environment}${was}`,
    "",
    `  signer   ${shortSigner(signer)}`,
    `  source   ${source === undefined ? "" : shortSource(source)}`,
    `  sbom     ${plural(sbom?.components ?? 0, "component")}`,
    `  scan     ${scan?.at ?? ""}, ${plural(scan?.accepted ?? 0, "accepted vulnerability", "accepted vulnerabilities")}`,
    "",
    `next  git add releases && git commit     ops release verify ${environment}`,
  ];
}
