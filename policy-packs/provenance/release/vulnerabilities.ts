import { oneLine } from "./failing.ts";
import { type Acceptance, type Failure, type ScanSummary } from "./model.ts";
import type { ScanFacts } from "./scan.ts";
import type { SevereFinding } from "./severity.ts";
import { daysLeft } from "./dates.ts";

export interface Weighed {
  readonly scan: ScanSummary;
  readonly failures: readonly Failure[];
}

/** Holds what a scan found against what is accepted today. Critical ones are never accepted. */
export function weigh(
  { at, findings }: ScanFacts,
  image: string,
  accepted: readonly Acceptance[],
  today: Date,
): Weighed {
  const holding = accepted.filter((one) => daysLeft(one.expires, today) >= 0);
  const isAccepted = (finding: SevereFinding) =>
    finding.severity !== "critical" && holding.some((one) => covers(one, finding, image));
  const open = findings.filter((finding) => !isAccepted(finding));
  const count = (severity: SevereFinding["severity"]) =>
    open.filter((one) => one.severity === severity).length;
  return {
    scan: {
      at,
      critical: count("critical"),
      high: count("high"),
      unrated: count("unrated"),
      accepted: findings.length - open.length,
    },
    failures: open.map((finding) => failureOf(finding, accepted, image)),
  };
}

/** An acceptance for one package says nothing about another that has the same vulnerability. */
function covers(
  { vulnerability, purl, image: of }: Acceptance,
  found: SevereFinding,
  image: string,
) {
  const [name] = image.split("@");
  return (
    vulnerability === found.id &&
    (of === undefined || of === image || of === name) &&
    (purl === undefined || (found.purls.length > 0 && found.purls.every((one) => one === purl)))
  );
}

function failureOf(
  finding: SevereFinding,
  accepted: readonly Acceptance[],
  image: string,
): Failure {
  const { id, severity, purls } = finding;
  const where = purls.length === 0 ? "" : ` in ${purls.join(", ")}`;
  // Only one that is over can be among them: those that hold have covered theirs.
  const over = accepted.find((one) => severity !== "critical" && covers(one, finding, image));
  const ended = over === undefined ? "" : `; accepted until ${over.expires} (${over.ticket})`;
  return {
    code: `vulnerability-${severity}`,
    about: "vulnerability",
    message: oneLine(`${severity} ${id}${where}${ended}`),
  };
}
