import * as pulumi from "@pulumi/pulumi";
import { argoCdSecrets } from "../components/delivery/argo-cd/secrets.ts";
import { Delivery } from "../components/delivery/delivery.ts";
import type { DeliverySettings } from "../components/delivery/delivery-settings.ts";
import type { TrafficPeer } from "../components/delivery/lib/traffic.ts";
import type { Exposure } from "../components/lib/ingress.ts";
import type { NeededSecret } from "../components/lib/needed-secret.ts";
import { hostOf, PARTS, PORTS, podsOf } from "../components/observability/names.ts";
import { Observability } from "../components/observability/observability.ts";
import { observabilitySecrets } from "../components/observability/secrets.ts";
import type {
  ObservabilityImages,
  ObservabilitySettings,
} from "../components/observability/settings.ts";
import { SealedSecret } from "../components/secrets/sealed-secret.ts";
import { SealedSecrets } from "../components/secrets/sealed-secrets.ts";
import { SealingMonitoring } from "../components/secrets/sealing-monitoring.ts";
import { type ImageLock, imageReference } from "../lib/artifacts/images.ts";
import type { EnvironmentSettings } from "./config.ts";
import type { Outputs, Pending } from "./outputs.ts";
import type { PlatformInputs } from "./platform-inputs.ts";

type Settings = EnvironmentSettings & {
  readonly platform: NonNullable<EnvironmentSettings["platform"]>;
};

/** Namespaces of the controllers. What holds credentials of others has one of its own. */
export const HOMES = {
  argoCd: "argocd",
  sealedSecrets: "sealed-secrets",
  platform: "platform",
} as const;

/** Images of what has no published manifest, or whose manifest leaves the image open. */
const IMAGES = {
  operator: "quay.io/prometheus-operator/prometheus-operator",
  reloader: "quay.io/prometheus-operator/prometheus-config-reloader",
  prometheus: "quay.io/prometheus/prometheus",
  alertmanager: "quay.io/prometheus/alertmanager",
  grafana: "docker.io/grafana/grafana",
  blackbox: "quay.io/prometheus/blackbox-exporter",
  collector: "docker.io/otel/opentelemetry-collector-contrib",
} as const satisfies Record<keyof ObservabilityImages, string>;
const SEALED_SECRETS_IMAGE = "docker.io/bitnami/sealed-secrets-controller";

interface PlatformOptions {
  readonly provider: pulumi.ProviderResource;
  /** Makes the kinds outlive a destroy. */
  readonly retainedBy: pulumi.ProviderResource | undefined;
  readonly dependsOn: pulumi.Resource[];
}

/**
 * The controllers of an environment, in the order in which each finds what it needs: what opens secrets, the secrets, what
 * watches, what delivers. A destroy goes the other way round, so that Applications lose their finalizers while there is
 * somebody to take them off.
 */
