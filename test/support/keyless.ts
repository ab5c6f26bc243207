import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import {
  PREDICATES,
  type TrustFile,
  type WorkflowIdentity,
} from "../../policy-packs/provenance/release/model.ts";
import {
  BUILD_TYPE,
  COMMIT,
  hash,
  predicates,
  REF,
  releaseFixture,
  type ReleaseFixture,
  type ReleaseOptions,
  REPOSITORY,
  RUN,
  type SignedKind,
} from "./release.ts";
import type { Authorities, RunIdentity, SigningFault } from "./sigstore.ts";

export const RUNNER = "https://github.com/actions/runner/github-hosted";
export const ISSUER = "https://token.actions.githubusercontent.com";
export const WORKFLOW: WorkflowIdentity = {
  repository: REPOSITORY,
  workflow: ".github/workflows/release.yml",
  ref: REF,
  issuer: ISSUER,
};

/** The certificate of a run of the release workflow. */
export const GOOD_RUN: RunIdentity = {
  identity: `${REPOSITORY}/.github/workflows/release.yml@${REF}`,
  issuer: ISSUER,
  repository: REPOSITORY,
  commit: COMMIT,
  ref: REF,
  run: RUN,
  runner: "github-hosted",
};

/** One piece of evidence, as it should be; a test changes what it is about. */
export interface Signing {
  readonly statement?: (statement: Readonly<Record<string, unknown>>) => unknown;
  readonly predicate?: (predicate: Readonly<Record<string, unknown>>) => unknown;
  readonly run?: Partial<RunIdentity>;
  readonly fault?: SigningFault;
}

export interface KeylessFixture extends ReleaseFixture {
  /** Signs one kind of evidence of a service anew, writes it and its hash. */
  readonly resign: (service: string, kind: SignedKind, signing: Signing) => Promise<void>;
}

/** A whole release that verifies, signed by runs of a workflow without any key of theirs. */
export async function keylessFixture(
  by: Authorities,
  options: Omit<ReleaseOptions, "now"> = {},
): Promise<KeylessFixture> {
  const { now } = by;
  const fixture = releaseFixture({ ...options, now });
  writeFileSync(join(dirname(fixture.trust), "roots/test.json"), by.root);
  fixture.editTrust((file) => withWorkflow(file, by));

  const predicateOf = (service: string, kind: SignedKind) => {
    const image = fixture.images[service] ?? "";
    if (kind === "provenance") return predicates.provenance(RUNNER);
    return kind === "sbom" ? predicates.sbom(image, options) : predicates.scan(now, options);
  };
  const signed = async (service: string, kind: SignedKind, signing: Signing) => {
    const { statement = (one) => one, predicate = (one) => one, run = {}, fault } = signing;
    const [name = "", digest = ""] = (fixture.images[service] ?? "").split("@sha256:");
    const said = {
      _type: "https://in-toto.io/Statement/v1",
      subject: [{ name, digest: { sha256: digest } }],
      predicateType: PREDICATES[kind],
      predicate: predicate(predicateOf(service, kind)),
    };
    return by.sign(statement(said), { ...GOOD_RUN, ...run }, fault);
  };
  const resign: KeylessFixture["resign"] = async (service, kind, signing) => {
    fixture.replace(service, kind, await signed(service, kind, signing));
  };
  for (const service of Object.keys(fixture.images)) {
    for (const kind of ["provenance", "sbom", "scan"] as const) {
      const make = () => signed(service, kind, {});
      fixture.replace(service, kind, await onceFor(by, [service, kind, now, options], make));
    }
  }
  return { ...fixture, resign };
}

const kept = new WeakMap<Authorities, Map<string, Promise<string>>>();

/** What authorities signed for the same asking: signing is what tests would wait for. */
function onceFor(by: Authorities, asked: unknown, make: () => Promise<string>): Promise<string> {
  const known = kept.get(by) ?? new Map<string, Promise<string>>();
  kept.set(by, known);
  const key = JSON.stringify(asked);
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}

function withWorkflow(file: TrustFile, by: Authorities): TrustFile {
  const [key] = file.keys;
  const images = key?.images ?? [];
  return {
    ...file,
    root: { ...file.root, file: "roots/test.json", sha256: hash(by.root) },
    builds: [
      {
        ...WORKFLOW,
        images,
        builder: RUNNER,
        buildTypes: [BUILD_TYPE],
        parameters: key?.parameters ?? {},
      },
    ],
    keys: [],
    attestors: [{ ...WORKFLOW, predicates: [PREDICATES.sbom, PREDICATES.scan], images }],
  };
}
