import { ArgoRollouts } from "../../../components/delivery/argo-rollouts.ts";
import {
  argoRolloutsArtifactFaults,
  argoRolloutsFaults,
} from "../../../components/delivery/argo-rollouts/faults.ts";
import { argoRolloutsObjects } from "../../../components/delivery/argo-rollouts/render.ts";
import {
  type KubernetesObject,
  titleOf,
  transformed,
} from "../../../components/lib/install/transform.ts";
import { specOf } from "../../../components/delivery/lib/pods.ts";
import { retagged } from "../../../components/lib/install/images.ts";
import { without } from "../../../components/lib/install/select.ts";
import { record } from "../../support/record.ts";
import { rollouts } from "./settings.ts";
import { images, upstream, withoutKinds } from "./upstream.ts";

const manifest = upstream.argoRollouts;
const objects = argoRolloutsObjects(manifest, rollouts, "v1.8.3", images);

const found = (name: string, among = objects): KubernetesObject => {
  const object = among.find((one) => titleOf(one) === name);
  if (object === undefined) throw new Error(`no ${name}`);
  return object;
};
interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}
const rulesOf = (name: string, among = objects) =>
  found(name, among)["rules"] as unknown as readonly Rule[];

describe("Argo Rollouts, from the manifest of its release", () => {
  it("runs the release instead of whatever was published last", () => {
    const [container] = specOf(found("Deployment argo-rollouts")).template.spec.containers;

    expect(container?.image).toMatch(
      /^quay\.io\/argoproj\/argo-rollouts:v1\.8\.3@sha256:[0-9a-f]{64}$/,
    );
  });

  it("has what upstream lacks, no Secret, and no roles added to those of the cluster", () => {
    const names = objects
      .map(titleOf)
      .filter((name) => !name.startsWith("CustomResourceDefinition "));

    expect(names).toEqual([
      "ServiceAccount argo-rollouts",
      "ClusterRole argo-rollouts",
      "ClusterRoleBinding argo-rollouts",
      "ConfigMap argo-rollouts-config",
      "Service argo-rollouts-metrics",
      "Deployment argo-rollouts",
      "PodDisruptionBudget argo-rollouts",
      "NetworkPolicy argo-rollouts",
      "Role argo-rollouts",
      "RoleBinding argo-rollouts",
    ]);
  });

  it("acts as the account of its own namespace", () => {
    expect(found("ClusterRoleBinding argo-rollouts")["subjects"]).toEqual([
      { kind: "ServiceAccount", name: "argo-rollouts", namespace: "platform" },
    ]);
  });

  it("may read only the one Secret and the two ConfigMaps that are its own", () => {
    const everywhere = rulesOf("ClusterRole argo-rollouts").flatMap((rule) => rule.resources);
    const here = rulesOf("Role argo-rollouts").map((rule) => [rule.resources, rule.resourceNames]);

    expect(everywhere).not.toContain("secrets");
    expect(everywhere).not.toContain("configmaps");
    expect(everywhere).not.toContain("leases");
    expect(here).toEqual([
      [["secrets"], ["argo-rollouts-notification-secret"]],
      [["configmaps"], ["argo-rollouts-config", "argo-rollouts-notification-configmap"]],
      [["leases"], undefined],
      [["leases"], ["argo-rollouts-controller-lock"]],
    ]);
  });

  it("grants nothing that upstream does not", () => {
    const theirs = rulesOf("ClusterRole argo-rollouts", manifest);
    const grants = (rule: Rule, group: string, resource: string, verb: string) =>
      rule.apiGroups.includes(group) &&
      rule.resources.includes(resource) &&
      rule.verbs.includes(verb);
    const news = rulesOf("ClusterRole argo-rollouts").flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) =>
          verbs
            .filter((verb) => !theirs.some((rule) => grants(rule, group, resource, verb)))
            .map((verb) => `${verb} ${group}/${resource}`),
        ),
      ),
    );

    expect(news).toEqual([]);
  });

  it("writes Ingresses only where they route canaries", () => {
    const verbs = (trafficRouting: "replicas" | "ingress") =>
      rulesOf("ClusterRole argo-rollouts", [
        ...argoRolloutsObjects(manifest, { ...rollouts, trafficRouting }, "v1.8.3", images),
      ]).find(({ resources }) => resources.includes("ingresses"))?.verbs;

    expect(verbs("replicas")).toEqual(["get", "list", "watch"]);
    expect(verbs("ingress")).toEqual(["get", "list", "watch", "create", "update", "patch"]);
  });
});

describe("what is wrong", () => {
  it("with settings is said at once", () => {
    expect(argoRolloutsFaults(rollouts)).toEqual([]);
    expect(
      argoRolloutsFaults({
        ...rollouts,
        replicas: 0,
        traffic: { ...rollouts.traffic, apiServer: { cidrs: [], ports: [443] } },
      }),
    ).toEqual([
      { path: "replicas", says: "is 0; write a whole number from 1" },
      {
        path: "traffic.apiServer.cidrs",
        says: "is empty; name the networks in CIDR notation",
      },
    ]);
  });

  it("with the manifest too, a moving tag of another image included", () => {
    const moved = transformed(
      manifest,
      without({ kind: "ClusterRole", name: "argo-rollouts-aggregate-to-edit" }),
      retagged("quay.io/argoproj/argo-rollouts", "latest", "stable"),
    );

    expect(argoRolloutsArtifactFaults(manifest, rollouts, "v1.8.3")).toEqual([]);
    expect(argoRolloutsArtifactFaults(moved, rollouts, "1.8")).toEqual([
      { path: "version", says: 'is "1.8"; write the release of the manifest, such as v1.8.3' },
      {
        path: "objects",
        says: "have no ClusterRole argo-rollouts-aggregate-to-edit, which this release of Argo Rollouts brings; look at what replaced it",
      },
      {
        path: "objects",
        says: "Deployment argo-rollouts container argo-rollouts runs quay.io/argoproj/argo-rollouts:stable, not quay.io/argoproj/argo-rollouts:latest, which is what is replaced by the release; look at the manifest",
      },
    ]);
  });
});

it("ArgoRollouts tells who it is to the API server", async () => {
  const { resources, outputs } = await record(() => {
    const { namespace, user, metrics } = new ArgoRollouts("argo-rollouts", {
      objects: withoutKinds(manifest),
      version: "v1.8.3",
      images,
      settings: rollouts,
      retainedBy: undefined,
    });
    return { namespace, user, metrics };
  });

  expect(outputs).toEqual({
    namespace: "platform",
    user: "system:serviceaccount:platform:argo-rollouts",
    metrics: "http://argo-rollouts-metrics.platform.svc:8090/metrics",
  });
  expect(resources.map(({ name }) => name)).toContain("argo-rollouts-deployment-argo-rollouts");
});
