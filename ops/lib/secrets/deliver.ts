import { existsSync } from "node:fs";
import { relative } from "node:path";

import { Fault } from "../../../lib/fault.ts";
import { keySecretName } from "../../../lib/sealing/certificate.ts";
import {
  SEALING_CONTROLLER,
  SEALING_NAMESPACE,
  type SealingPlace,
} from "../../../lib/sealing/place.ts";
import { committedCertificate } from "../../../lib/sealing/read.ts";
import { type Cluster, ClusterAway, type ObjectRef } from "../cluster.ts";
import type { Ports } from "../ports.ts";
import { keyFor, openBackup } from "./backup.ts";
import type { SealingKey } from "./key-pair.ts";
import { passphraseOf, type PassphraseSource } from "./passphrase.ts";
import { triesOf } from "./tries.ts";

/** Label by which the controller finds its keys when it starts. */
const KEY_LABEL = "sealedsecrets.bitnami.com/sealed-secrets-key";

/** Milliseconds between two attempts that nothing else asks for: a right to write may hold only some time after it was given. */
const RETRY = 5_000;

/** A private key on its way into the cluster. */
export interface KeyDelivery {
  /**
   * Tries, and goes on until it is there; to be called whenever something of its namespace has been made. Never rejects,
   * and attempts do not overlap.
   */
  readonly attempt: () => Promise<void>;
  /** Begins no attempt any more, and waits for the one under way. */
  readonly stop: () => Promise<void>;
  /** Stops, tries a last time, and says how it ended. @throws Fault when it is not there */
  readonly finish: () => Promise<"put" | "there" | "no namespace">;
  /** Why it is not there, after a run that failed; undefined when it is, or when there is no place for it. */
  readonly missing: () => Promise<Error | undefined>;
}

const ref = (name: string): ObjectRef => ({
  apiVersion: "v1",
  kind: "Secret",
  name,
  namespace: SEALING_NAMESPACE,
});

const NAMESPACE: ObjectRef = {
  apiVersion: "v1",
  kind: "Namespace",
  name: SEALING_NAMESPACE,
  namespace: undefined,
};

/**
 * Gets the private half of the committed certificate ready to be put into the cluster; undefined when it is there.
 *
 * The passphrase is asked for now, before anything is changed. The Secret is created as the controller, the one account
 * that may write Secrets there and that no rule holds back; whoever runs this has to be allowed to impersonate it.
 *
 * @throws Fault when the cluster does not say whether it has the key, or lacks it and the backup cannot be opened
 */
export async function keyDelivery(
  place: SealingPlace,
  cluster: Cluster,
  source: PassphraseSource,
  { root, retryMs = RETRY }: Pick<Ports, "root"> & { readonly retryMs?: number },
): Promise<KeyDelivery | undefined> {
  const certificate = committedCertificate(root, place);
  const name = keySecretName(certificate);
  if (await told(name, () => cluster.exists(ref(name)))) return undefined;
  if (!existsSync(place.backup)) throw noBackup(root, place, name);
  const passphrase = await passphraseOf(place, source);
  const key = keyFor(
    await openBackup(root, place.backup, place, passphrase),
    certificate.fingerprint,
  );
  if (key === undefined) throw noBackup(root, place, name);
  return delivery(cluster, secretOf(name, key, certificate.fingerprint), name, retryMs);
}

function delivery(cluster: Cluster, secret: object, name: string, retryMs: number): KeyDelivery {
  let done: "put" | "there" | undefined;
  let last: Error | undefined;
  const put = async () => {
    const answer = await told(name, () => cluster.createAs(SEALING_CONTROLLER, secret));
    if (typeof answer === "object") last = refusal(name, answer.refused);
    else done = answer === "created" ? "put" : "there";
  };
  const tries = triesOf(async () => {
    await put().catch((error: unknown) => (last = error as Error));
    return done !== undefined;
  }, retryMs);
  return {
    attempt: tries.begin,
    stop: tries.stop,
    finish: async () => {
      await tries.stop();
      if (done === undefined) await put();
      if (done !== undefined) return done;
      if (!(await told(name, () => cluster.exists(NAMESPACE)))) return "no namespace";
      throw last ?? refusal(name, "no reason was given");
    },
    missing: async () => {
      if (done !== undefined || last === undefined) return undefined;
      // Where the cluster does not say, the reason stays: it may be the same one.
      const place = await cluster.exists(NAMESPACE).catch(() => true);
      return place ? last : undefined;
    },
  };
}

const refusal = (name: string, reason: string) =>
  new Fault({
    where: `Secret ${SEALING_NAMESPACE}/${name}`,
    problem: `the sealing key could not be put there (${reason})`,
    fix: `see that ${SEALING_CONTROLLER} may create Secrets, and run the command again`,
  });

/** What the cluster says. @throws Fault when it says nothing, or nothing to whoever runs this */
async function told<T>(name: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof ClusterAway)) throw error;
    throw new Fault({
      where: `Secret ${SEALING_NAMESPACE}/${name}`,
      problem: `the cluster does not say whether the sealing key is there (${error.message})`,
      fix: "see that it answers and that you may get that Secret, and run the command again",
      cause: error,
    });
  }
}

/** As the controller writes its own keys: kubernetes.io/tls, found by its label. */
const secretOf = (name: string, { certificate, privateKey }: SealingKey, fingerprint: string) => ({
  apiVersion: "v1",
  kind: "Secret",
  metadata: {
    name,
    namespace: SEALING_NAMESPACE,
    labels: {
      [KEY_LABEL]: "active",
      "app.kubernetes.io/part-of": "intelgraph",
      "app.kubernetes.io/managed-by": "ops",
    },
    annotations: { "intelgraph.internal/sealing-certificate": fingerprint },
  },
  type: "kubernetes.io/tls",
  data: {
    "tls.crt": Buffer.from(certificate).toString("base64"),
    "tls.key": Buffer.from(privateKey).toString("base64"),
  },
});

const noBackup = (root: string, place: SealingPlace, name: string) =>
  new Fault({
    where: relative(root, place.backup),
    problem: `is not there or lacks the newest key, and neither has the cluster it (Secret ${SEALING_NAMESPACE}/${name})`,
    fix: `bring the newest backup of ${place.name} to this place`,
  });
