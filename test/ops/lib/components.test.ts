import { componentsIn, componentTable } from "../../../ops/lib/components.ts";
import type { LocalController } from "../../../ops/lib/control-plane.ts";
import { live } from "../support/fakes.ts";

const workload = (kind: string, name: string, image: string, spec: object, status: object) => ({
  ...live(
    { apiVersion: "apps/v1", kind, name, namespace: "platform" },
    { spec: { ...spec, template: { spec: { containers: [{ image }] } } } },
  ),
  status: status as Readonly<Record<string, unknown>>,
});
const objects = [
  workload(
    "Deployment",
    "argo-rollouts",
    "quay.io/a/b:v1.8.3@sha256:0a",
    { replicas: 2 },
    { readyReplicas: 1 },
  ),
  workload(
    "DaemonSet",
    "opentelemetry-agent",
    "c/d:0.136.0",
    {},
    { desiredNumberScheduled: 2, numberReady: 2 },
  ),
  workload("Deployment", "sealed", "e/f:0.32.2", {}, {}),
];
const controllers: readonly LocalController[] = [
  {
    name: "argo-rollouts",
    version: "1.8.3",
    state: "running",
    workload: { namespace: "platform", name: "argo-rollouts" },
    endpoints: { metrics: "http://127.0.0.1:21000/metrics" },
  },
  {
    name: "sealed",
    state: "absent",
    workload: { namespace: "platform", name: "sealed" },
    endpoints: { certificate: "http://127.0.0.1:21001" },
  },
  { name: "git-server", state: "running", endpoints: { git: "git://127.0.0.1:21002" } },
  { name: "kubelet-stand-in", state: "stopped", endpoints: {} },
];

describe("components of an environment", () => {
  it("are its workloads, with the processes that take their place, then helpers that run", () => {
    expect(componentTable(componentsIn(objects, ["platform"], controllers))).toEqual([
      "  component             namespace   version   ready   real controller    endpoints",
      "  argo-rollouts         platform    1.8.3     1/2     running            http://127.0.0.1:21000/metrics",
      "  opentelemetry-agent   platform    0.136.0   2/2     -",
      "  sealed                platform    0.32.2    0/1     not on this host",
      "  git-server            -           -         -       running            git://127.0.0.1:21002",
    ]);
  });

  it("leave out what is in other namespaces", () => {
    expect(componentsIn(objects, ["core"], [])).toEqual([]);
  });
});
