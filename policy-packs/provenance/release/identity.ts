import type { CertificateFacts } from "./certificate.ts";
import type { Code } from "./codes.ts";
import { Refused } from "./failing.ts";
import type { WorkflowIdentity } from "./model.ts";

/** The identity that certificates of a workflow carry. */
export const identityOf = ({ repository, workflow, ref }: WorkflowIdentity): string =>
  `${repository}/${workflow}@${ref}`;

/**
 * The one of several workflows that a certificate was issued to, compared letter by letter: there is no pattern that a
 * similar name could match. @throws Refused with the way in which it differs from the nearest
 */
export function allowedWorkflow<T extends WorkflowIdentity>(
  facts: CertificateFacts,
  allowed: readonly T[],
): T {
  const same = allowed.filter((one) => identityOf(one) === facts.identity);
  const [known] = same;
  if (known === undefined) throw differing(facts.identity, allowed);
  const match = same.find(({ issuer }) => issuer === facts.issuer);
  if (match !== undefined) return fromItsOwn(facts, match);
  const message = `has a signer vouched for by ${facts.issuer}, not by ${known.issuer}`;
  throw new Refused("issuer-not-allowed", message);
}

/** A workflow can be called from another repository and then signs under its own name for that one's sources. */
function fromItsOwn<T extends WorkflowIdentity>(facts: CertificateFacts, match: T): T {
  const { repository = "no repository", ref = "no ref" } = facts;
  if (repository !== match.repository) {
    const message = `has a signer that ran for ${repository}, not for ${match.repository}`;
    throw new Refused("signer-other-repository", message);
  }
  if (ref === match.ref) return match;
  throw new Refused(
    ref.startsWith("refs/tags/") ? "signer-tag" : "signer-other-ref",
    `has a signer that ran on ${ref}, not on ${match.ref}`,
  );
}

/** Ways to differ, the nearest first. */
const NEAREST: readonly Code[] = [
  "signer-look-alike",
  "signer-tag",
  "signer-other-ref",
  "signer-other-workflow",
  "signer-fork",
  "signer-other-repository",
  "signer-unknown",
];

function differing(identity: string, allowed: readonly WorkflowIdentity[]): Refused {
  const [nearest] = allowed
    .map((one) => ({ wanted: identityOf(one), code: difference(identity, one) }))
    .sort((a, b) => NEAREST.indexOf(a.code) - NEAREST.indexOf(b.code));
  if (nearest === undefined) {
    return new Refused("nobody-may-sign", `is signed by ${identity}, and no workflow may sign it`);
  }
  return new Refused(nearest.code, `is signed by ${identity}, not by ${nearest.wanted}`);
}

function difference(identity: string, wanted: WorkflowIdentity): Code {
  if (looksAlike(identity, identityOf(wanted))) return "signer-look-alike";
  const [, repository, name, workflow, ref = ""] =
    /^(https:\/\/[^/]+\/[^/]+\/([^/]+))\/(.+)@(refs\/.+)$/.exec(identity) ?? [];
  if (repository === undefined) return "signer-unknown";
  if (repository !== wanted.repository) {
    return name === wanted.repository.split("/").at(-1) ? "signer-fork" : "signer-other-repository";
  }
  if (workflow !== wanted.workflow) return "signer-other-workflow";
  return ref.startsWith("refs/tags/") ? "signer-tag" : "signer-other-ref";
}

/** What a pattern would have let pass that is not anchored, or in which a dot stands for any letter. */
function looksAlike(identity: string, wanted: string): boolean {
  if (identity.toLowerCase() === wanted.toLowerCase() || identity.includes(wanted)) return true;
  return (
    identity.length === wanted.length &&
    Array.from(wanted).every((letter, at) => letter === "." || letter === identity[at])
  );
}
