import {
  argoCdArtifactFaults,
  argoCdFaults,
} from "../../../../components/delivery/argo-cd/faults.ts";
import {
  type JsonObject,
  type KubernetesObject,
  titleOf,
} from "../../../../components/lib/install/transform.ts";
import { specOf } from "../../../../components/delivery/lib/pods.ts";
import { highlyAvailable, single } from "../settings.ts";
import { upstream } from "../upstream.ts";

const said = (faults: ReturnType<typeof argoCdFaults>) =>
  faults.map(({ path, says }) => `${path} ${says}`);

describe("settings of Argo CD", () => {
  it("are right as they are", () => {
    expect([...argoCdFaults(single), ...argoCdFaults(highlyAvailable)]).toEqual([]);
  });

  it("say everything that is wrong at once", () => {
    const nowhere = { cidrs: [], ports: [] };

    expect(
      said(
        argoCdFaults({
          ...single,
          availability: {
            mode: "ha",
            replicas: { server: 1, repoServer: 2.5, applicationSetController: 2 },
          },
          delivers: ["core", "core", "argocd"],
          reconciliation: "often",
          sso: {
            kind: "oidc",
            name: "x",
            issuer: "http://login",
            clientId: "x",
            clientSecret: { secret: "x", key: "y" },
            addresses: nowhere,
          },
          access: { everybody: "nothing", deployers: { a: ["x, role:admin"] }, admins: ["a\ng"] },
          notifications: {
            kind: "webhook",
            name: "x",
            url: "ftp://x",
            tokenKey: "a b",
            addresses: { cidrs: ["10.0.0.0/24"], ports: [443] },
          },
          traffic: { ...single.traffic, apiServer: nowhere },
        }),
      ),
    ).toEqual([
      'delivers holds "core" twice',
      'delivers holds "argocd", where Argo CD runs; it would rule over its own credentials',
      'reconciliation is "often"; write a duration such as 180s',
      "availability.replicas.server is 1; write at least 2",
      "availability.replicas.repoServer is 2.5; write at least 2",
      'sso.issuer is "http://login"; write an https:// address',
      "sso.addresses.cidrs is empty; name the networks in CIDR notation",
      "sso.addresses.ports is empty; name the TCP ports, for example [443]",
      "sso needs a host to come back to; expose Argo CD by an ingress",
      'access group "x, role:admin" cannot be written into a policy; use letters, digits and @.:/+-_',
      'access group "a\\ng" cannot be written into a policy; use letters, digits and @.:/+-_',
      'notifications.url is "ftp://x"; write an https:// address',
      'notifications.tokenKey is "a b"; write letters, digits, - and _',
      "traffic.apiServer.cidrs is empty; name the networks in CIDR notation",
      "traffic.apiServer.ports is empty; name the TCP ports, for example [443]",
    ]);
  });

  it("deliver somewhere, under a host of several parts", () => {
    const { exposure } = highlyAvailable;
    if (exposure.kind === "none") throw new Error("is exposed");

    expect(
      said(argoCdFaults({ ...single, delivers: [], exposure: { ...exposure, host: "https://x" } })),
    ).toEqual([
      "delivers is empty; name the namespaces of the workloads",
      'exposure.host is "https://x"; write a host name such as argocd.intelgraph.example',
    ]);
  });
});

describe("the manifest of Argo CD", () => {
  it("holds what is expected of its release, and nothing that is not planned", () => {
    expect(argoCdArtifactFaults(upstream.argoCd, single)).toEqual([]);
  });

  it("is refused in the form for the other mode", () => {
    expect(said(argoCdArtifactFaults(upstream.argoCd, highlyAvailable))).toEqual([
      'objects have no argocd-redis-ha-haproxy; hand in the manifest for the mode "ha"',
      'objects have no argocd-redis-ha-server; hand in the manifest for the mode "ha"',
      "objects bring Deployment argocd-redis container secret-init, for which no limit is set; add it to components/delivery/argo-cd/workloads.ts",
      "objects bring Deployment argocd-redis container redis, for which no limit is set; add it to components/delivery/argo-cd/workloads.ts",
    ]);
  });

  it("is refused when rights moved elsewhere, and when it brings what nobody limited", () => {
    const newer = upstream.argoCd
      .filter((one) => titleOf(one) !== "ClusterRole argocd-server")
      .map((one) => (titleOf(one) === "Deployment argocd-server" ? withSidecar(one) : one));

    expect(said(argoCdArtifactFaults(newer, single))).toEqual([
      "objects have no ClusterRole argocd-server, which this release of Argo CD brings; look at what replaced it",
      "objects bring Deployment argocd-server container sidecar, for which no limit is set; add it to components/delivery/argo-cd/workloads.ts",
    ]);
  });

  it("is refused a size for a container that it has not", () => {
    const size = { cpu: "1", memory: "1Gi", "ephemeral-storage": "1Gi" };
    const sizes = { server: { requests: size, limits: size } };
    const [fault] = argoCdArtifactFaults(upstream.argoCd, { ...single, sizes });

    expect(fault?.path).toBe("sizes.server");
    expect(fault?.says).toMatch(/^names no container; use one of argocd-application-controller, /);
  });
});

function withSidecar(workload: KubernetesObject): KubernetesObject {
  const spec = specOf(workload);
  const { template } = spec;
  const containers = [...template.spec.containers, { name: "sidecar" }];
  const changed = { ...spec, template: { ...template, spec: { ...template.spec, containers } } };
  return { ...workload, spec: changed as unknown as JsonObject };
}
