import { goodStack } from "../../policy-packs/good-stack.ts";
import { container, LABELS, pod, workload } from "../../policy-packs/fixtures/workloads.ts";
import { type Path, replaced } from "../../support/tree.ts";
import * as fc from "fast-check";
import type { Manifest } from "./poster.ts";

/** A stack that every rule accepts in the local environment, in a namespace of this name: a Deployment and what it needs. */
export function goodManifests(namespace: string): Manifest[] {
  const around = fc
    .sample(goodStack, 1)
    .flatMap(Object.entries)
    .filter(([role]) => role !== "workload" && role !== "namespace")
    .map(([, manifest]) => manifest as Manifest);
  const labels = {
    "intelgraph.internal/owner": "graph-team",
    "intelgraph.internal/cost-centre": "cc-4100",
    "intelgraph.internal/data-class": "internal",
  };
  const deployment = workload("apps/v1", "Deployment", pod({ containers: [container()] }));
  const objects = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "core", labels } },
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "api", namespace: "core" },
      automountServiceAccountToken: false,
    },
    ...around,
    replaced(replaced(deployment, ["spec", "replicas"], 2), ["spec", "selector"], {
      matchLabels: LABELS,
    }),
  ];
  const text = JSON.stringify(objects).replaceAll('"core"', JSON.stringify(namespace));
  return JSON.parse(text) as Manifest[];
}

/** A copy without what stands at a path. */
export const without = (manifest: Manifest, path: Path): Manifest =>
  JSON.parse(JSON.stringify(replaced(manifest, path, undefined))) as Manifest;
