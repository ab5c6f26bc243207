import {
  networkPolicy,
  podsNamed,
  toAddresses,
} from "../../../../components/delivery/lib/traffic.ts";

const policy = (over: Partial<Parameters<typeof networkPolicy>[0]>) =>
  networkPolicy({
    name: "bot",
    namespace: "argocd",
    pods: podsNamed("bot"),
    ingress: [],
    egress: [],
    ...over,
  })["spec"] as unknown as { readonly ingress: unknown[]; readonly egress: unknown[] };

const dns = {
  to: [
    {
      namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: [
    { port: 53, protocol: "UDP" },
    { port: 53, protocol: "TCP" },
  ],
};

describe("networkPolicy", () => {
  it("closes both ways but for names", () => {
    expect(policy({})).toEqual({
      podSelector: { matchLabels: { "app.kubernetes.io/name": "bot" } },
      policyTypes: ["Ingress", "Egress"],
      ingress: [],
      egress: [dns],
    });
  });

  it("names pods here, pods there and networks", () => {
    const { ingress, egress } = policy({
      ingress: [
        { peers: [{ pods: { a: "b" } }, { namespace: "platform", pods: { c: "d" } }], ports: [80] },
      ],
      egress: [toAddresses({ cidrs: ["10.0.0.0/24"], ports: [443, 22] })],
    });

    expect(ingress).toEqual([
      {
        from: [
          { podSelector: { matchLabels: { a: "b" } } },
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "platform" } },
            podSelector: { matchLabels: { c: "d" } },
          },
        ],
        ports: [{ port: 80, protocol: "TCP" }],
      },
    ]);
    expect(egress).toEqual([
      {
        to: [{ ipBlock: { cidr: "10.0.0.0/24" } }],
        ports: [
          { port: 443, protocol: "TCP" },
          { port: 22, protocol: "TCP" },
        ],
      },
      dns,
    ]);
  });

  it("leaves out a flow of no peers or no ports, which Kubernetes takes for everybody", () => {
    const none = [
      { peers: [], ports: [443] },
      { peers: [{ pods: { a: "b" } }], ports: [] },
    ];

    expect(policy({ ingress: none, egress: none })).toMatchObject({ ingress: [], egress: [dns] });
  });
});
