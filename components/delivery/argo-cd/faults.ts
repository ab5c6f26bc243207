import type { KubernetesObject } from "../../lib/install/transform.ts";
import { addressFaults } from "../lib/addresses.ts";
import { missing, named } from "../lib/artifact.ts";
import { type Fault, faultIf, faultsOf, isDuration, twins } from "../lib/faults.ts";
import { unplanned } from "../lib/plan.ts";
import { unwritableGroups } from "./access.ts";
import { CLUSTER_ACCESS, ownRules } from "./rbac.ts";
import { DEX, SECRETS } from "./render.ts";
import { argoCdSecrets } from "./secrets.ts";
import type { ArgoCdSettings } from "./settings.ts";
import { workloadPlans } from "./workloads.ts";

/** Everything that is wrong with settings, by themselves. */
export function argoCdFaults(settings: ArgoCdSettings): readonly Fault[] {
  const { availability, delivers, exposure, sso, access, notifications, traffic } = settings;
  return [
    ...faultIf(delivers.length === 0, "delivers", "is empty; name the namespaces of the workloads"),
    ...twins(delivers).map((one) => ({ path: "delivers", says: `holds "${one}" twice` })),
    ...faultIf(
      delivers.includes(settings.namespace),
      "delivers",
      `holds "${settings.namespace}", where Argo CD runs; it would rule over its own credentials`,
    ),
    ...faultIf(
      !isDuration(settings.reconciliation),
      "reconciliation",
      `is "${settings.reconciliation}"; write a duration such as 180s`,
    ),
    ...(availability.mode === "ha"
      ? faultsOf(Object.entries(availability.replicas), ([part, count]: [string, number]) =>
          Number.isInteger(count) && count >= 2
            ? undefined
            : {
                path: `availability.replicas.${part}`,
                says: `is ${String(count)}; write at least 2`,
              },
        )
      : []),
    ...(exposure.kind === "ingress"
      ? faultIf(
          !HOST.test(exposure.host),
          "exposure.host",
          `is "${exposure.host}"; write a host name such as argocd.intelgraph.example`,
        )
      : []),
    ...(sso.kind === "oidc"
      ? [
          ...httpsFault("sso.issuer", sso.issuer),
          ...addressFaults("sso.addresses", sso.addresses),
          ...faultIf(
            exposure.kind === "none",
            "sso",
            "needs a host to come back to; expose Argo CD by an ingress",
          ),
        ]
      : []),
    ...unwritableGroups(access).map((group) => ({
      path: "access",
      says: `group ${JSON.stringify(group)} cannot be written into a policy; use letters, digits and @.:/+-_`,
    })),
    ...(notifications.kind === "webhook"
      ? [
          ...httpsFault("notifications.url", notifications.url),
          ...addressFaults("notifications.addresses", notifications.addresses),
          ...faultIf(
            !/^[\w-]+$/.test(notifications.tokenKey),
            "notifications.tokenKey",
            `is "${notifications.tokenKey}"; write letters, digits, - and _`,
          ),
        ]
      : []),
    ...twins(argoCdSecrets(settings).map(({ name }) => name)).map((name) => ({
      path: "credentials",
      says: `two things are kept in the secret "${name}"; give each a secret of its own`,
    })),
    ...addressFaults("traffic.apiServer", traffic.apiServer),
    ...addressFaults("traffic.sources", traffic.sources),
  ];
}

/** What the manifests of upstream no longer hold, or hold anew and nobody decided on. */
export function argoCdArtifactFaults(
  objects: readonly KubernetesObject[],
  settings: ArgoCdSettings,
): readonly Fault[] {
  const {
    availability: { mode },
    sizes,
  } = settings;
  const plans = workloadPlans(mode, sizes);
  const expected = [
    ...CLUSTER_ACCESS,
    ...SECRETS,
    ...DEX,
    ...Object.keys(ownRules(settings)).flatMap((role) => named(role, "Role")),
    ...CONFIGURED.flatMap((map) => named(map, "ConfigMap")),
  ];
  const workloads = new Set(objects.map(({ metadata }) => metadata.name));
  const planned = new Set(
    Object.values(plans).flatMap(({ containers }) => Object.keys(containers)),
  );
  return [
    ...missing(objects, expected).map((one) => ({
      path: "objects",
      says: `have no ${one}, which this release of Argo CD brings; look at what replaced it`,
    })),
    ...Object.keys(plans)
      .filter((workload) => !workloads.has(workload))
      .map((workload) => ({
        path: "objects",
        says: `have no ${workload}; hand in the manifest for the mode "${mode}"`,
      })),
    ...unplanned(
      objects.filter(({ metadata }) => metadata.name !== "argocd-dex-server"),
      plans,
    ).map((one) => ({
      path: "objects",
      says: `bring ${one}, for which no limit is set; add it to components/delivery/argo-cd/workloads.ts`,
    })),
    ...Object.keys(sizes ?? {})
      .filter((container) => !planned.has(container))
      .map((container) => ({
        path: `sizes.${container}`,
        says: `names no container; use one of ${[...planned].sort().join(", ")}`,
      })),
  ];
}

const CONFIGURED = ["cm", "cmd-params-cm", "rbac-cm", "notifications-cm"].map(
  (map) => `argocd-${map}`,
);

const HOST = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]+$/;

const httpsFault = (path: string, url: string): readonly Fault[] =>
  faultIf(!/^https:\/\/[^\s$]+$/.test(url), path, `is "${url}"; write an https:// address`);
