import {
  disruptionBudgets,
  spread,
  withReplicas,
} from "../../../../components/delivery/lib/availability.ts";
import { changed, type KubernetesObject } from "../../../../components/delivery/lib/object.ts";
import { specOf } from "../../../../components/delivery/lib/pods.ts";

const workload = (name: string, replicas?: number): KubernetesObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name, namespace: "argocd" },
  spec: {
    ...(replicas !== undefined && { replicas }),
    template: { metadata: { labels: { app: name } }, spec: { containers: [] } },
  },
});

describe("workloads of several pods", () => {
  it("have a budget each; those of one pod have none, because it would keep nodes from being emptied", () => {
    expect(disruptionBudgets([workload("a", 2), workload("b", 1), workload("c")])).toEqual([
      {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata: { name: "a", namespace: "argocd" },
        spec: { maxUnavailable: 1, selector: { matchLabels: { app: "a" } } },
      },
    ]);
  });

  it("are spread over zones and nodes; those of one pod are not", () => {
    const [several, one] = changed([workload("a", 2), workload("b", 1)], spread);

    expect(several && specOf(several).template.spec["topologySpreadConstraints"]).toEqual(
      ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { app: "a" } },
      })),
    );
    expect(one).toEqual(workload("b", 1));
  });

  it("are as many as is said, by name", () => {
    const service = { ...workload("a"), kind: "Service" };

    expect(changed([workload("a", 1), workload("b", 1), service], withReplicas({ a: 3 }))).toEqual([
      workload("a", 3),
      workload("b", 1),
      service,
    ]);
  });
});
