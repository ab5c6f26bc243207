import { demandAbout, openBundle, type Statement } from "./bundle.ts";
import { demand } from "./failing.ts";
import { allowedWorkflow } from "./identity.ts";
import type { Attestor, KeyIdentity, WorkflowIdentity } from "./model.ts";
import { candidates, signerText } from "./provenance.ts";
import { verifySignature } from "./signature.ts";
import type { Trust } from "./trust.ts";

export interface Attested {
  readonly predicate: Statement["predicate"];
  readonly signer: string;
  /** When somebody trusted saw the signature; absent for keys without a log. */
  readonly signedAt?: string;
}

/** Verifies what an attestor of the trust file says about an image. @throws Refused */
export function verifyAttestation(
  bytes: Buffer,
  type: string,
  image: string,
  trust: Trust,
): Attested {
  const opened = openBundle(bytes);
  const [name = ""] = image.split("@");
  const attestors = trust.file.attestors.filter(
    ({ predicates, images }) => predicates.includes(type) && images.includes(name),
  );
  demand(attestors.length > 0, "nobody-may-sign", `is of ${name}, of which nobody may attest it`);
  const keys = attestors.filter((one): one is Attestor & KeyIdentity => "file" in one);
  const signer = verifySignature(opened, trust.root, candidates(keys, trust));
  if (signer.kind === "workflow") {
    const workflows = attestors.filter(
      (one): one is Attestor & WorkflowIdentity => !("file" in one),
    );
    allowedWorkflow(signer.certificate, workflows);
  }
  demandAbout(opened.statement, [type], image);
  const { signedAt } = signer;
  return {
    predicate: opened.statement.predicate,
    signer: signerText(signer),
    ...(signedAt === undefined ? {} : { signedAt }),
  };
}
