import {
  disruptionBudgets,
  spread,
  withReplicas,
} from "../../../../components/delivery/lib/availability.ts";
import { specOf } from "../../../../components/delivery/lib/pods.ts";
import type { KubernetesObject } from "../../../../components/lib/install/transform.ts";

const workload = (name: string, replicas?: number): KubernetesObject => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name, namespace: "argocd" },
  spec: {
    ...(replicas !== undefined && { replicas }),
    selector: { matchLabels: { app: name } },
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
    const [several, one] = spread([workload("a", 2), workload("b", 1)]);

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

    expect(withReplicas({ a: 3 })([workload("a", 1), workload("b", 1), service])).toEqual([
      workload("a", 3),
      workload("b", 1),
      service,
    ]);
  });
});
