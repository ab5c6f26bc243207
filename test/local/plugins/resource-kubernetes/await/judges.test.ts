import type { Properties } from "../../../../../local/plugins/lib/struct.ts";
import type { Client } from "../../../../../local/plugins/resource-kubernetes/api/client.ts";
import { judgeDeployment } from "../../../../../local/plugins/resource-kubernetes/await/deployment.ts";
import {
  judgeIngress,
  judgeService,
} from "../../../../../local/plugins/resource-kubernetes/await/network.ts";
import {
  judgeDefinition,
  judgePersistentVolume,
  judgePersistentVolumeClaim,
  judgeResourceQuota,
  judgeSecret,
} from "../../../../../local/plugins/resource-kubernetes/await/objects.ts";
import { judgePod } from "../../../../../local/plugins/resource-kubernetes/await/pods.ts";
import type { Judge } from "../../../../../local/plugins/resource-kubernetes/await/verdict.ts";
import {
  judgeDaemonSet,
  judgeJob,
  judgeReplicationController,
  judgeStatefulSet,
} from "../../../../../local/plugins/resource-kubernetes/await/workloads.ts";
import { put } from "../../../../../local/plugins/resource-kubernetes/objects.ts";

/** A cluster that holds these objects, by the plural of their type. */
function clusterOf(objects: Readonly<Record<string, readonly Properties[]>>): Client {
  const fake = {
    list: (served: { plural: string }) => Promise.resolve(objects[served.plural] ?? []),
    get: (ref: { served: { plural: string } }) => Promise.resolve(objects[ref.served.plural]?.[0]),
  };
  return fake as unknown as Client;
}

/** "ready", or what it waits for and the reasons. */
async function judged(
  judge: Judge,
  object: Properties,
  objects: Parameters<typeof clusterOf>[0] = {},
) {
  const { ready, waitingFor, failed, reasons } = await judge(object, {
    client: clusterOf(objects),
  });
  if (ready) return "ready";
  return { waitingFor, reasons: (await reasons?.()) ?? [], ...(failed === true ? { failed } : {}) };
}

const condition = (type: string, status: string, reason = "", message = ""): Properties => ({
  type,
  status,
  reason,
  message,
});
const owned = (uid: string): Properties => ({ ownerReferences: [{ uid }] });

describe("a Deployment", () => {
  const revision = { "deployment.kubernetes.io/revision": "1" };
  const deployment: Properties = {
    metadata: { name: "d", namespace: "n", uid: "d", generation: 1, annotations: revision },
    spec: { replicas: 1, selector: { matchLabels: { a: "b" } } },
    status: { observedGeneration: 1, conditions: [condition("Available", "True")] },
  };
  const replicaSet: Properties = {
    metadata: { uid: "r", annotations: revision, ...owned("d") },
    spec: { replicas: 1 },
    status: { readyReplicas: 1 },
  };
  const rolledOut = condition("Progressing", "True", "NewReplicaSetAvailable");
  const second = (set: Properties): Properties =>
    put(set, ["metadata", "annotations"], { "deployment.kubernetes.io/revision": "2" });

  it("is ready when it is available and its pods are", async () => {
    expect(await judged(judgeDeployment, deployment, { replicasets: [replicaSet] })).toBe("ready");
  });

  it("is not ready before its controller has seen it", async () => {
    const unseen = put(deployment, ["metadata", "generation"], 2);

    expect(await judged(judgeDeployment, unseen, { replicasets: [replicaSet] })).not.toBe("ready");
  });

  it("is ready with no pods when it asks for none", async () => {
    const none = { ...replicaSet, spec: { replicas: 0 }, status: {} };

    expect(await judged(judgeDeployment, deployment, { replicasets: [none] })).toBe("ready");
  });

  it("waits for the whole rollout from the second revision on", async () => {
    const sets = { replicasets: [second(replicaSet)] };
    const rolling = second(deployment);
    const available = [condition("Available", "True"), rolledOut];

    expect(await judged(judgeDeployment, rolling, sets)).not.toBe("ready");
    expect(
      await judged(judgeDeployment, put(rolling, ["status", "conditions"], available), sets),
    ).toBe("ready");
  });

  it("says why it is not available, in as many lines as the official provider", async () => {
    const conditions = [condition("Available", "False", "MinimumReplicasUnavailable", "Too few.")];
    const waiting = put(deployment, ["status", "conditions"], conditions);

    expect(
      await judged(judgeDeployment, waiting, { replicasets: [{ ...replicaSet, status: {} }] }),
    ).toEqual({
      waitingFor: "0 of 1 pods ready",
      reasons: ["[MinimumReplicasUnavailable] Too few.", "too few pods are available"],
    });
  });

  it("waits for its claims", async () => {
    const volumes = [{ persistentVolumeClaim: { claimName: "c" } }];
    const claiming = put(deployment, ["spec", "template"], { spec: { volumes } });
    const claim = { metadata: { name: "c" }, status: { phase: "Pending" } };

    expect(
      await judged(judgeDeployment, claiming, {
        replicasets: [replicaSet],
        persistentvolumeclaims: [claim],
      }),
    ).toEqual({ waitingFor: "1 of 1 pods ready", reasons: ["claims are not bound: c"] });
  });
});

