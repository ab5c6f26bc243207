import { existsSync } from "node:fs";
import { resolve } from "node:path";

import { Fault } from "../../../lib/fault.ts";
import { PREDICATES } from "../../../policy-packs/provenance/release/model.ts";
import { releasePaths } from "../release/paths.ts";
import { readSbom } from "./cyclonedx.ts";
import { EMPTY_SBOM } from "./model.ts";
import { openFile, type Opened } from "./open-file.ts";
import { released } from "./released.ts";
import type { Compared } from "./report.ts";
import { readScan } from "./scan.ts";

/** Where names are looked up, and when. */
export interface Places {
  /** The project's root: `releases/` and the trust files are below. */
  readonly root: string;
  readonly cwd: string;
  readonly now: Date;
}

/** Environments that have a release file; these words before a slash never mean a folder. */
const RELEASED = /^(local|dev|stage|prod|pr|pr-[1-9]\d{0,9})\/([^/]+)$/;

/** What one side is read from. */
export interface Asked {
  /** A file, `<env>/<service>`, or `none`. */
  readonly name: string;
  /** File with a scan of it; a release has its own, and no other is taken. */
  readonly scan: string | undefined;
  /** Flag that names such a file, for faults. */
  readonly flag: "--scan-base" | "--scan-head";
}

/** The environment and service that a name means; undefined when it is a file. */
export function serviceIn(name: string): { environment: string; service: string } | undefined {
  const [, environment, service] = RELEASED.exec(name) ?? [];
  return environment === undefined || service === undefined ? undefined : { environment, service };
}

/** Reads one side. @throws Fault for everything that is not known for certain */
export function compared(asked: Asked, places: Places): Compared {
  const { name, scan, flag } = asked;
  if (name === "none") {
    if (scan === undefined) return { name, kind: "none", sbom: EMPTY_SBOM };
    throw new Fault({
      where: flag,
      problem: "is a scan of nothing: the base is none",
      fix: `leave ${flag} out`,
    });
  }
  const service = serviceIn(name);
  const side = service === undefined ? fromFile(name, places) : fromRelease(name, service, places);
  if (scan === undefined) return side;
  if (side.kind === "release") {
    throw new Fault({
      where: flag,
      problem: `is given for ${name}, whose release holds a scan that somebody signed`,
      fix: `leave ${flag} out; a newer scan goes in by ops release add`,
    });
  }
  const opened = openFile(
    resolve(places.cwd, scan),
    scan,
    `name the file of a scan behind ${flag}`,
  );
  refuseOther(side.digests, opened, scan, name);
  return { ...side, scan: readScan(opened, scan) };
}

/** A side, and the images its SBOM is said to be about. */
type Digested = Compared & { readonly digests: readonly string[] };

function fromFile(name: string, { cwd }: Places): Digested {
  const path = resolve(cwd, name);
  const opened = openFile(path, name, fixFor(name, path));
  const { document, predicateType, digests } = opened;
  if (predicateType !== undefined && predicateType !== PREDICATES.sbom) {
    throw new Fault({
      where: name,
      problem: `attests ${JSON.stringify(predicateType)}, no SBOM`,
      fix: `give the bundle of type ${PREDICATES.sbom}`,
    });
  }
  const kind = predicateType === undefined ? "file" : "bundle";
  return { name, kind, sbom: readSbom(document, name), digests };
}

const fixFor = (name: string, path: string): string =>
  existsSync(path) || !/^[a-z0-9-]+\/[a-z0-9-]+$/.test(name)
    ? "name a CycloneDX file, a bundle, <env>/<service> or none"
    : `for a release, name one of the environments: prod/${name.split("/")[1] ?? ""}`;

function fromRelease(
  name: string,
  { environment, service }: { environment: string; service: string },
  { root, now }: Places,
): Digested {
  const { image, sbom, scan } = released({ ...releasePaths(root, environment), now }, service);
  return {
    name,
    kind: "release",
    image,
    digests: sbom.digests,
    sbom: readSbom(sbom.document, name),
    scan: readScan(scan, `the scan of ${name}`),
  };
}

/** A scan of another image says nothing about this one. */
function refuseOther(of: readonly string[], scan: Opened, shown: string, name: string): void {
  if (of.length === 0 || scan.digests.length === 0) return;
  if (scan.digests.some((digest) => of.includes(digest))) return;
  throw new Fault({
    where: shown,
    problem: `is a scan of sha256:${(scan.digests[0] ?? "").slice(0, 12)}, not of ${name}`,
    fix: "give the scan of the same image",
  });
}
