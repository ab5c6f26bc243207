import type { KubernetesObject } from "../../lib/install/transform.ts";
import {
  type Flow,
  networkPolicy,
  podsNamed,
  toAddresses,
  type TrafficPeer,
} from "../lib/traffic.ts";
import type { ArgoCdSettings } from "./settings.ts";

/** Pods of a part, by the label that upstream gives them. */
const pods = (...parts: readonly string[]): readonly TrafficPeer[] =>
  parts.map((part) => ({ pods: podsNamed(`argocd-${part}`) }));

const CLIENTS_OF_REDIS = ["application-controller", "repo-server", "server"];
const CLIENTS_OF_SOURCES = [
  "application-controller",
  "applicationset-controller",
  "notifications-controller",
  "server",
];

interface Part {
  readonly in: readonly Flow[];
  readonly out: readonly Flow[];
}

/**
 * Who talks to whom, in place of upstream's policies, which let every pod of the cluster in and everything out.
 *
 * DNS is open to all. Sources are fetched by the repository server only; the outside is reached at the addresses given.
 */
export function argoCdTraffic(settings: ArgoCdSettings): readonly KubernetesObject[] {
  const { namespace, availability, traffic, exposure, sso, notifications } = settings;
  const scraped = (port: number): Flow => ({ peers: [traffic.metrics], ports: [port] });
  const api = toAddresses(traffic.apiServer);
  const toSources: Flow = { peers: pods("repo-server"), ports: [8081] };
  const redis = availability.mode === "ha" ? "redis-ha-haproxy" : "redis";
  const toRedis: Flow = { peers: pods(redis), ports: [6379] };
  const fromClients: Flow = { peers: pods(...CLIENTS_OF_REDIS), ports: [6379] };

  const parts: Readonly<Record<string, Part>> = {
    "application-controller": { in: [scraped(8082)], out: [api, toSources, toRedis] },
    "applicationset-controller": { in: [scraped(8080)], out: [api, toSources] },
    "notifications-controller": {
      in: [scraped(9001)],
      out: [
        api,
        toSources,
        ...(notifications.kind === "webhook" ? [toAddresses(notifications.addresses)] : []),
      ],
    },
    "repo-server": {
      in: [{ peers: pods(...CLIENTS_OF_SOURCES), ports: [8081] }, scraped(8084)],
      out: [toRedis, toAddresses(traffic.sources)],
    },
    server: {
      in: [
        scraped(8083),
        ...(exposure.kind === "ingress" ? [{ peers: [exposure.controller], ports: [8080] }] : []),
      ],
      out: [api, toSources, toRedis, ...(sso.kind === "oidc" ? [toAddresses(sso.addresses)] : [])],
    },
    ...(availability.mode === "ha"
      ? {
          "redis-ha-haproxy": { in: [fromClients], out: [api, ring] },
          "redis-ha": { in: [{ peers: pods("redis-ha", redis), ports: ring.ports }], out: [ring] },
        }
      : { redis: { in: [fromClients], out: [api] } }),
  };

  return Object.entries(parts).map(([part, flows]) =>
    networkPolicy({
      name: `argocd-${part}-network-policy`,
      namespace,
      pods: podsNamed(`argocd-${part}`),
      ingress: flows.in,
      egress: flows.out,
    }),
  );
}

/** Redis and its Sentinels among themselves. */
const ring: Flow = { peers: pods("redis-ha"), ports: [6379, 26379] };