export function platform(
  settings: Settings,
  { artifacts, images, sealed }: PlatformInputs,
  { retainedBy, ...opts }: PlatformOptions,
): Pending<NonNullable<Outputs["platform"]>> {
  const { priorityClass, apiServer } = settings.platform;
  const delivered = deliverySettings(settings);
  const watching = observabilitySettings(settings);
  const needed = [
    ...argoCdSecrets(delivered.argoCd),
    ...observabilitySecrets(HOMES.platform, watching),
  ];
  refuseUnsealed(needed, sealed);
  const after = (...more: pulumi.Resource[]) => ({
    ...opts,
    dependsOn: [...opts.dependsOn, ...more],
  });

  const opener = new SealedSecrets(
    "sealed-secrets-controller",
    {
      namespace: HOMES.sealedSecrets,
      opens: namespacesOf(sealed.secrets.keys()),
      objects: artifacts.sealedSecrets,
      retainedBy,
      image: locked(images, SEALED_SECRETS_IMAGE),
      certificate: sealed.certificate,
      keyRenewPeriod: settings.platform.sealedSecrets.keyRenewPeriod,
      apiServer,
      prometheus: { namespace: HOMES.platform, pods: podsOf(PARTS.prometheus) },
      priorityClass,
    },
    opts,
  );
  const secrets = [...sealed.secrets].map(
    ([address, args]) => new SealedSecret(`sealed-${logical(address)}`, args, after(opener)),
  );
  const observability = new Observability(
    "observability",
    {
      namespace: HOMES.platform,
      argoCd: HOMES.argoCd,
      sealedSecrets: HOMES.sealedSecrets,
      workloads: Object.entries(settings.platform.watched).map(([namespace, ports]) => ({
        namespace,
        ports,
      })),
      bundle: artifacts.prometheusOperator,
      retainedBy,
      images: observabilityImages(images),
      settings: watching,
    },
    after(...secrets),
  );
  new SealingMonitoring(
    "sealing-monitoring",
    { namespace: HOMES.sealedSecrets, certificate: sealed.certificate },
    after(observability),
  );
  const delivery = new Delivery(
    "delivery",
    {
      settings: delivered,
      artifacts: {
        argoCd: { objects: artifacts.argoCd },
        argoRollouts: artifacts.argoRollouts,
      },
      images,
      retainedBy,
    },
    after(...secrets),
  );

  const { certificate } = sealed;
  return {
    argoCd: {
      namespace: HOMES.argoCd,
      server: delivery.argoCd.server,
      url: delivery.argoCd.url.apply((url) => url ?? ""),
      projects: delivery.projects,
      applications: delivery.applications,
    },
    argoRollouts: { namespace: HOMES.platform, analyses: delivery.analyses },
    sealing: {
      namespace: HOMES.sealedSecrets,
      controller: opener.controller,
      certificate: certificate.pem,
      fingerprint: certificate.fingerprint,
      notAfter: certificate.notAfter.toISOString(),
      secrets: [...sealed.secrets.keys()],
    },
    observability: {
      namespace: HOMES.platform,
      endpoints: observability.endpoints,
      dashboards: observability.dashboards.map(({ uid, title }) => ({ uid, title })),
    },
  };
}

/** The image of the lock with its digest, where there is one. */
function locked(images: ImageLock, image: string): string {
  const tagged = [...images.keys()].filter((name) => name.startsWith(`${image}:`));
  const [only, ...more] = tagged;
  if (only !== undefined && more.length === 0) return imageReference(images, only).reference;
  throw new pulumi.RunError(
    `artifacts/images.lock.json: has ${tagged.length} tags of ${image}; keep the one that is installed`,
  );
}

const observabilityImages = (images: ImageLock): ObservabilityImages =>
  Object.fromEntries(
    Object.entries(IMAGES).map(([part, image]) => [part, locked(images, image)]),
  ) as unknown as ObservabilityImages;

/** Settings that name a secret which nobody declares would make pods that never start. */
function refuseUnsealed(
  needed: readonly NeededSecret[],
  { secrets }: PlatformInputs["sealed"],
): void {
  const faults = needed.flatMap(({ namespace, name, keys }) => {
    const address = `${namespace}/${name}`;
    const declared = secrets.get(address)?.declared?.keys ?? {};
    const lacks = keys.filter((key) => !(key in declared));
    return lacks.length === 0 ? [] : [`${address}: ${lacks.join(", ")}`];
  });
  if (faults.length === 0) return;
  throw new pulumi.RunError(
    `secrets/declared.yaml: the settings need what is not declared: ${faults.join("; ")}; declare it, then ops secrets seal`,
  );
}

/** `argocd/argocd-secret` as a part of a logical name. */
const logical = (address: string): string => address.replace("/", "-");

const namespacesOf = (addresses: Iterable<string>): string[] => [
  ...new Set([...addresses].map((address) => address.split("/")[0] ?? "")),
];

/** How people reach something, at a host of its own below the domain of the environment. */
const exposed = (
  exposure: Settings["platform"]["argoCd"]["exposure"],
  name: string,
  { domain, peers }: Settings,
): Exposure =>
  exposure.kind === "none"
    ? exposure
    : { ...exposure, host: `${name}.${domain}`, controller: peers.ingress };

function observabilitySettings(settings: Settings): ObservabilitySettings {
  const { platform, domain, tier } = settings;
  const { grafana, prometheus, ...rest } = platform;
  return {
    ...rest,
    prometheus: { ...prometheus, externalLabels: { environment: domain, tier } },
    grafana: { ...grafana, exposure: exposed(grafana.exposure, "grafana", settings) },
  };
}

const prometheusPods: TrafficPeer = { namespace: HOMES.platform, pods: podsOf(PARTS.prometheus) };

function deliverySettings(settings: Settings): DeliverySettings {
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
