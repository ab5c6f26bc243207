import { mkdirSync } from "node:fs";
import { dirname } from "node:path";

import { sealingPlace } from "../../../lib/sealing/place.ts";
import type { Cluster, LiveObject, Refused } from "../../../ops/lib/cluster.ts";
import { writeBackup } from "../../../ops/lib/secrets/backup.ts";
import { sealingKey } from "../../support/sealing.ts";
import { fakeCluster } from "./fakes.ts";
import { type SealingRoot, withKey } from "./sealing.ts";

/** Of every backup that tests make. */
export const PASSPHRASE = "correct horse battery staple";

/** The root, whose prod has a certificate and a backup with these keys. */
export async function withBackup(
  root: SealingRoot,
  ...labels: readonly string[]
): Promise<SealingRoot> {
  await withKey(root);
  const { backup } = sealingPlace(root.root, "prod");
  mkdirSync(dirname(backup), { recursive: true });
  const keys = await Promise.all(labels.map((label) => sealingKey(label)));
  await writeBackup(backup, "prod", keys, PASSPHRASE, 8);
  return root;
}

export interface TakingCluster extends Cluster {
  readonly sent: { readonly user: string; readonly object: object }[];
}

/** A cluster that answers creations from a list, the last answer for good. */
export function clusterThatTakes(
  answers: readonly ("created" | "there" | Refused)[],
  objects: LiveObject[] = [],
): TakingCluster {
  const sent: TakingCluster["sent"] = [];
  const left = [...answers];
  const createAs = async (user: string, object: object) => {
    sent.push({ user, object });
    await new Promise((resolve) => setImmediate(resolve));
    return (left.length > 1 ? left.shift() : left[0]) ?? ("created" as const);
  };
  return { ...fakeCluster(objects), createAs, sent };
}
