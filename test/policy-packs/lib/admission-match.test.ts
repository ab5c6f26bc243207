import { matchedKinds } from "../../../policy-packs/lib/admission-match.ts";

describe("matchedKinds", () => {
  it.each([
    ["Gateway", "gateways"],
    ["CiliumNetworkPolicy", "ciliumnetworkpolicies"],
    ["GRPCRoute", "grpcroutes"],
    ["Egress", "egresses"],
    ["HTTPProxy", "httpproxies"],
    ["ServiceIntentions", "serviceintentions"],
    ["ClusterWorkflowTemplate", "clusterworkflowtemplates"],
  ])("asks for a %s as %s", (kind, resource) => {
    expect(matchedKinds({ "example.com": [kind] })).toEqual([
      { group: "example.com", resources: [resource] },
    ]);
  });
});
