import { parse } from "yaml";

import { UNKNOWN } from "../../../../../local/plugins/lib/marks.ts";
import type { Properties } from "../../../../../local/plugins/lib/struct.ts";
import { checkpoint } from "../../../../../local/plugins/resource-kubernetes/checkpoint.ts";
import {
  difference,
  type Difference,
} from "../../../../../local/plugins/resource-kubernetes/diff/diff.ts";
import { gvkOf } from "../../../../../local/plugins/resource-kubernetes/kinds.ts";
import { autonamed } from "../../../../../local/plugins/resource-kubernetes/naming.ts";
import { normalize } from "../../../../../local/plugins/resource-kubernetes/normalize.ts";
import { put } from "../../../../../local/plugins/resource-kubernetes/objects.ts";

interface Options {
  readonly namespaced?: boolean;
  readonly enableConfigMapMutable?: boolean;
  readonly enableSecretMutable?: boolean;
  readonly ignoreChanges?: readonly string[];
  /** What the server has beyond the inputs. */
  readonly live?: (inputs: Properties) => Properties;
}

/** The state after the object was created from those inputs. */
function stateOf(before: Properties, live: (inputs: Properties) => Properties): Properties {
  const inputs = normalize(before, gvkOf(before)).object;
  const facts = { fieldManager: "pulumi-kubernetes-00000000", initialApiVersion: "v1" };
  return checkpoint({ ...facts, inputs, live: live(inputs) }, {});
}

function diff(before: Properties, after: Properties, options: Options = {}): Difference {
  const { namespaced = true, live = (inputs) => inputs, ignoreChanges = [] } = options;
  const mutability = {
    enableConfigMapMutable: options.enableConfigMapMutable ?? false,
    enableSecretMutable: options.enableSecretMutable ?? false,
  };
  const state = stateOf(before, live);
  return difference({ state, inputs: after, namespaced, mutability, ignoreChanges });
}

const object = (type: string, rest: Properties = {}): Properties => {
  const [kind = "", apiVersion = ""] = type.split(" ");
  return { apiVersion, kind, metadata: { name: "a", namespace: "n" }, ...rest };
};
const container = (more: Properties = {}): Properties => ({ name: "c", image: "x:1", ...more });

/** Type, what it holds before and after, and the paths that ask for its replacement, as in the official provider. */
const REPLACED = `
ConfigMap v1 | data: {a: "1"} | data: {a: "2"} | data.a
ConfigMap v1 | binaryData: {a: MQ==} | binaryData: {a: Mg==} | binaryData.a
Secret v1 | data: {a: MQ==} | data: {a: Mg==} | data.a
Secret v1 | type: Opaque | type: example.com/x | type
Service v1 | spec: {ports: []} | spec: {ports: [], clusterIP: None} | spec.clusterIP
PersistentVolume v1 | spec: {nfs: {path: /a, server: s}} | spec: {nfs: {path: /b, server: s}} | spec.nfs.path
PersistentVolume v1 | spec: {hostPath: {path: /a}} | spec: {csi: {driver: d, volumeHandle: h}} | spec.csi spec.hostPath
PersistentVolumeClaim v1 | spec: {accessModes: [ReadWriteOnce]} | spec: {accessModes: [ReadWriteMany]} | spec.accessModes[0]
PersistentVolumeClaim v1 | spec: {storageClassName: a} | spec: {storageClassName: b} | spec.storageClassName
PersistentVolumeClaim v1 | spec: {volumeName: a} | spec: {volumeName: b} | spec.volumeName
PersistentVolumeClaim v1 | spec: {volumeName: a} | spec: {volumeName: a, selector: {}} | spec.selector
Pod v1 | spec: {containers: [{image: a}]} | spec: {containers: [{image: b}]} | spec.containers[0].image
Pod v1 | spec: {containers: [{image: a}]} | spec: {containers: [{image: a}, {image: b}]} | spec.containers[1]
Pod v1 | spec: {containers: []} | spec: {containers: [], initContainers: [{image: b}]} | spec.initContainers
Pod v1 | spec: {containers: [{image: a}]} | spec: {containers: [{image: a, env: [{name: E}]}]} | spec.containers[0].env
Pod v1 | spec: {nodeName: a} | spec: {nodeName: a, hostNetwork: true} | spec.hostNetwork
Pod v1 | spec: {nodeName: a, volumes: [{name: v}]} | spec: {nodeName: a} | spec.volumes
ResourceQuota v1 | spec: {scopes: [BestEffort]} | spec: {scopes: [NotBestEffort]} | spec.scopes[0]
Deployment apps/v1 | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {a: c}}} | spec.selector.matchLabels.a
DaemonSet apps/v1 | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {a: c}}} | spec.selector.matchLabels.a
StatefulSet apps/v1 | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {a: c}}} | spec.selector.matchLabels.a
StatefulSet apps/v1 | spec: {serviceName: s} | spec: {serviceName: t} | spec.serviceName
StatefulSet apps/v1 | spec: {podManagementPolicy: Parallel} | spec: {podManagementPolicy: OrderedReady} | spec.podManagementPolicy
StatefulSet apps/v1 | spec: {revisionHistoryLimit: 1} | spec: {revisionHistoryLimit: 2} | spec.revisionHistoryLimit
StatefulSet apps/v1 | spec: {serviceName: s} | spec: {serviceName: s, volumeClaimTemplates: [{}]} | spec.volumeClaimTemplates
Job batch/v1 | spec: {template: {spec: {nodeName: a}}} | spec: {template: {spec: {nodeName: b}}} | spec.template.spec.nodeName
Job batch/v1 | spec: {template: {}, completions: 1} | spec: {template: {}} | spec.completions
Job batch/v1 | spec: {parallelism: 1} | spec: {parallelism: 2} | spec.parallelism
RoleBinding rbac.authorization.k8s.io/v1 | roleRef: {name: x} | roleRef: {name: y} | roleRef.name
ClusterRoleBinding rbac.authorization.k8s.io/v1 | roleRef: {kind: Role} | roleRef: {kind: ClusterRole} | roleRef.kind
StorageClass storage.k8s.io/v1 | provisioner: a | provisioner: b | provisioner
StorageClass storage.k8s.io/v1 | parameters: {a: "1"} | parameters: {a: "1", b: "2"} | parameters.b
PodDisruptionBudget policy/v1beta1 | spec: {minAvailable: 1} | spec: {minAvailable: 2} | spec.minAvailable
`;

