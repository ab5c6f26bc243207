import { relative } from "node:path";

import {
  CLOSE_TO_END,
  day,
  daysLeft,
  endOf,
  shortFingerprint,
} from "../../lib/sealing/certificate.ts";
import { certificateProblem, fixOf, type Problem } from "../../lib/sealing/judge.ts";
import { type SealedEntry, sealedEnvironment } from "../../lib/sealing/read.ts";
import type { Scope } from "../../lib/sealing/sealed-file.ts";
import { table } from "../../lib/table.ts";
import { exits, type Outcome } from "../lib/outcome.ts";
import { plural } from "../lib/screen.ts";
import { type Depth, deepLook } from "../lib/secrets/deep.ts";
import { placeOf } from "../lib/secrets/place-of.ts";
import { certificateFacts, type InitReport } from "./secrets-init.ts";
import type { SealNeeds } from "./secrets-seal.ts";

export interface VerifyInput {
  readonly environment: string;
  /** Only look: exit 0 whatever is found. */
  readonly list: boolean;
  /** Also open each file with the keys of the backup, and compare its values with their digests. */
  readonly deep: boolean;
  readonly backup?: string | undefined;
  readonly passphraseFd?: string | undefined;
}

/** One sealed Secret, as it stands. */
export interface SealedRow {
  readonly address: string;
  readonly file: string;
  readonly declared: boolean;
  readonly keys: readonly string[];
  /** Absent with the file. */
  readonly scope?: Scope;
  /** Fingerprint of the certificate that it names. */
  readonly certificate?: string;
  readonly sealedAt?: string;
  readonly verdict: "good" | Problem["verdict"] | Exclude<Depth, "opened">;
  readonly problems: readonly string[];
  /** The next step; absent for a good one. */
  readonly fix?: string;
}

export interface SealedReport {
  readonly command: "secrets list" | "secrets verify";
  readonly environment: string;
  readonly verdict: keyof typeof exits;
  readonly at: string;
  readonly certificate: InitReport["certificate"] & {
    readonly verdict: "good" | "close to its end" | "expired" | "not yet valid";
    /** What speaks against running on it, and the next step; absent while it holds. */
    readonly problem?: string;
    readonly fix?: string;
  };
  readonly secrets: readonly SealedRow[];
}

/** Says of everything sealed for an environment which key it is sealed with, how old it is, and whether it may be used. */
export async function secretsVerify(input: VerifyInput, ports: SealNeeds): Promise<SealedReport> {
  const { root } = ports;
  const now = ports.now();
  const place = placeOf(root, input.environment, input.backup);
  const { certificate, entries } = sealedEnvironment(root, place, place.name, now);
  const depths = input.deep ? await deepLook(place, certificate, entries, input, ports) : undefined;
  const secrets = entries.map((entry) => rowOf(entry, place, depths?.get(entry.address)));
  const end = endOf(certificate, now);
  const against = certificateProblem(certificate, now);
  const close = daysLeft(certificate, now) < CLOSE_TO_END;
  const wrong = end !== undefined || secrets.some(({ verdict }) => isWrong(verdict));
  const blind = secrets.some(({ verdict }) => verdict === "cannot tell");
  return {
    command: input.list ? "secrets list" : "secrets verify",
    environment: place.name,
    verdict: wrong ? "refused" : blind ? "cannot tell" : "done",
    at: now.toISOString(),
    certificate: {
      ...certificateFacts(certificate, relative(root, place.certificate), now),
      verdict: end ?? (close ? "close to its end" : "good"),
      ...(against === undefined
        ? {}
        : { problem: against.says, fix: fixOf([against], undefined, place) }),
    },
    secrets,
  };
}

const isWrong = (verdict: SealedRow["verdict"]): boolean =>
  verdict !== "good" && verdict !== "cannot tell";

