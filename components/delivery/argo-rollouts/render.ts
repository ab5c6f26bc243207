import type { ImageLock } from "../../../lib/artifacts/images.ts";
import { withoutDescriptions } from "../../lib/install/descriptions.ts";
import { retagged, withImages } from "../../lib/install/images.ts";
import { inNamespace } from "../../lib/install/in-namespace.ts";
import { labelled } from "../../lib/install/labelled.ts";
import { withSecurityContext } from "../../lib/install/security-context.ts";
import { patched, without } from "../../lib/install/select.ts";
import { type KubernetesObject, transformed } from "../../lib/install/transform.ts";
import { named } from "../lib/artifact.ts";
import { disruptionBudgets, spread, withReplicas } from "../lib/availability.ts";
import { planned, type Plans, resources } from "../lib/plan.ts";
import { networkPolicy, podsNamed, toAddresses } from "../lib/traffic.ts";
import { AGGREGATED, clusterRules, ownAccess } from "./rbac.ts";
import type { ArgoRolloutsSettings } from "./settings.ts";

/** Empty shell of upstream, for tokens of notifications, which nobody sends. */
export const SECRETS = named("argo-rollouts-notification-secret", "Secret");

/** The image of the controller; upstream's manifest names the tag `latest`, whatever its release. */
export const IMAGE = "quay.io/argoproj/argo-rollouts";

/** The objects of the artifact as this environment runs them, and those that upstream lacks. */
export function argoRolloutsObjects(
  upstream: readonly KubernetesObject[],
  settings: ArgoRolloutsSettings,
  version: string,
  images: ImageLock,
): readonly KubernetesObject[] {
  const { namespace, replicas, priorityClass } = settings;
  const installed = transformed(
    upstream,
    without(...AGGREGATED, ...SECRETS),
    withoutDescriptions(),
    inNamespace(namespace),
    withReplicas({ [NAME]: replicas }),
    retagged(IMAGE, "latest", version),
    withImages(images),
    withSecurityContext(),
    planned(plansOf(settings), priorityClass),
    spread,
    patched("ClusterRole", NAME, (role) => ({ ...role, rules: clusterRules(settings) })),
    labelled(MANAGED),
  );
  const ours = transformed(
    [...disruptionBudgets(installed), trafficOf(settings), ...ownAccess(settings)],
    labelled({ "app.kubernetes.io/part-of": NAME, ...MANAGED }),
  );
  return [...installed, ...ours];
}

const NAME = "argo-rollouts";
const MANAGED = { "app.kubernetes.io/managed-by": "pulumi" };

/** The figures are a start; its own `controller_clientset_k8s_request_total` and working set say more. */
export const plansOf = ({ resources: given }: ArgoRolloutsSettings): Plans => ({
  [NAME]: {
    token: "moves Rollouts on",
    containers: {
      [NAME]: {
        resources: given ?? resources(["100m", "128Mi", "128Mi"], ["400m", "256Mi", "256Mi"]),
      },
    },
    volumes: { "plugin-bin": "64Mi", tmp: "64Mi" },
  },
});

const trafficOf = ({ namespace, traffic }: ArgoRolloutsSettings): KubernetesObject =>
  networkPolicy({
    name: NAME,
    namespace,
    pods: podsNamed(NAME),
    ingress: [{ peers: [traffic.metrics], ports: [8090] }],
    egress: [
      toAddresses(traffic.apiServer),
      { peers: [traffic.prometheus.pods], ports: [traffic.prometheus.port] },
    ],
  });