/** Type, before and after: updated in place, however the server takes it. */
const UPDATED = `
ConfigMap v1 | immutable: false | immutable: true
Deployment apps/v1 | spec: {replicas: 1} | spec: {replicas: 0}
Deployment apps/v1 | spec: {template: {spec: {nodeName: a}}} | spec: {template: {spec: {nodeName: b}}}
StatefulSet apps/v1 | spec: {replicas: 1} | spec: {replicas: 2}
StatefulSet apps/v1 | spec: {template: {spec: {nodeName: a}}} | spec: {template: {spec: {nodeName: b}}}
PersistentVolumeClaim v1 | spec: {resources: {requests: {storage: 1Gi}}} | spec: {resources: {requests: {storage: 2Gi}}}
PersistentVolumeClaim v1 | spec: {volumeMode: Block} | spec: {volumeMode: Filesystem}
PersistentVolume v1 | spec: {capacity: {storage: 1Gi}} | spec: {capacity: {storage: 2Gi}}
Pod v1 | spec: {containers: [{image: a}, {image: b}]} | spec: {containers: [{image: a}]}
Pod v1 | spec: {activeDeadlineSeconds: 1} | spec: {activeDeadlineSeconds: 2}
Job batch/v1 | spec: {backoffLimit: 1} | spec: {backoffLimit: 2}
CronJob batch/v1 | spec: {schedule: "1 * * * *"} | spec: {schedule: "2 * * * *"}
Service v1 | spec: {type: ClusterIP} | spec: {type: NodePort}
ResourceQuota v1 | spec: {hard: {pods: "1"}} | spec: {hard: {pods: "2"}}
Role rbac.authorization.k8s.io/v1 | rules: [{verbs: [get]}] | rules: [{verbs: [get, list]}]
RoleBinding rbac.authorization.k8s.io/v1 | subjects: [{kind: User, name: a}] | subjects: []
StorageClass storage.k8s.io/v1 | reclaimPolicy: Delete | reclaimPolicy: Retain
PriorityClass scheduling.k8s.io/v1 | value: 1 | value: 2
PodDisruptionBudget policy/v1 | spec: {minAvailable: 1} | spec: {minAvailable: 2}
Ingress networking.k8s.io/v1 | spec: {ingressClassName: a} | spec: {ingressClassName: b}
CustomResourceDefinition apiextensions.k8s.io/v1 | spec: {scope: Namespaced} | spec: {scope: Cluster}
Widget example.com/v1 | spec: {selector: {a: b}} | spec: {selector: {a: c}}
Deployment example.com/v1 | spec: {selector: {matchLabels: {a: b}}} | spec: {selector: {matchLabels: {a: c}}}
`;

const rows = (table: string): string[][] =>
  table
    .trim()
    .split("\n")
    .map((line) => line.split(" | "));
const written = (type: string, yaml: string): Properties => object(type, parse(yaml) as Properties);

