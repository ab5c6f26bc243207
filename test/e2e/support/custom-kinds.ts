import { setTimeout as sleep } from "node:timers/promises";

import type { ApiServer } from "./api-server.ts";

/** Kinds of others that carry pods or rule traffic, as fixtures use them: plural names by group and version. */
const kinds = [
  ["argoproj.io", "v1alpha1", "Rollout", "rollouts"],
  ["monitoring.coreos.com", "v1", "Prometheus", "prometheuses"],
  ["monitoring.coreos.com", "v1", "Alertmanager", "alertmanagers"],
  ["monitoring.coreos.com", "v1", "ThanosRuler", "thanosrulers"],
  ["monitoring.coreos.com", "v1alpha1", "PrometheusAgent", "prometheusagents"],
  ["opentelemetry.io", "v1beta1", "OpenTelemetryCollector", "opentelemetrycollectors"],
  ["opentelemetry.io", "v1alpha1", "TargetAllocator", "targetallocators"],
  ["cilium.io", "v1", "CiliumNetworkPolicy", "ciliumnetworkpolicies"],
  ["crd.projectcalico.org", "v1", "NetworkPolicy", "networkpolicies"],
] as const;

const API = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

/** Makes the API server serve these kinds, without a schema: what is tried here is admission, not validation. */
export async function serveCustomKinds(api: ApiServer): Promise<void> {
  for (const [group, version, kind, plural] of kinds) {
    const name = `${plural}.${group}`;
    const schema = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
    const definition = {
      apiVersion: "apiextensions.k8s.io/v1",
      kind: "CustomResourceDefinition",
      metadata: { name },
      spec: {
        group,
        scope: "Namespaced",
        names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
        versions: [
          { name: version, served: true, storage: true, schema: { openAPIV3Schema: schema } },
        ],
      },
    };
    await api.call("PATCH", `${API}/${name}?fieldManager=test&force=true`, definition);
  }
  for (const [group, version, , plural] of kinds) {
    const deadline = Date.now() + 20_000;
    while ((await api.call("GET", `/apis/${group}/${version}/${plural}`)).status !== 200) {
      if (Date.now() > deadline) throw new Error(`${plural}.${group}: not served after 20 s`);
      await sleep(100);
    }
  }
}
