import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { forgetful } from "../../policy-packs/provenance/release/cache.ts";
import { codes } from "../../policy-packs/provenance/release/codes.ts";
import type { Acceptance } from "../../policy-packs/provenance/release/model.ts";
import { acceptances } from "../../policy-packs/provenance/release/verify.ts";
import { ALLOW_FILE, type Allowed, readAllowList } from "../lib/sbom/allow-list.ts";
import { openFile } from "../lib/sbom/open-file.ts";
import { type Compared, reportOf } from "../lib/sbom/report.ts";
import type { DiffReport } from "../lib/sbom/report-schema.ts";
import { compared, serviceIn } from "../lib/sbom/source.ts";

export interface SbomDiffInput {
  /** Base and head; the base may be left out for a head that is a release. */
  readonly names: readonly string[];
  readonly scanBase?: string | undefined;
  readonly scanHead?: string | undefined;
  /** @default releases/sbom-allowed.json, where there is one */
  readonly allow?: string | undefined;
  /** Whether only components are asked about. @default false */
  readonly withoutScans?: boolean;
}

/** What the command touches besides the files it is given. */
export interface SbomDiffPorts {
  readonly root: string;
  readonly cwd: string;
  readonly now: () => Date;
}

/** What a change does to the components of an image, and which vulnerabilities it answers for. @throws Fault for whatever cannot be read */
export function sbomDiff(input: SbomDiffInput, ports: SbomDiffPorts): DiffReport {
  const { root, cwd } = ports;
  const now = ports.now();
  const [baseName, headName] = sidesOf(input.names);
  const { scanBase, scanHead, withoutScans = false } = input;
  if (withoutScans && (scanBase ?? scanHead) !== undefined) {
    throw new Fault({
      where: "ops sbom diff",
      problem: "--no-scans is given together with a scan",
      fix: "leave one of them out",
    });
  }
  const places = { root, cwd, now };
  const allowed = allowList(input.allow, ports, now);
  const accepted = acceptedIn(root, now);
  const base = compared({ name: baseName, scan: scanBase, flag: "--scan-base" }, places);
  const head = compared({ name: headName, scan: scanHead, flag: "--scan-head" }, places);
  if (scanBase !== undefined && head.scan === undefined) {
    throw new Fault({
      where: "--scan-base",
      problem: "has no scan of the head to be compared with",
      fix: "give --scan-head too",
    });
  }
  const judging = { allowed, accepted, withoutScans, now };
  if (!withoutScans) return reportOf(base, head, judging);
  return reportOf(unscanned(base), unscanned(head), judging);
}

const unscanned = ({ name, kind, image, sbom }: Compared): Compared => ({
  name,
  kind,
  sbom,
  ...(image === undefined ? {} : { image }),
});

/** Base and head; of a single release, what prod runs of its service is the base. */
function sidesOf(names: readonly string[]): readonly [base: string, head: string] {
  const [first = "", second, ...more] = names;
  if (more.length > 0) {
    throw new Fault({
      where: "ops sbom diff",
      problem: `${names.length} names are given`,
      fix: "name a base and a head",
    });
  }
  if (second === "none" || (first === "none" && second === undefined)) {
    throw new Fault({
      where: "ops sbom diff",
      problem: "none is given as the head",
      fix: "only a base can be none",
    });
  }
  if (second !== undefined) return [first, second];
  const head = serviceIn(first);
  if (head !== undefined && head.environment !== "prod") return [`prod/${head.service}`, first];
  throw new Fault({
    where: first,
    problem: "has nothing to be compared with",
    fix:
      head === undefined
        ? `name the base too: ops sbom diff prod/<service> ${first}`
        : "name what it is compared with, base first",
  });
}

function allowList(
  named: string | undefined,
  { root, cwd }: SbomDiffPorts,
  now: Date,
): readonly Allowed[] {
  const usual = join(root, ALLOW_FILE);
  if (named === undefined && !existsSync(usual)) return [];
  const shown = named ?? ALLOW_FILE;
  const path = named === undefined ? usual : resolve(cwd, named);
  const { document } = openFile(path, shown, "name an allow-list behind --allow");
  return readAllowList(document, shown, now);
}

function acceptedIn(root: string, now: Date): readonly Acceptance[] {
  const path = join(root, "releases/accepted.json");
  if (!existsSync(path)) return [];
  const { list, failures } = acceptances(path, now, forgetful);
  const [wrong] = failures;
  if (wrong === undefined) return list;
  throw new Fault({
    where: "releases/accepted.json",
    problem: wrong.message,
    fix: codes[wrong.code].fix,
  });
}
