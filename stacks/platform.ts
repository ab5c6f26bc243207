import * as pulumi from "@pulumi/pulumi";
import { argoCdSecrets } from "../components/delivery/argo-cd/secrets.ts";
import { Delivery } from "../components/delivery/delivery.ts";
import type { NeededSecret } from "../components/lib/needed-secret.ts";
import { PARTS, podsOf } from "../components/observability/names.ts";
import { Observability } from "../components/observability/observability.ts";
import { observabilitySecrets } from "../components/observability/secrets.ts";
import { SealedSecret } from "../components/secrets/sealed-secret.ts";
import { SealedSecrets } from "../components/secrets/sealed-secrets.ts";
import { SealingMonitoring } from "../components/secrets/sealing-monitoring.ts";
import type { Outputs, Pending } from "./outputs.ts";
import { observabilityImages, sealedSecretsImage } from "./platform-images.ts";
import type { PlatformInputs } from "./platform-inputs.ts";
import {
  deliverySettings,
  HOMES,
  observabilitySettings,
  type PlatformSettings,
} from "./platform-settings.ts";

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
  settings: PlatformSettings,
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
      image: sealedSecretsImage(images),
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
