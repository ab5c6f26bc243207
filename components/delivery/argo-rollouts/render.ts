import { disruptionBudgets, spread, withReplicas } from "../lib/availability.ts";
import {
  changed,
  inNamespace,
  type KubernetesObject,
  labelled,
  patched,
  without,
} from "../lib/object.ts";
import { planned, type Plans, resources } from "../lib/plan.ts";
import { fromImages, type ImageSource, restricted } from "../lib/pods.ts";
import { named, networkPolicy, toAddresses } from "../lib/traffic.ts";
import { AGGREGATED, clusterRules, ownAccess } from "./rbac.ts";
import type { ArgoRolloutsSettings } from "./settings.ts";

/** Empty shell of upstream, for tokens of notifications, which nobody sends. */
export const SECRETS = ["Secret argo-rollouts-notification-secret"];

/** The image as upstream's manifest names it, whatever its release. */
export const LATEST = "quay.io/argoproj/argo-rollouts:latest";

/** The objects of the artifact as this environment runs them, and those that upstream lacks. */
export function argoRolloutsObjects(
  upstream: readonly KubernetesObject[],
  settings: ArgoRolloutsSettings,
  version: string,
  image: ImageSource,
): readonly KubernetesObject[] {
  const { namespace, replicas, priorityClass } = settings;
  const installed = changed(
    without(upstream, [...AGGREGATED, ...SECRETS]),
    inNamespace(namespace),
    withReplicas({ [NAME]: replicas }),
    fromImages((tagged) => image(tagged === LATEST ? tagged.replace("latest", version) : tagged)),
    restricted,
    planned(plansOf(settings), priorityClass),
    spread,
    patched(`ClusterRole ${NAME}`, () => ({ rules: clusterRules(settings) })),
  );
  const ours = [...disruptionBudgets(installed), trafficOf(settings), ...ownAccess(settings)];
  return changed([...installed, ...ours], labelled(LABELS));
}

const NAME = "argo-rollouts";
const LABELS = {
  "app.kubernetes.io/part-of": NAME,
  "app.kubernetes.io/managed-by": "pulumi",
};

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
    pods: named(NAME),
    ingress: [{ peers: [traffic.metrics], ports: [8090] }],
    egress: [
      toAddresses(traffic.apiServer),
      { peers: [traffic.prometheus.pods], ports: [traffic.prometheus.port] },
    ],
  });