function rowOf(
  { address, path, file, declared, problems }: SealedEntry,
  place: { readonly name: string },
  depth: Depth | undefined,
): SealedRow {
  const [first] = problems;
  const found = depth === "opened" ? undefined : depth;
  const verdict = first?.verdict ?? found ?? "good";
  const deep = found === undefined ? [] : [DEEP[found]];
  const said = [...problems.map(({ says }) => says), ...deep];
  return {
    address,
    file: path,
    declared: declared !== undefined,
    keys: Object.keys(file?.encryptedData ?? {}),
    ...(file === undefined
      ? {}
      : {
          scope: file.scope,
          certificate: file.certificate,
          sealedAt: file.sealedAt.toISOString(),
        }),
    verdict,
    problems: said,
    ...(said.length === 0 ? {} : { fix: fixFor(problems, address, place, found) }),
  };
}

const DEEP = {
  "does not open": "cannot be opened by any key of the backup",
  "other value": "holds other values than its digests say",
  "cannot tell": "could not be opened, because the backup or its digest key is not here",
} as const;

function fixFor(
  problems: readonly Problem[],
  address: string,
  place: { readonly name: string },
  depth: keyof typeof DEEP | undefined,
): string {
  if (problems.length > 0) return fixOf(problems, address, place);
  if (depth === "cannot tell") return `bring the backup, and run ops secrets init ${place.name}`;
  return `restore it from git, or ops secrets seal ${place.name} ${address}`;
}

export function secretsVerifyOutcome(report: SealedReport): Outcome {
  const list = report.command === "secrets list";
  return {
    exit: list ? 0 : exits[report.verdict],
    report,
    data: render(report),
    screen: () => (list ? [] : ending(report)),
    news: () => ({
      annotations: report.secrets.flatMap(({ address, file, problems, fix = "" }) =>
        problems.map((message) => ({
          level: "error" as const,
          title: address,
          message: `${message}; ${fix}`,
          file,
        })),
      ),
      outputs: { verdict: report.verdict, secrets: String(report.secrets.length) },
    }),
  };
}

const HEAD = ["secret", "keys", "scope", "key", "sealed", "verdict"];

/** The certificate, then one row per sealed Secret. */
export function render({ certificate, secrets, at }: SealedReport): string[] {
  const rows = secrets.map(({ address, keys, scope, sealedAt, verdict, ...row }) => [
    address,
    keys.join(", ") || "-",
    scope ?? "-",
    row.certificate === undefined ? "-" : shortFingerprint(row.certificate),
    sealedAt === undefined ? "-" : ageText(sealedAt, at),
    verdict,
  ]);
  const { fingerprint, notAfter, verdict } = certificate;
  return [
    `certificate ${shortFingerprint(fingerprint)}, until ${day(new Date(notAfter))} (${leftText(certificate)}): ${verdict}`,
    "",
    ...(rows.length === 0 ? ["nothing is sealed"] : table([HEAD, ...rows])),
  ];
}

const leftText = ({ daysLeft }: SealedReport["certificate"]): string =>
  daysLeft < 0 ? "over" : plural(daysLeft, "day");

/** `today`, `3 days ago`. */
export function ageText(sealedAt: string, at: string): string {
  const days = Math.floor((Date.parse(at) - Date.parse(sealedAt)) / 86_400_000);
  if (days < 0) return "in the future";
  return days === 0 ? "today" : `${plural(days, "day")} ago`;
}

function ending({ environment, verdict, certificate, secrets }: SealedReport): string[] {
  const wrong = secrets.filter(({ problems }) => problems.length > 0);
  const lines = wrong.map(
    ({ file, problems, fix = "" }) => `${file}: ${problems.join(", ")}; ${fix}`,
  );
  const { problem, fix: step = "" } = certificate;
  const head = {
    done: `secrets of ${environment}: ${plural(secrets.length, "sealed file")}, all may be used`,
    refused: `secrets of ${environment} refused: ${wrong.length} of ${plural(secrets.length, "sealed file")}`,
    "cannot tell": `secrets of ${environment} cannot be judged: ${wrong.length} of ${plural(secrets.length, "sealed file")}`,
  }[verdict];
  return [
    "",
    head,
    ...(problem !== undefined && wrong.length === 0
      ? [`${certificate.file}: ${problem}; ${step}`]
      : []),
    ...lines,
  ];
}
