import type { DeliverySettings } from "../components/delivery/delivery-settings.ts";
import type { TrafficPeer } from "../components/delivery/lib/traffic.ts";
import type { Exposure } from "../components/lib/ingress.ts";
import { hostOf, PARTS, PORTS, podsOf } from "../components/observability/names.ts";
import type { ObservabilitySettings } from "../components/observability/settings.ts";
import type { EnvironmentSettings } from "./config.ts";

/** Settings of an environment that has controllers. */
export type PlatformSettings = EnvironmentSettings & {
  readonly platform: NonNullable<EnvironmentSettings["platform"]>;
};

/** Namespaces of the controllers. What holds credentials of others has one of its own. */
export const HOMES = {
  argoCd: "argocd",
  sealedSecrets: "sealed-secrets",
  platform: "platform",
} as const;

/** How people reach something, at a host of its own below the domain of the environment. */
const exposed = (
  exposure: PlatformSettings["platform"]["argoCd"]["exposure"],
  name: string,
  { domain, peers }: PlatformSettings,
): Exposure =>
  exposure.kind === "none"
    ? exposure
    : { ...exposure, host: `${name}.${domain}`, controller: peers.ingress };

/** What the settings say about what watches. */
export function observabilitySettings(settings: PlatformSettings): ObservabilitySettings {
  const { platform, domain, tier } = settings;
  const { grafana, prometheus, ...rest } = platform;
  return {
    ...rest,
    prometheus: { ...prometheus, externalLabels: { environment: domain, tier } },
    grafana: { ...grafana, exposure: exposed(grafana.exposure, "grafana", settings) },
  };
}

const prometheusPods: TrafficPeer = { namespace: HOMES.platform, pods: podsOf(PARTS.prometheus) };

/** What the settings say about what delivers. */
export function deliverySettings(settings: PlatformSettings): DeliverySettings {
  const { platform } = settings;
  const { priorityClass, apiServer, argoCd, argoRollouts, projects, applications } = platform;
  const { sources, exposure, sso, ...rest } = argoCd;
  const delivers = [...new Set(projects.flatMap(({ namespaces }) => namespaces))];
  return {
    argoCd: {
      ...rest,
      namespace: HOMES.argoCd,
      priorityClass,
      delivers,
      credentials: [],
      sso:
        sso.kind === "none"
          ? sso
          : { ...sso, clientSecret: { secret: sso.clientSecret.name, key: sso.clientSecret.key } },
      exposure: exposed(exposure, "argocd", settings),
      traffic: { apiServer, sources, metrics: prometheusPods },
    },
    argoRollouts: {
      ...argoRollouts,
      namespace: HOMES.platform,
      priorityClass,
      traffic: {
        apiServer,
        metrics: prometheusPods,
        prometheus: {
          pods: { pods: podsOf(PARTS.prometheus) },
          port: PORTS.prometheus,
        },
      },
    },
    projects,
    applications,
    analyses: platform.analyses.map((analysis) => ({
      ...analysis,
      prometheus: `http://${hostOf(PARTS.prometheus, HOMES.platform)}:${PORTS.prometheus}`,
    })),
  };
}
