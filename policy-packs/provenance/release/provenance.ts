import { isRecord } from "../../lib/values.ts";
import { demandAbout, openBundle, type Statement } from "./bundle.ts";
import type { CertificateFacts } from "./certificate.ts";
import { demand, Refused } from "./failing.ts";
import { allowedWorkflow } from "./identity.ts";
import { type BuildDemands, type KeyIdentity, PREDICATES, type ReleasedService } from "./model.ts";
import { demandParameters } from "./parameters.ts";
import { type CandidateKey, type Signer, verifySignature } from "./signature.ts";
import type { Trust } from "./trust.ts";

/** What a verified provenance says; nothing in it hangs on the time of day. */
export interface ProvenanceFacts {
  readonly signer: string;
  readonly builder: string;
  readonly repository: string;
  readonly commit: string;
  readonly build: string;
}

/** What a release says about an image, to be held against the provenance. @default nothing */
export type Claims = Pick<ReleasedService, "image"> &
  Partial<Pick<ReleasedService, "source" | "build">>;

/**
 * Verifies the provenance of an image: signature, signer, subject, builder, sources and parameters, in this order.
 *
 * Without claims about source and run, what the provenance says is taken: that is how a release learns it. @throws Refused
 */
export function verifyProvenance(bytes: Buffer, claims: Claims, trust: Trust): ProvenanceFacts {
  const opened = openBundle(bytes);
  const [name = ""] = claims.image.split("@");
  const builds = trust.file.builds.filter(({ images }) => images.includes(name));
  const keys = trust.file.keys.filter(({ images }) => images.includes(name));
  demand(
    builds.length + keys.length > 0,
    "nobody-may-sign",
    `is of ${name}, which nobody may build`,
  );
  const signer = verifySignature(opened, trust.root, candidates(keys, trust));
  const allowed =
    signer.kind === "workflow"
      ? allowedWorkflow(signer.certificate, builds)
      : keys.find((key) => key.name === signer.name);
  if (allowed === undefined) throw new Refused("key-unknown", "is signed with an unknown key");
  demandAbout(opened.statement, [PREDICATES.provenance], claims.image);
  return buildFacts(opened.statement, claims, allowed, signer);
}

/** Keys of the trust file with what they are. */
export const candidates = (keys: readonly KeyIdentity[], trust: Trust): CandidateKey[] =>
  keys.flatMap(({ name, file, log }) => {
    const key = trust.keys.get(file);
    return key === undefined ? [] : [{ name, log, key }];
  });

/** The signer in one line. */
export const signerText = (signer: Signer): string =>
  signer.kind === "workflow" ? signer.certificate.identity : `key ${signer.name}`;

function buildFacts(
  { predicate }: Statement,
  claims: Claims,
  allowed: BuildDemands,
  signer: Signer,
): ProvenanceFacts {
  const bad = "provenance-malformed";
  const { buildDefinition, runDetails } = predicate;
  demand(isRecord(buildDefinition) && isRecord(runDetails), bad, "says nothing about the build");
  const { buildType, externalParameters, resolvedDependencies } = buildDefinition;
  const { builder, metadata } = runDetails;
  const by = isRecord(builder) ? builder["id"] : undefined;
  demand(typeof by === "string", bad, "names no builder");
  demand(
    by === allowed.builder,
    "builder-not-allowed",
    `is of builder ${by}, not ${allowed.builder}`,
  );
  demand(typeof buildType === "string", bad, "names no type of build");
  demand(
    allowed.buildTypes.includes(buildType),
    "build-type-not-allowed",
    `is of build type ${buildType}`,
  );
  demand(isRecord(externalParameters), bad, "names no parameters");
  demandParameters(externalParameters, allowed.parameters);
  const source = sourceOf(resolvedDependencies, allowed);
  const build = isRecord(metadata) ? metadata["invocationId"] : undefined;
  demand(typeof build === "string", bad, "names no run");
  if (signer.kind === "workflow") demandSaidAlike(signer.certificate, source.commit, build, by);
  demandClaims(claims, allowed.repository, source.commit, build);
  const { repository } = allowed;
  return { signer: signerText(signer), builder: by, repository, commit: source.commit, build };
}

/** The one source among what went into the build: `git+<repository>@<ref>` at a commit. */
function sourceOf(dependencies: unknown, { repository, ref }: BuildDemands): { commit: string } {
  const list: readonly unknown[] = Array.isArray(dependencies) ? dependencies : [];
  const sources = list.flatMap((one) => {
    const [, from, at] =
      /^git\+(https:\/\/[^@]+?)(?:\.git)?@(.+)$/.exec(isRecord(one) ? String(one["uri"]) : "") ??
      [];
    const digest = isRecord(one) && isRecord(one["digest"]) ? one["digest"] : {};
    return from === undefined ? [] : [{ from, at, commit: digest["gitCommit"] }];
  });
  const ours = sources.filter(({ from }) => from === repository);
  const named = sources.map(({ from }) => from).join(", ") || "no repository";
  demand(ours.length > 0, "source-repository-mismatch", `is of ${named}, not of ${repository}`);
  const found = ours.find(({ at }) => at === ref);
  const refs = ours.map(({ at = "no ref" }) => at).join(", ");
  if (found === undefined) throw new Refused("source-ref-mismatch", `is of ${refs}, not of ${ref}`);
  const { commit } = found;
  const known = typeof commit === "string" && /^[0-9a-f]{40}$/.test(commit);
  demand(
    known && ours.length === 1,
    "provenance-malformed",
    "does not name one commit of its source",
  );
  return { commit };
}

/** What GitHub said to the authority weighs more than what the workflow wrote: both have to agree. */
function demandSaidAlike(
  facts: CertificateFacts,
  commit: string,
  build: string,
  builder: string,
): void {
  demand(
    facts.commit === commit,
    "source-commit-mismatch",
    `says commit ${commit.slice(0, 12)}, its certificate ${facts.commit?.slice(0, 12) ?? "none"}`,
  );
  demand(
    facts.run === build,
    "build-run-mismatch",
    `says run ${build}, its certificate ${facts.run ?? "none"}`,
  );
  const [, runner] = /^https:\/\/github\.com\/actions\/runner\/(.+)$/.exec(builder) ?? [];
  demand(
    runner === undefined || facts.runner === runner,
    "builder-not-allowed",
    `says ${builder}, its certificate a runner that is ${facts.runner ?? "not named"}`,
  );
}

function demandClaims(
  { source, build: run }: Claims,
  repository: string,
  commit: string,
  build: string,
): void {
  demand(
    source === undefined || source.repository === repository,
    "source-repository-mismatch",
    `is of ${repository}, the release says ${source?.repository ?? ""}`,
  );
  demand(
    source === undefined || source.commit === commit,
    "source-commit-mismatch",
    `is of commit ${commit.slice(0, 12)}, the release says ${source?.commit.slice(0, 12) ?? ""}`,
  );
  demand(
    run === undefined || run === build,
    "build-run-mismatch",
    `is of run ${build}, the release says ${run ?? ""}`,
  );
}
