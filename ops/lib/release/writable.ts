import { Fault } from "../../../lib/fault.ts";
import { faultsOf } from "../../../policy-packs/provenance/release/files.ts";
import {
  EVIDENCE_KINDS,
  type ReleaseFile,
} from "../../../policy-packs/provenance/release/model.ts";

/** Refuses what the release file could not hold, before anything is read. */
export function demandImage(image: string, service: string): void {
  const hash = "0".repeat(64);
  const evidence = Object.fromEntries(
    EVIDENCE_KINDS.map((kind) => [kind, { path: "evidence", sha256: hash }]),
  );
  const source = { repository: "https://github.com/o/r", commit: "0".repeat(40) };
  const since = "2026-01-01T00:00:00.000Z";
  const stand = { image, source, build: "https://github.com/o/r", since, evidence };
  const [problem] = faultsOf("release", { environment: "dev", services: { [service]: stand } });
  if (problem === undefined) return;
  const wrong = problem.includes(".image ") ? `--image ${image}` : `service "${service}"`;
  throw new Fault({
    where: wrong,
    problem: problem.replace(/^services\.\S+ /, ""),
    fix: problem.includes(".image ")
      ? "name it by its digest: ops release add <environment> <service> --image registry/repository@sha256:<64 hex>"
      : "use lower case letters, digits and dashes, 63 at most",
  });
}

/** What was learnt from a provenance is written only when the file can be read again. */
export function demandWhole(file: ReleaseFile, environment: string): void {
  const [problem] = faultsOf("release", file);
  if (problem === undefined) return;
  const fix = "have the workflow name commit and run as docs/runbooks/release.md says";
  throw new Fault({ where: `releases/${environment}.json`, problem: `its ${problem}`, fix });
}
