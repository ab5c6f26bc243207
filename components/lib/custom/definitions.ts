import * as pulumi from "@pulumi/pulumi";

import { readArtifacts } from "../../../lib/artifacts/lock.ts";
import { artifactObject, type KubernetesObject } from "../../../lib/artifacts/objects.ts";
import { Fault } from "../../../lib/fault.ts";

/** Where the definition of a kind is locked, and what its objects are called. */
export interface LockedKind {
  /** Name of the artifact in artifacts/lock.json. */
  readonly artifact: string;
  /** Its file with the definition. */
  readonly file: string;
  readonly apiVersion: string;
  readonly kind: string;
}

const read = new Map<string, KubernetesObject>();

/**
 * The locked definition of a kind, out of the cache and verified; each is read once by a program.
 *
 * @throws RunError when it is missing or tampered
 */
export function definitionOf({ artifact, file }: LockedKind): KubernetesObject {
  const key = `${artifact} ${file}`;
  const known = read.get(key);
  if (known !== undefined) return known;
  try {
    const definition = artifactObject(readArtifacts(), artifact, file);
    read.set(key, definition);
    return definition;
  } catch (error) {
    if (error instanceof Fault) throw new pulumi.RunError(error.message);
    throw error;
  }
}
