import { table } from "../../lib/table.ts";
import type {
  ImageEvidence,
  ReleaseVerdict,
  ScanSummary,
} from "../../policy-packs/provenance/release/model.ts";
import { verifyRelease } from "../../policy-packs/provenance/release/verify.ts";
import { dayText } from "../lib/exceptions.ts";
import type { WorkflowNews } from "../lib/github.ts";
import { exits, type Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";
import { releasePaths } from "../lib/release/paths.ts";
import {
  allFailures,
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
import { cell } from "../lib/summary.ts";

/** An image of the release and whether it may run. */
export interface VerifiedImage extends Omit<ImageEvidence, "failures"> {
  readonly verdict: "verified" | "waived" | "refused" | "cannot tell";
  readonly failures: readonly SaidFailure[];
}

export interface ReleaseReport {
  readonly command: "release verify";
  readonly environment: string;
  readonly verdict: Verdict;
  /** The time that ages were judged by, ISO 8601. */
  readonly at: string;
  /** From the root of the project. */
  readonly file: string;
  readonly images: readonly VerifiedImage[];
  readonly thirdParty: readonly VerifiedImage[];
  readonly failures: readonly SaidFailure[];
}

/** Judges the release of an environment by its evidence. Changes nothing, asks nobody, needs no network. */
export function releaseVerify(
  named: string,
  { root, now }: Pick<Ports, "root" | "now">,
): ReleaseReport {
  const { environment, release, trust, cache } = releasePaths(root, named);
  const today = now();
  const verdict = verifyRelease({ release, trust, cache, now: today });
  return reportOf(environment, verdict, today);
}

export function reportOf(environment: string, verdict: ReleaseVerdict, at: Date): ReleaseReport {
  return {
    command: "release verify",
    environment,
    verdict: verdictOf(allFailures(verdict)),
    at: at.toISOString(),
    file: `releases/${environment}.json`,
    images: verdict.images.map((image) => verifiedImage(image, environment)),
    thirdParty: verdict.thirdParty.map((image) => verifiedImage(image, environment)),
    failures: verdict.failures.map((failure) => withFix(failure, environment)),
  };
}

function verifiedImage(image: ImageEvidence, environment: string): VerifiedImage {
  const found = verdictOf(image.failures);
  const good = image.waiver === undefined ? "verified" : "waived";
  return {
    ...image,
    verdict: found === "done" ? good : found,
    failures: image.failures.map((failure) => withFix(failure, environment)),
  };
}

/** How the command ends: 0 everything verifies, 1 something is refused, 2 nobody can tell. */
export function releaseVerifyOutcome(report: ReleaseReport): Outcome {
  return {
    exit: exits[report.verdict],
    report,
    data: render(report),
    screen: (screen) => ending(report, screen.width),
    news: () => news(report),
  };
}

const HEAD = ["image", "signer", "builder", "source", "sbom", "scan", "verdict", "code"];

/** One row per image, ours first. */
export function render({ images, thirdParty, at }: ReleaseReport): string[] {
  const rows = [...images, ...thirdParty].map((image) => cellsOf(image, new Date(at)));
  return rows.length === 0 ? ["no images"] : table([HEAD, ...rows]);
}

function cellsOf(image: VerifiedImage, today: Date): string[] {
  const { service, signer, builder, source, sbom, scan, waiver, verdict, failures } = image;
  const ends = waiver === undefined ? "-" : `waived until ${waiver.expires}`;
  return [
    `${service} ${shortDigest(image.image)}`,
    signer === undefined ? ends : shortSigner(signer),
    builder?.split("/").at(-1) ?? "-",
    source === undefined ? "-" : shortSource(source),
    sbom === undefined ? "-" : plural(sbom.components, "component"),
    scan === undefined ? "-" : scanText(scan, today),
    verdict,
    [...new Set(failures.map(({ code }) => code))].join(", "),
  ];
}

/** How old a scan is, and what it found that nobody has accepted. */
function scanText({ at, ...found }: ScanSummary, today: Date): string {
  const counts = Object.entries(found)
    .filter(([, count]) => count > 0)
    .map(([name, count]) => `${count} ${name}`);
  return [ageText(at, today), ...counts].join(", ");
}

/** `5 h ago`, `3 days ago`: how long ago, as people say it. */
export function ageText(at: string, today: Date): string {
  const hours = Math.floor((today.getTime() - Date.parse(at)) / 3_600_000);
  if (hours < 0) return "in the future";
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} days ago`;
}

/** What was found, everything that is wrong with how to mend it, and where to read on. */
export function ending(report: ReleaseReport, width: number): string[] {
  const { images, thirdParty, failures, file } = report;
  const wrong = [...images, ...thirdParty].filter((image) => image.failures.length > 0);
  const blocks = [
    ...(failures.length > 0 ? [failureLines(file, failures, width)] : []),
    ...wrong.map((image) => failureLines(`${image.service} ${image.image}`, image.failures, width)),
  ];
  return [
    "",
    headline(report),
    ...blocks.flatMap((lines) => ["", ...lines]),
    ...(report.verdict === "done" ? [] : ["", "every code: docs/release-codes.md"]),
  ];
}

function headline({
  environment,
  verdict,
  images,
  thirdParty,
  failures,
  at,
}: ReleaseReport): string {
  const all = [...images, ...thirdParty];
  const wrong = all.filter((image) => image.failures.length > 0).length;
  if (verdict === "done") {
    return `release of ${environment}: ${countText(images.length, thirdParty)}${waiverText(thirdParty, new Date(at))}`;
  }
  const whole =
    failures.length > 0
      ? [plural(failures.length, "fault of the whole", "faults of the whole")]
      : [];
  const some = wrong > 0 ? [`${wrong} of ${plural(all.length, "image")}`] : [];
  return `release of ${environment} ${verdict === "refused" ? "refused" : "cannot be judged"}: ${[...whole, ...some].join(", ")}`;
}

function countText(own: number, others: readonly VerifiedImage[]): string {
  const third = others.length > 0 ? ` and ${others.length} of others` : "";
  return own + others.length === 0
    ? "nothing is released yet"
    : `${plural(own, "image")}${third}, all evidence verified`;
}

function waiverText(thirdParty: readonly VerifiedImage[], today: Date): string {
  const ends = thirdParty.flatMap(({ waiver }) => (waiver === undefined ? [] : [waiver.expires]));
  const [first] = ends.sort();
  if (first === undefined) return "";
  return `; ${plural(ends.length, "waiver")}, the first ends ${dayText(first, today)}`;
}

function news(report: ReleaseReport): WorkflowNews {
  const { environment, verdict, images, thirdParty, failures, file, at } = report;
  const all = [...images, ...thirdParty];
  const rows = all.map((image) => `| ${cellsOf(image, new Date(at)).map(cell).join(" | ")} |`);
  const said = [...failures, ...all.flatMap((image) => image.failures)];
  return {
    summary: [
      `## release of ${environment}: ${verdict === "done" ? "✅ verified" : `❌ ${verdict}`}`,
      "",
      ...(rows.length > 0
        ? [`| ${HEAD.join(" | ")} |`, `|${HEAD.map(() => "---").join("|")}|`, ...rows, ""]
        : []),
      ...said.map(({ code, message, fix }) => `- \`${code}\` ${cell(message)}; ${cell(fix)}`),
      "",
    ].join("\n"),
    annotations: said.map(({ code, message, fix }) => ({
      level: "error",
      title: code,
      message: `${message}; ${fix}`,
      file,
    })),
    outputs: { verdict, images: String(all.length), refused: String(said.length) },
  };
}
