import { table } from "../../lib/table.ts";
import type { ReleasedService } from "../../policy-packs/provenance/release/model.ts";
import { verifyRelease } from "../../policy-packs/provenance/release/verify.ts";
import type { Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";
import { releaseFile, releasePaths } from "../lib/release/paths.ts";
import { allFailures, shortDigest, verdictOf } from "../lib/release/said.ts";
import { plural } from "../lib/screen.ts";

export interface ServiceDiff {
  readonly service: string;
  readonly change: "added" | "removed" | "changed" | "rescanned" | "same";
  readonly from?: ReleasedService;
  readonly to?: ReleasedService;
  /** Components of the SBOM, of either side that verifies. */
  readonly components?: { readonly from?: number; readonly to?: number };
  /** Page that shows the commits between the two; only where both are of one repository. */
  readonly compare?: string;
}

export interface DiffReport {
  readonly command: "release diff";
  readonly from: Side;
  readonly to: Side;
  readonly services: readonly ServiceDiff[];
}

/** One of the releases, and whether its evidence verifies. */
interface Side {
  readonly environment: string;
  readonly verdict: "verified" | "refused" | "cannot tell";
}

/** What differs between the releases of two environments, service by service. */
export function releaseDiff(
  from: string,
  to: string,
  { root, now }: Pick<Ports, "root" | "now">,
): DiffReport {
  const [a, b] = [sideOf(root, from, now()), sideOf(root, to, now())];
  const names = [...new Set([...Object.keys(a.services), ...Object.keys(b.services)])].sort();
  return {
    command: "release diff",
    from: a.side,
    to: b.side,
    services: names.map((service) => {
      const [old, next] = [a.services[service], b.services[service]];
      const counts = {
        ...(a.components.has(service) ? { from: a.components.get(service) ?? 0 } : {}),
        ...(b.components.has(service) ? { to: b.components.get(service) ?? 0 } : {}),
      };
      return {
        service,
        change: changeOf(old, next),
        ...(old === undefined ? {} : { from: old }),
        ...(next === undefined ? {} : { to: next }),
        components: counts,
        ...compared(old, next),
      };
    }),
  };
}

function sideOf(root: string, named: string, now: Date) {
  const paths = releasePaths(root, named);
  const { services } = releaseFile(paths);
  const verdict = verifyRelease({ ...paths, now });
  const found = verdictOf(allFailures(verdict));
  return {
    services,
    components: new Map(
      verdict.images.flatMap(({ service, sbom }) =>
        sbom === undefined ? [] : [[service, sbom.components] as const],
      ),
    ),
    side: {
      environment: paths.environment,
      verdict: found === "done" ? "verified" : found,
    } satisfies Side,
  };
}

function changeOf(from?: ReleasedService, to?: ReleasedService): ServiceDiff["change"] {
  if (from === undefined) return "added";
  if (to === undefined) return "removed";
  if (from.image !== to.image) return "changed";
  return from.evidence.scan.sha256 === to.evidence.scan.sha256 ? "same" : "rescanned";
}

function compared(from?: ReleasedService, to?: ReleasedService): { compare?: string } {
  if (from === undefined || to === undefined) return {};
  const { repository, commit } = from.source;
  if (repository !== to.source.repository || commit === to.source.commit) return {};
  return {
    compare: `${repository}/compare/${commit.slice(0, 12)}...${to.source.commit.slice(0, 12)}`,
  };
}

export function releaseDiffOutcome(report: DiffReport): Outcome {
  return { exit: 0, report, data: render(report), screen: () => ending(report) };
}

/** What differs; services that are the same on both sides are only counted. */
export function render({ from, to, services }: DiffReport): string[] {
  const rows = services.filter(({ change }) => change !== "same");
  if (rows.length === 0) return ["no differences"];
  const head = ["service", "change", from.environment, to.environment, "components", "commits"];
  return table([
    head,
    ...rows.map(({ service, change, components, compare, ...sides }) => [
      service,
      change,
      sides.from === undefined ? "-" : shortDigest(sides.from.image),
      sides.to === undefined ? "-" : shortDigest(sides.to.image),
      countText(components),
      compare ?? "-",
    ]),
  ]);
}

function countText({ from, to }: ServiceDiff["components"] = {}): string {
  return from === to && from !== undefined ? String(from) : `${from ?? "-"} -> ${to ?? "-"}`;
}

function ending({ from, to, services }: DiffReport): string[] {
  const same = services.filter(({ change }) => change === "same").length;
  const unsure = [from, to].filter(({ verdict }) => verdict !== "verified");
  return [
    "",
    `${plural(services.length - same, "service differs", "services differ")}, ${same} the same`,
    ...unsure.map(
      ({ environment, verdict }) =>
        `${environment}: ${verdict}; see ops release verify ${environment}`,
    ),
  ];
}
