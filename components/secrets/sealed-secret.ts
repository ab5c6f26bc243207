import * as pulumi from "@pulumi/pulumi";

import { Fault } from "../../lib/fault.ts";
import { annotationsOf, scopeAnnotations } from "../../lib/sealing/annotations.ts";
import type { SealingCertificate } from "../../lib/sealing/certificate.ts";
import { type DeclaredHead, fixOf, judgeSealed } from "../../lib/sealing/judge.ts";
import { readSealedFile, type SealedFile } from "../../lib/sealing/sealed-file.ts";
import { SealedSecret as SealedSecretObject } from "../crds/sealed-secret.ts";
import { commonLabels } from "../lib/labels.ts";

export interface SealedSecretArgs {
  /** Namespace of the Secret that it becomes. */
  readonly namespace: string;
  /** Name of the Secret that it becomes. */
  readonly secretName: string;
  /** The committed sealed file. */
  readonly sealed: {
    /** From the root of the project, for messages. */
    readonly path: string;
    /** Undefined when there is no such file. */
    readonly content: string | undefined;
  };
  /** The committed certificate that it has to be sealed with. */
  readonly certificate: SealingCertificate;
  /** Environment, as `ops secrets` calls it. */
  readonly environment: string;
  /** Time by which the certificate is judged; it goes into nothing that is registered. */
  readonly now: Date;
  /** What the project says of it: scope, type, labels, keys. @default strict, and whatever else it says */
  readonly declared?: DeclaredHead | undefined;
  /** Wait until the controller has opened it. @default false */
  readonly awaitOpened?: boolean;
}

/**
 * A Secret that lies sealed in Git: registers the sealed file as it is, and refuses one that could not be opened.
 *
 * Plaintext never gets here. Whether the certificate it names is the one it was sealed with only the controller can
 * tell, or `ops secrets verify --deep`.
 */
export class SealedSecret extends pulumi.ComponentResource {
  /** Name of the Secret, for those who mount it. */
  readonly secretName: pulumi.Output<string>;
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: SealedSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    const file = usableFile(args);
    super("intelgraph:secrets:SealedSecret", name, {}, opts);

    const { namespace, secretName, awaitOpened = false } = args;
    const object = new SealedSecretObject(
      `${name}-sealed`,
      {
        metadata: {
          name: secretName,
          namespace,
          labels: commonLabels(),
          annotations: {
            ...annotationsOf(file),
            ...(awaitOpened ? { "pulumi.com/waitFor": "condition=Synced" } : {}),
          },
        },
        spec: {
          encryptedData: { ...file.encryptedData },
          template: {
            metadata: {
              name: secretName,
              namespace,
              labels: { ...commonLabels(), ...file.labels },
              ...(file.scope === "strict" ? {} : { annotations: scopeAnnotations(file.scope) }),
            },
            type: file.type,
          },
        },
      },
      { parent: this },
    );
    this.secretName = object.metadata.name;
    this.namespace = object.metadata.namespace;
    this.registerOutputs({ secretName: this.secretName, namespace: this.namespace });
  }
}

/** The sealed file, when it may be used. @throws RunError that says where, what is wrong, and the next step */
function usableFile(args: SealedSecretArgs): SealedFile {
  const { namespace, secretName, sealed, certificate, environment, now, declared } = args;
  const address = `${namespace}/${secretName}`;
  if (sealed.content === undefined) {
    throw new pulumi.RunError(
      `${sealed.path}: is not there; ops secrets seal ${environment} ${address}`,
    );
  }
  const file = read(sealed.content, sealed.path);
  const problems = judgeSealed(file, {
    namespace,
    name: secretName,
    certificate,
    now,
    declared,
  });
  if (problems.length === 0) return file;
  const says = problems.map((problem) => problem.says).join(", ");
  const fix = fixOf(problems, address, { name: environment });
  throw new pulumi.RunError(`${sealed.path}: ${says}; ${fix}`);
}

function read(content: string, path: string): SealedFile {
  try {
    return readSealedFile(content, path);
  } catch (error) {
    if (error instanceof Fault) throw new pulumi.RunError(error.message);
    throw error;
  }
}
