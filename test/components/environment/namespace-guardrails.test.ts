import {
  NamespaceGuardrails,
  type NamespaceGuardrailsArgs,
} from "../../../components/environment/namespace-guardrails.ts";
import { record } from "../../support/record.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const peer = { namespace: "ingress", pods: { app: "ingress" } };
const args: NamespaceGuardrailsArgs = {
  namespace: "core",
  quota: {
    requests: { cpu: "4", memory: "16Gi" },
    limits: { cpu: "8", memory: "32Gi" },
    pods: 40,
    volumes: 10,
    storage: "100Gi",
  },
  containers: {
    request: { cpu: "100m", memory: "128Mi" },
    limit: { cpu: "500m", memory: "512Mi" },
    max: { cpu: "4", memory: "8Gi" },
  },
  allow: [{ rule: "dns" }, { rule: "within-namespace" }],
  peers: { ingress: peer, telemetry: { ...peer, ports: [4317] }, prometheus: peer },
  protect: false,
};
const build = (changes: Partial<NamespaceGuardrailsArgs> = {}) =>
  record(() => {
    new NamespaceGuardrails("core-guardrails", { ...args, ...changes });
  });

describe("NamespaceGuardrails", () => {
  it("makes a quota, limits, the denial and one policy per rule, below itself", async () => {
    const { resources } = await build();

    expect(resources.map(({ type, name, parent }) => [type, name, parent])).toEqual([
      ["intelgraph:environment:NamespaceGuardrails", "core-guardrails", undefined],
      ["kubernetes:core/v1:LimitRange", "core-guardrails-limits", "core-guardrails"],
      ["kubernetes:core/v1:ResourceQuota", "core-guardrails-quota", "core-guardrails"],
      [
        "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        "core-guardrails-allow-dns",
        "core-guardrails",
      ],
      [
        "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        "core-guardrails-allow-within-namespace",
        "core-guardrails",
      ],
      [
        "kubernetes:networking.k8s.io/v1:NetworkPolicy",
        "core-guardrails-default-deny",
        "core-guardrails",
      ],
    ]);
  });

  it("caps everything that costs, and allows no second door from outside", async () => {
    const { resources } = await build();
    const quota = resources.find(({ name }) => name.endsWith("-quota"));

    expect(quota?.inputs["spec"]).toEqual({
      hard: {
        "requests.cpu": "4",
        "requests.memory": "16Gi",
        "limits.cpu": "8",
        "limits.memory": "32Gi",
        pods: "40",
        persistentvolumeclaims: "10",
        "requests.storage": "100Gi",
        "services.loadbalancers": "0",
        "services.nodeports": "0",
      },
    });
  });

  it("gives containers that state nothing a request and a limit, and all a ceiling", async () => {
    const { resources } = await build();
    const range = resources.find(({ name }) => name.endsWith("-limits"));

    expect(range?.inputs["spec"]).toEqual({
      limits: [
        {
          type: "Container",
          defaultRequest: { cpu: "100m", memory: "128Mi" },
          default: { cpu: "500m", memory: "512Mi" },
          max: { cpu: "4", memory: "8Gi" },
        },
      ],
    });
  });

  it("protects what closes and leaves what opens free to go", async () => {
    const { resources } = await build({ protect: true });
    const kept = resources.filter(({ protect }) => protect).map(({ name }) => name);

    expect(kept).toEqual([
      "core-guardrails-limits",
      "core-guardrails-quota",
      "core-guardrails-default-deny",
    ]);
  });

  it("registers nothing when two rules are of one name", async () => {
    const twins = build({ allow: [{ rule: "dns" }, { rule: "dns" }] });

    await expect(twins).rejects.toThrow(
      'core-guardrails: two rules are named "allow-dns"; join them into one',
    );
  });
});
