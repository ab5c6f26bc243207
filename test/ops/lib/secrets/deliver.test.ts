import { setTimeout as sleep } from "node:timers/promises";

import { Fault } from "../../../../lib/fault.ts";
import { keySecretName, readCertificate } from "../../../../lib/sealing/certificate.ts";
import { sealingPlace } from "../../../../lib/sealing/place.ts";
import { type Cluster, ClusterAway, type Refused } from "../../../../ops/lib/cluster.ts";
import { keyDelivery } from "../../../../ops/lib/secrets/deliver.ts";
import { sealingKey } from "../../../support/sealing.ts";
import { live } from "../../support/fakes.ts";
import { type SealingRoot, sealingRoots, withKey } from "../../support/sealing.ts";
import { clusterThatTakes as api, PASSPHRASE, withBackup } from "../../support/sealing-cluster.ts";

const made = sealingRoots();
const backedUp = (...labels: readonly string[]) => withBackup(made(), ...labels);

const deliver = ({ root }: SealingRoot, cluster: Cluster, retryMs = 60_000) =>
  keyDelivery(
    sealingPlace(root, "prod"),
    cluster,
    { ask: () => Promise.resolve(PASSPHRASE) },
    { root, retryMs },
  );
const until = async (met: () => boolean) => {
  for (let left = 200; left > 0 && !met(); left -= 1) await sleep(5);
};
const namespace = live({
  apiVersion: "v1",
  kind: "Namespace",
  name: "sealed-secrets",
  namespace: undefined,
});
const refused: Refused = { refused: "forbidden" };

describe("the private key on its way into the cluster", () => {
  it("stays where it is when the cluster has it: nobody types a passphrase", async () => {
    const root = made();
    await withKey(root);
    const name = keySecretName(readCertificate((await sealingKey()).certificate, "x"));
    const there = live({ apiVersion: "v1", kind: "Secret", name, namespace: "sealed-secrets" });

    expect(await deliver(root, api([], [there]))).toBeUndefined();
  });

  it("is put there as the controller keeps its own, in its name", async () => {
    const root = await backedUp("two", "one");
    const cluster = api(["created"]);
    const { certificate, privateKey } = await sealingKey();

    expect(await (await deliver(root, cluster))?.finish()).toBe("put");

    const { fingerprint } = readCertificate(certificate, "x");
    expect(cluster.sent).toEqual([
      {
        user: "system:serviceaccount:sealed-secrets:sealed-secrets-controller",
        object: {
          apiVersion: "v1",
          kind: "Secret",
          metadata: {
            name: `sealing-key-${fingerprint.slice(7, 19)}`,
            namespace: "sealed-secrets",
            labels: {
              "sealedsecrets.bitnami.com/sealed-secrets-key": "active",
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
        },
      },
    ]);
  });

  it("is tried again until it is taken, never twice at once, and not after that", async () => {
    const root = await backedUp("one");
    const cluster = api([refused, "created"], [namespace]);
    const delivery = await deliver(root, cluster);

    await delivery?.attempt();
    expect(cluster.sent).toHaveLength(1);
    await Promise.all([delivery?.attempt(), delivery?.attempt()]);
    await delivery?.attempt();

    expect([await delivery?.finish(), cluster.sent.length]).toEqual(["put", 2]);
  });

  it("is tried again when something came while an attempt was under way", async () => {
    const root = await backedUp("one");
    const cluster = api([refused, "created"], [namespace]);
    const delivery = await deliver(root, cluster);

    // The Role, whose event starts the first attempt, and the RoleBinding, after which no other event has to come.
    await Promise.all([delivery?.attempt(), delivery?.attempt()]);

    expect(cluster.sent).toHaveLength(2);
    expect(await delivery?.missing()).toBeUndefined();
  });

  it("is tried by itself from the first attempt on, until it is taken", async () => {
    const root = await backedUp("one");
    const cluster = api([refused, refused, "created"], [namespace]);
    const delivery = await deliver(root, cluster, 5);

    await delivery?.attempt();
    await until(() => cluster.sent.length === 3);
    await sleep(30);

    expect([await delivery?.finish(), cluster.sent.length]).toEqual(["put", 3]);
  });

  it("is not tried any more once the run has ended, and the reason is there to be said", async () => {
    const root = await backedUp("one");
    const cluster = api([refused], [namespace]);
    const delivery = await deliver(root, cluster, 5);
    expect(await delivery?.missing()).toBeUndefined();

    void delivery?.attempt();
    await delivery?.stop();
    const { length } = cluster.sent;
    await delivery?.attempt();
    await sleep(30);

    expect([length, cluster.sent.length]).toEqual([1, 1]);
    expect((await delivery?.missing())?.message).toMatch(
      /^Secret sealed-secrets\/sealing-key-\w{12}: the sealing key could not be put there \(forbidden\); see that/,
    );
  });

  it("is not missed where a run failed before there was a place for it", async () => {
    const root = await backedUp("one");
    const delivery = await deliver(root, api([refused]));

    await delivery?.attempt();
    await delivery?.stop();

    expect(await delivery?.missing()).toBeUndefined();
  });

  it("waits for the end when the cluster does not answer, and says so then", async () => {
    const root = await backedUp("one");
    const silent: Cluster = {
      ...api([]),
      createAs: () => Promise.reject(new ClusterAway("connection refused")),
    };
    const delivery = await deliver(root, silent);

    await delivery?.attempt();
    void delivery?.attempt();
    await expect(delivery?.finish()).rejects.toThrow(
      /^Secret sealed-secrets\/sealing-key-\w{12}: the cluster does not say whether the sealing key is there \(connection refused\); see that it answers/,
    );
  });

  it("is never read: who may not look for it is told so in one line", async () => {
    const root = await backedUp("one");
    const closed: Cluster = {
      ...api([]),
      find: () => Promise.reject(new Error("the Secret itself was asked for")),
      exists: () => Promise.reject(new ClusterAway('secrets "x" is forbidden')),
    };

    const error: unknown = await deliver(root, closed).catch((one: unknown) => one);

    expect(error).toBeInstanceOf(Fault);
    expect((error as Fault).message).toMatch(
      /^Secret sealed-secrets\/sealing-key-\w{12}: the cluster does not say whether the sealing key is there \(secrets "x" is forbidden\); see that it answers and that you may get that Secret, and run the command again$/,
    );
  });

  it("is missed at the end, unless there is no controller at all", async () => {
    const root = await backedUp("one");

    await expect((await deliver(root, api([refused], [namespace])))?.finish()).rejects.toThrow(
      /^Secret sealed-secrets\/sealing-key-\w{12}: the sealing key could not be put there \(forbidden\); see that/,
    );
    expect(await (await deliver(root, api([refused])))?.finish()).toBe("no namespace");
  });

  it("is missed at the beginning when the backup is away or lacks it", async () => {
    const root = made();
    await withKey(root);
    const says =
      /^\.local\/secrets\/prod\/backup\.age: is not there or lacks the newest key, and neither has the cluster it \(Secret sealed-secrets\/sealing-key-\w{12}\); bring the newest backup of prod to this place$/;

    await expect(deliver(root, api([]))).rejects.toThrow(says);
    await expect(deliver(await backedUp("two"), api([]))).rejects.toThrow(says);
  });
});
