import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { Fault } from "../lib/fault.ts";
import type { SealingCertificate } from "../lib/sealing/certificate.ts";
import { partsOf } from "../lib/sealing/declared.ts";
import { placeName, sealingPlace } from "../lib/sealing/place.ts";
import { faultLines, sealedEnvironment } from "../lib/sealing/read.ts";
import type { SealedSecretArgs } from "../components/secrets/sealed-secret.ts";

const ROOT = join(import.meta.dirname, "..");

/** What is sealed for an environment, ready to be registered. */
export interface SealedSettings {
  readonly certificate: SealingCertificate;
  /** By `<namespace>/<name>`, sorted. */
  readonly secrets: ReadonlyMap<string, SealedSecretArgs>;
}

/**
 * Reads what is sealed for an environment on a cluster.
 *
 * @throws RunError with every file that is missing, stale, expired or wrong, one a line
 */
export function sealedSettings(
  environment: string,
  { context }: { readonly context: string },
  now: Date,
  root = ROOT,
): SealedSettings {
  const place = sealingPlace(root, placeName(environment, context));
  try {
    const sealed = sealedEnvironment(root, place, environment, now);
    const faults = faultLines(sealed, place, root, now);
    if (faults.length > 0) throw new pulumi.RunError(faults.join("\n"));
    const { certificate, entries } = sealed;
    const secrets = entries.map(({ address, path, declared }): [string, SealedSecretArgs] => {
      const { namespace, name } = partsOf(address);
      const content = readFileSync(join(root, path), "utf8");
      const args = { namespace, secretName: name, sealed: { path, content }, certificate, now };
      const scope = declared === undefined ? {} : { declared };
      return [address, { ...args, environment: place.name, ...scope }];
    });
    return { certificate, secrets: new Map(secrets) };
  } catch (error) {
    if (error instanceof Fault) throw new pulumi.RunError(error.message);
    throw error;
  }
}
