import {
  type AllowRule,
  allowRuleName,
  allowRuleSpec,
  denyAll,
  type Peers,
} from "../../../components/environment/allow-rule.ts";

const peers: Peers = {
  ingress: { namespace: "ingress-nginx", pods: { app: "ingress" } },
  telemetry: { namespace: "platform", pods: { app: "collector" }, ports: [4317, 4318] },
  prometheus: { namespace: "platform", pods: { app: "prometheus" } },
};
const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
});
const tcp = (...ports: number[]) => ports.map((port) => ({ port, protocol: "TCP" }));

const rules: [AllowRule, string, object][] = [
  [
    { rule: "dns" },
    "allow-dns",
    {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [
            {
              ...inNamespace("kube-system"),
              podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
            },
          ],
          ports: [{ port: 53, protocol: "UDP" }, ...tcp(53)],
        },
      ],
    },
  ],
  [
    { rule: "within-namespace" },
    "allow-within-namespace",
    {
      podSelector: {},
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: [{ podSelector: {} }] }],
      egress: [{ to: [{ podSelector: {} }] }],
    },
  ],
  [
    { rule: "from-ingress", ports: [8080] },
    "allow-from-ingress",
    {
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [
            { ...inNamespace("ingress-nginx"), podSelector: { matchLabels: { app: "ingress" } } },
          ],
          ports: tcp(8080),
        },
      ],
    },
  ],
  [
    { rule: "from-prometheus", ports: [9464, 9090] },
    "allow-from-prometheus",
    {
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [
            { ...inNamespace("platform"), podSelector: { matchLabels: { app: "prometheus" } } },
          ],
          ports: tcp(9464, 9090),
        },
      ],
    },
  ],
  [
    { rule: "to-telemetry" },
    "allow-to-telemetry",
    {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ ...inNamespace("platform"), podSelector: { matchLabels: { app: "collector" } } }],
          ports: tcp(4317, 4318),
        },
      ],
    },
  ],
  [
    { rule: "from-telemetry-clients" },
    "allow-from-telemetry-clients",
    {
      podSelector: { matchLabels: { app: "collector" } },
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [
            { namespaceSelector: { matchLabels: { "app.kubernetes.io/part-of": "intelgraph" } } },
          ],
          ports: tcp(4317, 4318),
        },
      ],
    },
  ],
  [
    { rule: "from-namespace", namespace: "core", ports: [8080] },
    "allow-from-namespace-core",
    {
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [{ from: [inNamespace("core")], ports: tcp(8080) }],
    },
  ],
  [
    { rule: "to-namespace", namespace: "predictive", ports: [8080, 9090] },
    "allow-to-namespace-predictive",
    {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [{ to: [inNamespace("predictive")], ports: tcp(8080, 9090) }],
    },
  ],
  [
    { rule: "to-address", name: "api-server", cidrs: ["10.0.0.1/32", "10.0.0.2/32"], ports: [443] },
    "allow-to-address-api-server",
    {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ ipBlock: { cidr: "10.0.0.1/32" } }, { ipBlock: { cidr: "10.0.0.2/32" } }],
          ports: tcp(443),
        },
      ],
    },
  ],
];

describe("allowRuleSpec", () => {
  it.each(rules)("opens for %j what it says and no more", (rule, name, spec) => {
    expect(allowRuleName(rule)).toBe(name);
    expect(allowRuleSpec(rule, peers)).toEqual(spec);
  });

  it("never allows a direction without saying to whom", () => {
    const openings = rules.flatMap(([rule]) => {
      const { ingress = [], egress = [] } = allowRuleSpec(rule, peers) as {
        ingress?: { from?: object[] }[];
        egress?: { to?: object[] }[];
      };
      return [...ingress.map(({ from }) => from), ...egress.map(({ to }) => to)];
    });

    expect(openings).toHaveLength(10);
    expect(openings.filter((peer) => peer === undefined || peer.length === 0)).toEqual([]);
  });
});

describe("denyAll", () => {
  it("selects every pod and allows nothing either way", () => {
    expect(denyAll).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  });
});
