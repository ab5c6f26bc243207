import { IN_CLUSTER } from "../argo-cd/rbac.ts";
import { DELIVERED_KINDS } from "./kinds.ts";
import { type ArgoProjectSettings, PROJECT_ACTIONS, type ProjectRole } from "./settings.ts";

/** The spec of an AppProject: everything that is not named is refused. */
export function projectSpec(settings: ArgoProjectSettings) {
  const { name, description, sources, namespaces, roles, windows } = settings;
  return {
    description,
    sourceRepos: [...sources],
    destinations: namespaces.map((namespace) => ({ server: IN_CLUSTER, namespace })),
    clusterResourceWhitelist: [],
    namespaceResourceWhitelist: kindsOf(settings).map((kind) => ({ ...kind })),
    orphanedResources: { warn: true, ignore: OURS.map((one) => ({ ...one })) },
    roles: roles.map((role) => ({
      name: role.name,
      description: role.description,
      groups: [...role.groups],
      policies: policiesOf(name, role),
    })),
    syncWindows: windows.map((window) => ({
      kind: window.kind,
      schedule: window.schedule,
      duration: window.duration,
      timeZone: window.timeZone ?? "UTC",
      applications: [...(window.applications ?? ["*"])],
      manualSync: window.manualSync,
      description: window.description,
    })),
  };
}

/** What this program makes in the namespaces of workloads, and what controllers of the cluster do. */
const OURS = [
  { kind: "ConfigMap", name: "kube-root-ca.crt" },
  { kind: "LimitRange" },
  { kind: "ResourceQuota" },
  { kind: "ServiceAccount", name: "default" },
  { kind: "ServiceAccount", name: "deployer" },
  { kind: "ServiceAccount", name: "viewer" },
  { group: "argoproj.io", kind: "AnalysisTemplate" },
  { group: "bitnami.com", kind: "SealedSecret" },
  { group: "networking.k8s.io", kind: "NetworkPolicy" },
];

/** `group/Kind`, or `Kind` for the core group. */
export const kindName = ({ group, kind }: { group: string; kind: string }): string =>
  group === "" ? kind : `${group}/${kind}`;

const kindsOf = ({ kinds }: ArgoProjectSettings) =>
  DELIVERED_KINDS.filter((one) => kinds?.includes(kindName(one)) ?? true).map(
    ({ group, kind }) => ({ group, kind }),
  );

const policiesOf = (project: string, { name, may }: ProjectRole): readonly string[] =>
  may.flatMap((action) =>
    PROJECT_ACTIONS[action].map(
      (what) => `p, proj:${project}:${name}, ${what}, ${project}/*, allow`,
    ),
  );
