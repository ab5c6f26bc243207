import { createHash } from "node:crypto";
import type { ImageLock } from "../../../lib/artifacts/images.ts";
import { withoutDescriptions } from "../../lib/install/descriptions.ts";
import { withImages } from "../../lib/install/images.ts";
import { inNamespace } from "../../lib/install/in-namespace.ts";
import { labelled } from "../../lib/install/labelled.ts";
import { withSecurityContext } from "../../lib/install/security-context.ts";
import { patched, without, withoutKinds } from "../../lib/install/select.ts";
import {
  changedAt,
  type KubernetesObject,
  mapOf,
  type Transform,
  transformed,
} from "../../lib/install/transform.ts";
import { PREFIX } from "../../lib/labels.ts";
import { named } from "../lib/artifact.ts";
import { disruptionBudgets, spread, withReplicas } from "../lib/availability.ts";
import { planned } from "../lib/plan.ts";
import { inPods } from "../lib/pods.ts";
import { argoCdAccess } from "./access.ts";
import { argoCdConfig, argoCdParameters } from "./configuration.ts";
import { ingressOf } from "./ingress.ts";
import { argoCdTraffic } from "./network.ts";
import { argoCdNotifications } from "./notifications.ts";
import { CLUSTER_ACCESS, deliveryAccess, ownRules } from "./rbac.ts";
import { type ArgoCdSettings, PART_OF_ARGO_CD } from "./settings.ts";
import { workloadPlans } from "./workloads.ts";

/** Dex brings logins of other kinds; ours is OIDC, which Argo CD speaks itself. */
export const DEX = named(
  "argocd-dex-server",
  "Deployment",
  "Role",
  "RoleBinding",
  "Service",
  "ServiceAccount",
);

/** Empty shells of upstream; what belongs into them is sealed. */
export const SECRETS = [
  ...named("argocd-secret", "Secret"),
  ...named("argocd-notifications-secret", "Secret"),
];

/** The objects of an artifact as this environment runs them, and those that upstream lacks. */
export function argoCdObjects(
  upstream: readonly KubernetesObject[],
  settings: ArgoCdSettings,
  images: ImageLock,
): readonly KubernetesObject[] {
  const { namespace, availability, priorityClass, sizes } = settings;
  const parameters = argoCdParameters(settings);
  const installed = transformed(
    upstream,
    without(...DEX, ...SECRETS, ...CLUSTER_ACCESS),
    withoutKinds("NetworkPolicy"),
    withoutDescriptions(),
    inNamespace(namespace),
    withReplicas(replicasOf(settings)),
    withImages(images),
    withSecurityContext(),
    planned(workloadPlans(availability.mode, sizes), priorityClass),
    spread,
    restartedBy(parameters),
    withData("argocd-cm", argoCdConfig(settings)),
    withData("argocd-cmd-params-cm", parameters),
    withData("argocd-rbac-cm", argoCdAccess(settings.access)),
    withData("argocd-notifications-cm", argoCdNotifications(settings.notifications)),
    ...Object.entries(ownRules(settings)).map(([role, rules]) =>
      patched("Role", role, (object) => ({ ...object, rules })),
    ),
    // Argo CD finds its own settings by the label part-of, so the one of upstream stays on all it brings.
    labelled(MANAGED),
  );
  const ours = transformed(
    [
      ...disruptionBudgets(installed),
      ...argoCdTraffic(settings),
      ...deliveryAccess(settings),
      ...ingressOf(settings),
    ],
    labelled({ ...PART_OF_ARGO_CD, ...MANAGED }),
  );
  return [...installed, ...ours];
}

const MANAGED = { "app.kubernetes.io/managed-by": "pulumi" };

const withData = (name: string, data: Readonly<Record<string, string>>): Transform =>
  patched("ConfigMap", name, (object) =>
    changedAt(object, ["data"], (there) => ({ ...mapOf(there), ...data })),
  );

function replicasOf({ availability }: ArgoCdSettings): Readonly<Record<string, number>> {
  if (availability.mode === "single") return {};
  const { server, repoServer, applicationSetController } = availability.replicas;
  return {
    "argocd-server": server,
    "argocd-repo-server": repoServer,
    "argocd-applicationset-controller": applicationSetController,
  };
}

/** Flags are read at the start of a process: when they change, the pods do. */
function restartedBy(parameters: Readonly<Record<string, string>>): Transform {
  const text = JSON.stringify(Object.entries(parameters).sort());
  const sum = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return inPods(({ metadata, spec }, { metadata: { name } }) => ({
    metadata: {
      ...metadata,
      ...(!name.includes("redis") && {
        annotations: { ...metadata?.annotations, [`${PREFIX}/parameters`]: sum },
      }),
    },
    spec,
  }));
}
