import { daysLeft } from "../../../policy-packs/provenance/release/dates.ts";
import type { Acceptance } from "../../../policy-packs/provenance/release/model.ts";
import { type Allowed, allowedBy } from "./allow-list.ts";
import { blame, type Introduced } from "./blame.ts";
import { type Change, CHANGE_KINDS, compare, hashesCompared } from "./compare.ts";
import type { Sbom, Vulnerability } from "./model.ts";
import type {
  DiffReport,
  ReportedChange,
  ReportedIntroduced,
  ReportedVulnerability,
  Side,
} from "./report-schema.ts";

/** One of the two things that are compared. */
export interface Compared {
  readonly name: string;
  readonly kind: Side["kind"];
  /** `registry/repository@sha256:…`. @default undefined: no release, so nobody knows */
  readonly image?: string;
  readonly sbom: Sbom;
  /** @default undefined: there is no scan of it */
  readonly scan?: readonly Vulnerability[];
}

export interface Judging {
  readonly allowed: readonly Allowed[];
  /** Vulnerabilities that somebody answers for: `releases/accepted.json`. */
  readonly accepted: readonly Acceptance[];
  /** Whether components alone are asked about; without it a missing scan of the head is "cannot tell". */
  readonly withoutScans: boolean;
  readonly now: Date;
}

/** Everything that is said about a change of components. The same for the same inputs, in whatever order they are. */
export function reportOf(base: Compared, head: Compared, judging: Judging): DiffReport {
  const changes = compare(base.sbom, head.sbom).map((change) => judged(change, judging));
  const vulnerabilities =
    head.scan === undefined ? null : vulnerabilitiesOf(base, head, head.scan, judging);
  const refused =
    changes.some(({ refuses }) => refuses) ||
    vulnerabilities?.introduced.some(({ refuses }) => refuses) === true;
  const blind = vulnerabilities === null && !judging.withoutScans;
  return {
    command: "sbom diff",
    verdict: refused ? "refused" : blind ? "cannot tell" : "done",
    base: sideOf(base),
    head: sideOf(head),
    counts: Object.fromEntries(
      CHANGE_KINDS.map((kind) => [kind, changes.filter((one) => one.kind === kind).length]),
    ) as DiffReport["counts"],
    changes,
    vulnerabilities,
    notes: notesOf(base, head),
  };
}

function sideOf({ name, kind, image, sbom, scan }: Compared): Side {
  return {
    name,
    kind,
    image: image ?? null,
    subject: sbom.subject ?? null,
    components: sbom.components.length,
    scanned: scan !== undefined,
  };
}

/** Other bytes under a known version refuse: a registry never changes what it has published. */
function judged(change: Change, { allowed, now }: Judging): ReportedChange {
  const { holding, expired } = allowedBy(change, allowed, now);
  return {
    ...change,
    refuses: change.kind === "hash" && holding === undefined,
    ...(holding === undefined ? {} : { allowed: exceptionOf(holding) }),
    ...(expired === undefined ? {} : { expired: exceptionOf(expired) }),
  };
}

function vulnerabilitiesOf(
  base: Compared,
  head: Compared,
  scan: readonly Vulnerability[],
  judging: Judging,
): DiffReport["vulnerabilities"] {
  const { introduced, disclosed, fixed, remaining } = blame(base.sbom, head.sbom, base.scan, scan);
  return {
    introduced: introduced.map((one) => introducedOf(one, head.image, judging)),
    disclosed: disclosed.map(shown),
    fixed: fixed.map(shown),
    remaining: remaining.length,
  };
}

function introducedOf(
  one: Introduced,
  image: string | undefined,
  { accepted, now }: Judging,
): ReportedIntroduced {
  const by = accepted.find((acceptance) => accepts(acceptance, one, image, now));
  return {
    ...shown(one),
    why: one.why,
    refuses: one.severity !== "lower" && by === undefined,
    ...(by === undefined ? {} : { accepted: exceptionOf(by) }),
  };
}

/** As the gate of a release reads it: to the letter, while it lasts, and never for a critical one. */
function accepts(
  { vulnerability, purl, image: of, expires }: Acceptance,
  found: Introduced,
  image: string | undefined,
  now: Date,
): boolean {
  const [repository] = (image ?? "").split("@");
  return (
    found.severity !== "critical" &&
    vulnerability === found.id &&
    (purl === undefined || purl === found.purl) &&
    (of === undefined || (image !== undefined && (of === image || of === repository))) &&
    daysLeft(expires, now) >= 0
  );
}

const exceptionOf = ({ owner, ticket, expires }: Allowed | Acceptance) => ({
  owner,
  ticket,
  expires,
});

const shown = ({ id, severity, key, version, purl }: Vulnerability): ReportedVulnerability => ({
  id,
  severity,
  package: key === "" ? purl : key,
  version,
});

function notesOf(base: Compared, head: Compared): string[] {
  const graphless = [base, head].filter(({ sbom }) => sbom.direct === undefined);
  const { same, hashed } = hashesCompared(base.sbom, head.sbom);
  return [
    ...(hashed === same
      ? []
      : [`hashes were compared for ${hashed} of ${same} components of the same version`]),
    ...graphless.map(
      ({ name }) => `direct dependencies were not compared: ${name} does not tell them`,
    ),
    ...(head.scan === undefined ? ["vulnerabilities were not compared: no scan of the head"] : []),
    ...(head.scan !== undefined && base.scan === undefined && base.kind !== "none"
      ? ["no scan of the base: what it lists apart may be known for long"]
      : []),
  ];
}
