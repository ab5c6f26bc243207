import { argoCdTraffic } from "../../../../components/delivery/argo-cd/network.ts";
import {
  monitored,
  scrapedPorts,
} from "../../../../components/observability/prometheus/monitors.ts";
import { highlyAvailable, single } from "../settings.ts";

interface Peer {
  readonly podSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly ipBlock?: { readonly cidr: string };
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports: readonly { readonly port: number }[];
}
interface Spec {
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

const peer = ({ ipBlock, namespaceSelector, podSelector }: Peer): string =>
  ipBlock?.cidr ??
  [namespaceSelector, podSelector]
    .flatMap((selector) => Object.values(selector?.matchLabels ?? {}))
    .join("/");
const lines = (rules: readonly Rule[]): readonly string[] =>
  rules.map(
    ({ from = [], to = [], ports }) =>
      `${[...from, ...to].map(peer).join(" ")} :${ports.map(({ port }) => port).join(",")}`,
  );

const flows = (settings: typeof single) =>
  Object.fromEntries(
    argoCdTraffic(settings).map(({ metadata, ...rest }) => {
      const { ingress, egress } = rest["spec"] as unknown as Spec;
      return [
        metadata.name.replace(/^argocd-(.*)-network-policy$/, "$1"),
        { in: lines(ingress), out: lines(egress).filter((line) => !line.endsWith(":53,53")) },
      ];
    }),
  );

const api = "10.40.0.0/24 :443";
const scraped = (port: number) => `platform/prometheus :${String(port)}`;
const clients = "argocd-application-controller argocd-repo-server argocd-server";

describe("traffic of Argo CD", () => {
  it("is what its parts need of each other, and nothing else", () => {
    expect(flows(single)).toEqual({
      "application-controller": {
        in: [scraped(8082)],
        out: [api, "argocd-repo-server :8081", "argocd-redis :6379"],
      },
      "applicationset-controller": {
        in: [scraped(8080)],
        out: [api, "argocd-repo-server :8081"],
      },
      "notifications-controller": { in: [scraped(9001)], out: [api, "argocd-repo-server :8081"] },
      "repo-server": {
        in: [
          "argocd-application-controller argocd-applicationset-controller argocd-notifications-controller argocd-server :8081",
          scraped(8084),
        ],
        out: ["argocd-redis :6379", "140.82.112.0/20 :443"],
      },
      server: {
        in: [scraped(8083)],
        out: [api, "argocd-repo-server :8081", "argocd-redis :6379"],
      },
      redis: { in: [`${clients} :6379`], out: [api] },
    });
  });

  it("opens the server to the ingress, and the outside at the addresses given", () => {
    const { server, "notifications-controller": notifications } = flows(highlyAvailable);

    expect(server?.in).toEqual([scraped(8083), "ingress-nginx/ingress-nginx :8080"]);
    expect(server?.out).toContain("203.0.113.0/25 :443");
    expect(notifications?.out).toContain("203.0.113.128/25 :443");
  });

  it("puts the proxy between Redis and its clients where there are several", () => {
    const { redis, "redis-ha": ring, "redis-ha-haproxy": proxy } = flows(highlyAvailable);

    expect(redis).toBeUndefined();
    expect(proxy).toEqual({
      in: [`${clients} :6379`],
      out: [api, "argocd-redis-ha :6379,26379"],
    });
    expect(ring).toEqual({
      in: ["argocd-redis-ha argocd-redis-ha-haproxy :6379,26379"],
      out: ["argocd-redis-ha :6379,26379"],
    });
  });

  it.each([
    ["single", single],
    ["highly available", highlyAvailable],
  ])("opens to Prometheus what it scrapes, and nothing else: %s", (_, settings) => {
    const prometheus = scraped(0).split(":")[0] ?? "";
    const open = Object.values(flows(settings))
      .flatMap((flow) => flow.in)
      .filter((line) => line.startsWith(prometheus))
      .map((line) => Number(line.split(":")[1]));
    const parts = monitored({ namespace: "platform", argoCd: "argocd" });

    expect(open.toSorted((one, other) => one - other)).toEqual(
      scrapedPorts(parts, []).get("argocd"),
    );
  });
});
