import * as pulumi from "@pulumi/pulumi";
import {
  EnvironmentNamespace,
  type EnvironmentNamespaceArgs,
} from "../../../components/environment/environment-namespace.ts";
import { record } from "../../support/record.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const amount = { cpu: "1", memory: "1Gi" };
const peer = { namespace: "ingress", pods: { app: "ingress" } };
const args: EnvironmentNamespaceArgs = {
  namespace: "core",
  ownership: { owner: "graph-team", costCentre: "cc-4100", dataClass: "confidential" },
  podSecurity: { enforce: "baseline", version: "v1.35" },
  protect: false,
  quota: { requests: amount, limits: amount, pods: 1, volumes: 1, storage: "1Gi" },
  containers: { request: amount, limit: amount, max: amount },
  allow: [{ rule: "dns" }],
  peers: { ingress: peer, telemetry: { ...peer, ports: [4317] }, prometheus: peer },
};
const build = (changes: Partial<EnvironmentNamespaceArgs> = {}) =>
  record(() => {
    const { namespace, networkPolicies, accounts } = new EnvironmentNamespace("core", {
      ...args,
      ...changes,
    });
    return { namespace, networkPolicies, accounts };
  });

describe("EnvironmentNamespace", () => {
  it("labels the namespace with its owner, its cost, its data and its pod security", async () => {
    const { resources } = await build();
    const namespace = resources.find(({ name }) => name === "core-namespace");

    expect(namespace?.inputs["metadata"]).toEqual({
      name: "core",
      labels: {
        "app.kubernetes.io/part-of": "intelgraph",
        "app.kubernetes.io/managed-by": "pulumi",
        "intelgraph.internal/owner": "graph-team",
        "intelgraph.internal/cost-centre": "cc-4100",
        "intelgraph.internal/data-class": "confidential",
        "pod-security.kubernetes.io/enforce": "baseline",
        "pod-security.kubernetes.io/enforce-version": "v1.35",
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/audit-version": "v1.35",
        "pod-security.kubernetes.io/warn": "restricted",
        "pod-security.kubernetes.io/warn-version": "v1.35",
      },
    });
  });

  it("adds the labels and annotations it is given", async () => {
    const { resources } = await build({ labels: { a: "b" }, annotations: { c: "d" } });
    const namespace = resources.find(({ name }) => name === "core-namespace");

    expect(namespace?.inputs["metadata"]).toMatchObject({
      labels: { a: "b", "intelgraph.internal/owner": "graph-team" },
      annotations: { c: "d" },
    });
  });

  it("protects itself and what keeps it closed", async () => {
    const { resources } = await build({ protect: true });
    const protectedOnes = resources.filter(({ protect }) => protect);

    expect(protectedOnes.map(({ name }) => name)).toEqual([
      "core-guardrails-limits",
      "core-namespace",
      "core-guardrails-quota",
      "core-guardrails-default-deny",
    ]);
  });

  it("tells the names that deploy jobs need", async () => {
    const { outputs } = await build();

    expect(outputs).toEqual({
      namespace: "core",
      networkPolicies: ["default-deny", "allow-dns"],
      accounts: { deployer: "deployer", viewer: "viewer" },
    });
  });

  it("stands where its options put it, with its children below it", async () => {
    const { resources } = await record(() => {
      const parent = new pulumi.ComponentResource("test:test:Outer", "outer");
      new EnvironmentNamespace("core", args, { parent });
    });
    const parents = Object.fromEntries(resources.map(({ name, parent }) => [name, parent]));

    expect(parents).toMatchObject({
      core: "outer",
      "core-namespace": "core",
      "core-guardrails": "core",
      "core-access": "core",
    });
  });
});