describe("difference", () => {
  it.each(rows(REPLACED))("replaces a %s that goes from %s to %s: %s", (type, one, other, keys) => {
    const { replaces } = diff(written(type, one), written(type, other));

    expect([...replaces].sort()).toEqual(keys.split(" "));
  });

  it.each(rows(UPDATED))("updates a %s that goes from %s to %s", (type, one, other) => {
    const { changes, replaces } = diff(written(type, one), written(type, other));

    expect(changes.size).toBeGreaterThan(0);
    expect(replaces).toEqual([]);
  });

  it("says what became of each field", () => {
    const before = object("ConfigMap v1", { data: { gone: "1", changed: "1" } });
    const after = object("ConfigMap v1", { data: { changed: "2", "a.b": "3" } });

    expect([...diff(before, after).changes].sort()).toEqual([
      ["data.changed", { kind: "update", replace: true }],
      ["data.gone", { kind: "delete", replace: true }],
      ['data["a.b"]', { kind: "add", replace: true }],
    ]);
  });

  it("updates data where the provider says that it is mutable, unless the object says that it is not", () => {
    const configMap = (data: string, immutable: boolean): Properties =>
      object("ConfigMap v1", { data: { a: data }, immutable });
    const secret = (data: string): Properties => object("Secret v1", { stringData: { a: data } });
    const mutable = { enableConfigMapMutable: true, enableSecretMutable: true };

    expect(diff(configMap("1", false), configMap("2", false), mutable).replaces).toEqual([]);
    expect(diff(secret("1"), secret("2"), mutable).replaces).toEqual([]);
    expect(diff(configMap("1", true), configMap("2", true), mutable).replaces).toEqual(["data.a"]);
  });

  it("replaces a mutable Secret whose type changes", () => {
    const secret = (type: string): Properties => object("Secret v1", { type });

    expect(diff(secret("a"), secret("b"), { enableSecretMutable: true }).replaces).toEqual([
      "type",
    ]);
  });

  it("sees no change in another way of writing the same thing", () => {
    const limits = (cpu: string | number, memory: string): Properties =>
      object("Pod v1", {
        spec: { containers: [container({ resources: { limits: { cpu, memory } } })] },
      });

    expect(diff(limits(1, "1Gi"), limits("1000m", "1024Mi")).changes.size).toBe(0);
    expect(
      diff(
        object("Secret v1", { stringData: { a: "1" } }),
        object("Secret v1", { data: { a: "MQ==" } }),
      ).changes.size,
    ).toBe(0);
  });

  it("sees no change in what the server added", () => {
    const before = object("Service v1", { spec: { ports: [{ port: 80 }] } });
    const live = (inputs: Properties): Properties => ({
      ...put(inputs, ["spec"], {
        clusterIP: "10.0.0.1",
        ports: [{ port: 80, protocol: "TCP", targetPort: 80 }],
      }),
      status: {},
    });

    expect(diff(before, before, { live }).changes.size).toBe(0);
  });

  it("sees what changed outside once a refresh has brought it into the state", () => {
    const deployment = object("Deployment apps/v1", { spec: { replicas: 1 } });
    const live = (inputs: Properties): Properties => put(inputs, ["spec", "replicas"], 3);

    expect([...diff(deployment, deployment, { live }).changes.keys()]).toEqual(["spec.replicas"]);
  });

  it("leaves ignored changes out", () => {
    const before = object("Deployment apps/v1", { spec: { replicas: 1, paused: true } });
    const after = object("Deployment apps/v1", {
      spec: { replicas: 2, paused: true, minReadySeconds: 1 },
    });

    const { changes } = diff(before, after, { ignoreChanges: ["spec.replicas"] });

    expect([...changes.keys()]).toEqual(["spec.minReadySeconds"]);
  });

  it("counts an unknown as a change of that field", () => {
    const before = object("ConfigMap v1", { data: { a: "1" } });
    const after = object("ConfigMap v1", { data: { a: UNKNOWN, b: UNKNOWN } });

    expect([...diff(before, after).changes]).toEqual([
      ["data.a", { kind: "update", replace: true }],
      ["data.b", { kind: "add", replace: true }],
    ]);
  });

  describe("with a replacement", () => {
    const named = (name: string, namespace: string, data: string): Properties => ({
      ...object("ConfigMap v1", { data: { a: data } }),
      metadata: { name, namespace },
    });
    const before = named("a", "n", "1");

    it("deletes first what is named by the program and stays in its place", () => {
      expect(diff(before, named("a", "n", "2"))).toMatchObject({ deleteBeforeReplace: true });
    });

    it("creates first what gets another name", () => {
      expect(diff(before, named("b", "n", "1"))).toMatchObject({
        replaces: ["metadata.name"],
        deleteBeforeReplace: false,
      });
    });

    it("creates first what moves to another namespace", () => {
      expect(diff(before, named("a", "m", "1"))).toMatchObject({
        replaces: ["metadata.namespace"],
        deleteBeforeReplace: false,
      });
    });

    it("creates first what the plugin named", () => {
      const auto = (data: string): Properties => autonamed(named("", "n", data), "x-00000000");

      expect(diff(auto("1"), auto("2"))).toMatchObject({
        replaces: ["data.a"],
        deleteBeforeReplace: false,
      });
    });

    it("cannot delete first what has an unknown name", () => {
      const after = put(before, ["metadata", "name"], UNKNOWN);

      expect(diff(before, after)).toMatchObject({
        replaces: ["metadata.name"],
        deleteBeforeReplace: false,
      });
    });
  });

  it("takes no namespace for the default one, and ignores that of objects without", () => {
    const bare = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } };
    const inDefault = put(bare, ["metadata", "namespace"], "default");

    expect(diff(inDefault, bare).changes.size).toBe(0);
    expect(diff(bare, inDefault, { namespaced: false }).changes.size).toBe(0);
  });
});