describe("a StatefulSet", () => {
  const set: Properties = {
    metadata: { name: "s", uid: "s", generation: 1 },
    spec: { replicas: 2, selector: {} },
    status: {
      observedGeneration: 1,
      ...{
        replicas: 2,
        readyReplicas: 2,
        currentReplicas: 2,
        currentRevision: "r",
        updateRevision: "r",
      },
    },
  };

  it("is ready when all pods are, of one revision", async () => {
    expect(await judged(judgeStatefulSet, set)).toBe("ready");
  });

  it("says how many pods are missing and which revision is on its way", async () => {
    const rolling = put(
      put(set, ["status", "updateRevision"], "q"),
      ["status", "readyReplicas"],
      1,
    );

    expect(await judged(judgeStatefulSet, rolling)).toEqual({
      waitingFor: "1 of 2 pods ready",
      reasons: ["1 of 2 pods are ready", "the rollout from revision r to q is not complete"],
    });
  });

  it("asks for no rollout where pods are replaced by hand", async () => {
    const byHand = put(
      put(
        put(set, ["spec", "updateStrategy"], { type: "OnDelete" }),
        ["status", "updateRevision"],
        "q",
      ),
      ["metadata", "generation"],
      2,
    );

    expect(await judged(judgeStatefulSet, put(byHand, ["status", "observedGeneration"], 2))).toBe(
      "ready",
    );
  });
});

describe("other workloads", () => {
  it("a DaemonSet is ready when every node has the newest pod ready", async () => {
    const counts = { currentNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 2 };
    const set = (numberReady: number): Properties => ({
      metadata: { generation: 1 },
      status: { observedGeneration: 1, desiredNumberScheduled: 2, ...counts, numberReady },
    });

    expect(await judged(judgeDaemonSet, set(2))).toBe("ready");
    expect(await judged(judgeDaemonSet, set(1))).toEqual({
      waitingFor: "1 of 2 nodes ready",
      reasons: [],
    });
    expect(await judged(judgeDaemonSet, {})).not.toBe("ready");
  });

  it("a Job is ready when it is complete, and will not be after too many failures", async () => {
    const job = (...conditions: Properties[]): Properties => ({
      metadata: { name: "j", namespace: "n" },
      status: { startTime: "t", failed: 1, conditions },
    });
    const message = "[BackoffLimitExceeded] Too often.";

    expect(await judged(judgeJob, job(condition("Complete", "True")))).toBe("ready");
    expect(await judged(judgeJob, job())).toEqual({
      waitingFor: "n/j to complete (0 active, 0 succeeded, 1 failed)",
      reasons: [],
    });
    expect(
      await judged(
        judgeJob,
        job(condition("Failed", "True", "BackoffLimitExceeded", "Too often.")),
      ),
    ).toEqual({ waitingFor: message, reasons: [message], failed: true });
  });

  it("a ReplicationController is ready when as many pods are available as it wants", async () => {
    const controller = (availableReplicas: number): Properties => ({
      spec: { replicas: 2 },
      status: { availableReplicas },
    });

    expect(await judged(judgeReplicationController, controller(2))).toBe("ready");
    expect(await judged(judgeReplicationController, controller(1))).not.toBe("ready");
  });
});

describe("a Pod", () => {
  const pod = (status: Properties): Properties => ({
    metadata: { name: "p", namespace: "n" },
    status,
  });
  const started = [condition("PodScheduled", "True"), condition("Initialized", "True")];

  it("is ready when it is, and when it has done its work", async () => {
    const done = { phase: "Succeeded", conditions: [...started, condition("Ready", "False")] };

    expect(
      await judged(judgePod, pod({ conditions: [...started, condition("Ready", "True")] })),
    ).toBe("ready");
    expect(await judged(judgePod, pod(done))).toBe("ready");
  });

  it("has no problem while no node has room for it", async () => {
    const status = {
      conditions: [condition("PodScheduled", "False", "Unschedulable", "No room.")],
    };

    expect(await judged(judgePod, pod(status))).toEqual({
      waitingFor: "PodScheduled of pod n/p",
      reasons: [],
    });
  });

  it("says what its containers are up to", async () => {
    const containerStatuses = [
      { name: "c", state: { waiting: { reason: "ErrImagePull", message: "no image" } } },
    ];
    const conditions = [
      ...started,
      condition("Ready", "False", "ContainersNotReady", "not ready: c"),
    ];

    expect(await judged(judgePod, pod({ conditions, containerStatuses }))).toEqual({
      waitingFor: "Ready of pod n/p",
      reasons: ["[Pod n/p]: not ready: c -- [ErrImagePull] no image"],
    });
  });
});

