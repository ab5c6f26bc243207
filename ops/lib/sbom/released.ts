import { basename, dirname } from "node:path";

import { Fault } from "../../../lib/fault.ts";
import { suggest } from "../../../lib/suggest.ts";
import { forgetful } from "../../../policy-packs/provenance/release/cache.ts";
import { codes, isBlind } from "../../../policy-packs/provenance/release/codes.ts";
import { readFile } from "../../../policy-packs/provenance/release/files.ts";
import type {
  Failure,
  ReleasedService,
  ReleaseFile,
} from "../../../policy-packs/provenance/release/model.ts";
import { readEvidence } from "../../../policy-packs/provenance/release/safe-read.ts";
import { type Release, verifyRelease } from "../../../policy-packs/provenance/release/verify.ts";
import { openBytes, type Opened } from "./open-file.ts";

/** SBOM and scan of a service, as its release holds them and somebody trusted signed them. */
export interface Released {
  readonly image: string;
  readonly sbom: Opened;
  readonly scan: Opened;
}

/** A scan that has grown old still says what was known; whether it may be deployed is another question. */
const OLD = new Set<Failure["code"]>(["scan-too-old", "scan-database-old"]);

/** The verified SBOM and scan of a service of a release. @throws Fault as soon as one of the two does not verify */
export function released(release: Release, service: string): Released {
  const { value, failures } = readFile<ReleaseFile>("release", release.release, forgetful);
  const where = `releases/${basename(release.release)}`;
  const [wrong] = failures;
  if (value === undefined) throw faultOf(wrong, where);
  const found = value.services[service];
  if (found === undefined) throw unknownService(service, Object.keys(value.services), where);
  const verdict = verifyRelease(release);
  const image = verdict.images.find((one) => one.service === service);
  const [bad] = [
    ...verdict.failures.filter(({ about }) => about === "release" || about === "trust"),
    ...(image?.failures ?? []).filter(
      ({ about, code }) =>
        (about === "sbom" || about === "scan" || about === "trust") && !OLD.has(code),
    ),
  ];
  if (bad !== undefined || image === undefined) throw faultOf(bad, `${where} ${service}`);
  return {
    image: found.image,
    sbom: evidence(found, "sbom", release, where),
    scan: evidence(found, "scan", release, where),
  };
}

function evidence(
  { image, evidence }: ReleasedService,
  kind: "sbom" | "scan",
  { release }: Release,
  where: string,
): Opened {
  const digest = image.slice(image.indexOf("@") + 1);
  const shown = `${where} ${evidence[kind].path}`;
  try {
    return openBytes(readEvidence(dirname(release), digest, evidence[kind]), shown);
  } catch (error) {
    if (error instanceof Fault) throw error;
    const problem = error instanceof Error ? error.message : String(error);
    throw new Fault({ where: shown, problem, fix: "restore it from git", cause: error });
  }
}

function faultOf(failure: Failure | undefined, where: string): Fault {
  if (failure === undefined) {
    return new Fault({
      where,
      problem: "was not verified",
      fix: "ops release verify looks closer",
    });
  }
  const { code, message } = failure;
  return new Fault({
    where,
    problem: `${message} (${code})`,
    fix: codes[code].fix,
    exit: isBlind(code) ? 2 : 1,
  });
}

function unknownService(service: string, known: readonly string[], where: string): Fault {
  const meant = suggest(service, known);
  const list = known.length === 0 ? "it has none yet" : `it has ${known.join(", ")}`;
  return new Fault({
    where,
    problem: `has no service ${JSON.stringify(service)}`,
    fix:
      meant === undefined
        ? `${list}; for a first release the base is none`
        : `did you mean ${meant}?`,
  });
}
