import { field, isRecord } from "../../lib/values.ts";
import { verifyAttestation } from "./attestation.ts";
import { demand, Refused } from "./failing.ts";
import { type Failure, PREDICATES } from "./model.ts";
import { type SevereFinding, severityOf } from "./severity.ts";
import type { Trust } from "./trust.ts";

/** What a verified scan says; how old that is, is asked each time. */
export interface ScanFacts {
  /** ISO 8601; when the scan finished. */
  readonly at: string;
  /** ISO 8601; of the vulnerability database. */
  readonly database: string;
  /** When somebody trusted saw the signature. */
  readonly signedAt?: string;
  /** Those that are critical, high or unrated. */
  readonly findings: readonly SevereFinding[];
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** By which clocks may differ. */
const SKEW = 5 * MINUTE;

/** Verifies the scan of an image: who attested it, and that it says what its predicate type demands. @throws Refused */
export function verifyScan(bytes: Buffer, image: string, trust: Trust): ScanFacts {
  const { predicate, signedAt } = verifyAttestation(bytes, PREDICATES.scan, image, trust);
  const bad = "scan-malformed";
  const result = field(predicate, "scanner", "result");
  demand(Array.isArray(result), bad, "has no list of results");
  const at = timeOf(field(predicate, "metadata", "scanFinishedOn"), "when it finished");
  const database = timeOf(
    field(predicate, "scanner", "db", "lastUpdate"),
    "how old its database was",
  );
  return {
    at,
    database,
    ...(signedAt === undefined ? {} : { signedAt }),
    findings: (result as unknown[]).flatMap(findingOf),
  };
}

/** What the time of day makes of a scan. */
export function scanFailures(facts: ScanFacts, now: Date, maxAgeDays: number): Failure[] {
  const finished = Date.parse(facts.at);
  const age = now.getTime() - finished;
  const longest = maxAgeDays * DAY;
  const found: Failure[] = [];
  const say = (code: Failure["code"], message: string) => {
    found.push({ code, about: "scan", message });
  };
  if (age < -SKEW) say("scan-from-future", `the scan says it finished at ${facts.at}`);
  else if (age > longest) {
    say("scan-too-old", `the scan is ${Math.floor(age / DAY)} days old; ${maxAgeDays} are allowed`);
  }
  if (facts.signedAt !== undefined && finished - Date.parse(facts.signedAt) > SKEW) {
    say(
      "scan-from-future",
      `the scan says it finished at ${facts.at}, after it was signed at ${facts.signedAt}`,
    );
  }
  const behind = finished - Date.parse(facts.database);
  if (behind > longest) {
    const days = Math.floor(behind / DAY);
    say(
      "scan-database-old",
      `the database of the scan was ${days} days old; ${maxAgeDays} are allowed`,
    );
  }
  return found;
}

function timeOf(value: unknown, what: string): string {
  const text = typeof value === "string" ? value : "";
  const time = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  demand(!Number.isNaN(time), "scan-malformed", `does not say ${what}`);
  return new Date(time).toISOString();
}

/** One result: its fields stand in it, or in a `vulnerability` of it; both are written. */
function findingOf(result: unknown): SevereFinding[] {
  const inner = field(result, "vulnerability");
  const told = isRecord(inner) ? inner : result;
  const id = field(told, "id");
  if (typeof id !== "string" || id === "") {
    throw new Refused("scan-malformed", "has a result without an identifier");
  }
  const severity = severityOf(field(told, "severity"));
  if (severity === "lower") return [];
  const annotations = field(told, "annotations");
  const list: readonly unknown[] = Array.isArray(annotations) ? annotations : [];
  const purls = list.flatMap((one) => {
    const purl = field(one, "purl");
    return typeof purl === "string" ? [purl] : [];
  });
  return [{ id, severity, purls: [...new Set(purls)].sort() }];
}