describe("a Service", () => {
  const service = (spec: Properties, status: Properties = {}): Properties => ({
    metadata: { name: "s", namespace: "n" },
    spec: { type: "ClusterIP", clusterIP: "10.0.0.1", ...spec },
    status,
  });
  const selector = { a: "b" };
  const slices = (...ready: boolean[]) => ({
    endpointslices: [{ endpoints: ready.map((one) => ({ conditions: { ready: one } })) }],
  });

  it.each([
    ["has no selector", service({})],
    ["is headless", service({ selector, clusterIP: "None" })],
    ["is another name", service({ selector, type: "ExternalName" })],
  ])("is ready at once when it %s", async (_what, object) => {
    expect(await judged(judgeService, object)).toBe("ready");
  });

  it("is ready when none of its pods is unready, none at all included", async () => {
    expect(await judged(judgeService, service({ selector }), slices(true, true))).toBe("ready");
    expect(await judged(judgeService, service({ selector }), slices())).toBe("ready");
  });

  it("waits for its endpoints and for unready pods", async () => {
    expect(await judged(judgeService, service({ selector }))).toMatchObject({
      reasons: ["its endpoints are not known yet"],
    });
    expect(await judged(judgeService, service({ selector }), slices(true, false))).toMatchObject({
      reasons: ["1 of 2 pods it targets are not ready"],
    });
  });

  it("waits for an address as a load balancer", async () => {
    const balancer = { type: "LoadBalancer" };
    const addressed = { loadBalancer: { ingress: [{ ip: "1.2.3.4" }] } };

    expect(await judged(judgeService, service(balancer))).toMatchObject({
      reasons: ["no address was given to the load balancer"],
    });
    expect(await judged(judgeService, service(balancer, addressed))).toBe("ready");
  });

  it("and an Ingress wait for the same kind of address", async () => {
    const addressed = { status: { loadBalancer: { ingress: [{ hostname: "h" }] } } };

    expect(await judged(judgeIngress, addressed)).toBe("ready");
    expect(await judged(judgeIngress, { status: { loadBalancer: {} } })).toMatchObject({
      reasons: ["no ingress controller has given it an address"],
    });
  });

  it("that an Ingress leads to is missed when nothing stands behind it", async () => {
    const to = (name: string): Properties => ({ backend: { service: { name } } });
    const ingress = {
      spec: { rules: [{ http: { paths: [to("here"), to("there"), to("nowhere")] } }] },
    };
    const labels = { "kubernetes.io/service-name": "here" };
    const objects = {
      endpointslices: [{ metadata: { labels } }],
      services: [{ metadata: { name: "there" }, spec: { type: "ExternalName" } }],
    };

    expect(await judged(judgeIngress, ingress, objects)).toMatchObject({
      reasons: [
        "its rules lead to services without endpoints: nowhere",
        "no ingress controller has given it an address",
      ],
    });
  });
});

describe("storage, quotas, tokens and definitions", () => {
  it.each<[string, Judge, Properties, Readonly<Record<string, readonly Properties[]>>, boolean]>([
    [
      "a volume that can be claimed",
      judgePersistentVolume,
      { status: { phase: "Available" } },
      {},
      true,
    ],
    ["a volume that failed", judgePersistentVolume, { status: { phase: "Failed" } }, {}, false],
    ["a claim that is bound", judgePersistentVolumeClaim, { status: { phase: "Bound" } }, {}, true],
    [
      "a claim that is not",
      judgePersistentVolumeClaim,
      { status: { phase: "Pending" } },
      {},
      false,
    ],
    [
      "a claim that waits for its first consumer",
      judgePersistentVolumeClaim,
      { spec: { storageClassName: "lazy" }, status: { phase: "Pending" } },
      { storageclasses: [{ volumeBindingMode: "WaitForFirstConsumer" }] },
      true,
    ],
    [
      "a quota the controller took over",
      judgeResourceQuota,
      { spec: { hard: { pods: "1" } }, status: { hard: { pods: "1" } } },
      {},
      true,
    ],
    ["a quota it did not", judgeResourceQuota, { spec: { hard: { pods: "1" } } }, {}, false],
    ["any secret", judgeSecret, { type: "Opaque" }, {}, true],
    [
      "a token that is empty",
      judgeSecret,
      { type: "kubernetes.io/service-account-token" },
      {},
      false,
    ],
    [
      "a definition that is served",
      judgeDefinition,
      { status: { conditions: [condition("Established", "True")] } },
      {},
      true,
    ],
    ["a definition that is not", judgeDefinition, {}, {}, false],
  ])("%s", async (_what, judge, object, objects, ready) => {
    expect((await judged(judge, object, objects)) === "ready").toBe(ready);
  });
});
