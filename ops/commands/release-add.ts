import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { writeAtomic } from "../../lib/write-atomic.ts";
import { judgeImage } from "../../policy-packs/provenance/release/image.ts";
import {
  EVIDENCE_KINDS,
  type ImageEvidence,
  type ReleasedService,
} from "../../policy-packs/provenance/release/model.ts";
import { readTrust } from "../../policy-packs/provenance/release/trust.ts";
import { acceptances } from "../../policy-packs/provenance/release/verify.ts";
import { exits, type Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";
import {
  type Collected,
  collected,
  digestOf,
  evidenceOf,
  type Sources,
} from "../lib/release/collect.ts";
import {
  cacheOf,
  releaseFile,
  releasePaths,
  type ReleasePaths,
  withReleases,
  writeRelease,
} from "../lib/release/paths.ts";
import {
  failureLines,
  type SaidFailure,
  shortDigest,
  shortSigner,
  shortSource,
  type Verdict,
  verdictOf,
  withFix,
} from "../lib/release/said.ts";
import { demandImage, demandWhole } from "../lib/release/writable.ts";
import { plural } from "../lib/screen.ts";

export interface AddInput extends Sources {
  readonly environment: string;
  readonly service: string;
  /** `registry/repository@sha256:…`. @default the image that is released */
  readonly image?: string;
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
  const bytes = collected(input, image, same, paths.folder);
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
