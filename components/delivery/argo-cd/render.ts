import { createHash } from "node:crypto";
import { PREFIX } from "../../lib/labels.ts";
import { disruptionBudgets, spread, withReplicas } from "../lib/availability.ts";
import {
  changed,
  type Change,
  inNamespace,
  type KubernetesObject,
  labelled,
  patched,
  without,
} from "../lib/object.ts";
import { planned } from "../lib/plan.ts";
import { fromImages, type ImageSource, inPods, restricted } from "../lib/pods.ts";
import { argoCdAccess } from "./access.ts";
import { argoCdConfig, argoCdParameters } from "./configuration.ts";
import { ingressOf } from "./ingress.ts";
import { argoCdTraffic } from "./network.ts";
import { argoCdNotifications } from "./notifications.ts";
import { CLUSTER_ACCESS, deliveryAccess, ownRules } from "./rbac.ts";
import type { ArgoCdSettings } from "./settings.ts";
import { workloadPlans } from "./workloads.ts";

/** Dex brings logins of other kinds; ours is OIDC, which Argo CD speaks itself. */
export const DEX = [
  "Deployment argocd-dex-server",
  "NetworkPolicy argocd-dex-server-network-policy",
  "Role argocd-dex-server",
  "RoleBinding argocd-dex-server",
  "Service argocd-dex-server",
  "ServiceAccount argocd-dex-server",
];

/** Empty shells of upstream; what belongs into them is sealed. */
export const SECRETS = ["Secret argocd-secret", "Secret argocd-notifications-secret"];

/** The objects of an artifact as this environment runs them, and those that upstream lacks. */
export function argoCdObjects(
  upstream: readonly KubernetesObject[],
  settings: ArgoCdSettings,
  image: ImageSource,
): readonly KubernetesObject[] {
  const { namespace, availability, priorityClass, sizes } = settings;
  const kept = without(upstream, [...DEX, ...SECRETS, ...CLUSTER_ACCESS]).filter(
    ({ kind }) => kind !== "NetworkPolicy",
  );
  const parameters = argoCdParameters(settings);
  const installed = changed(
    kept,
    inNamespace(namespace),
    withReplicas(replicasOf(settings)),
    fromImages(image),
    restricted,
    planned(workloadPlans(availability.mode, sizes), priorityClass),
    spread,
    restartedBy(parameters),
    withData("argocd-cm", argoCdConfig(settings)),
    withData("argocd-cmd-params-cm", parameters),
    withData("argocd-rbac-cm", argoCdAccess(settings.access)),
    withData("argocd-notifications-cm", argoCdNotifications(settings.notifications)),
    ...Object.entries(ownRules(settings)).map(([role, rules]) => patched(role, () => ({ rules }))),
  );
  const ours = [
    ...disruptionBudgets(installed),
    ...argoCdTraffic(settings),
    ...deliveryAccess(settings),
    ...ingressOf(settings),
  ];
  // Argo CD finds its own settings by the label part-of, so the one of upstream stays on all it brings.
  return changed([...installed, ...ours], labelled(LABELS));
}

const LABELS = { "app.kubernetes.io/part-of": "argocd", "app.kubernetes.io/managed-by": "pulumi" };

const withData = (name: string, data: Readonly<Record<string, string>>): Change =>
  patched(`ConfigMap ${name}`, (object) => ({ data: { ...(object["data"] as object), ...data } }));

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
function restartedBy(parameters: Readonly<Record<string, string>>): Change {
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
