import { analysisFaults } from "./analysis-template/faults.ts";
import { argoApplicationFaults } from "./argo-application/faults.ts";
import type { ArgoApplicationSettings } from "./argo-application/settings.ts";
import { argoCdFaults } from "./argo-cd/faults.ts";
import type { ArgoCdSettings } from "./argo-cd/settings.ts";
import { argoProjectFaults } from "./argo-project/faults.ts";
import type { ArgoProjectSettings } from "./argo-project/settings.ts";
import { argoRolloutsFaults } from "./argo-rollouts/faults.ts";
import { type Fault, faultIf, faultsOf, twins } from "./lib/faults.ts";
import type { DeliverySettings } from "./delivery-settings.ts";

/** Everything that is wrong with the settings of delivery: each part by itself, and what one says about another. */
export function deliveryFaults(settings: DeliverySettings): readonly Fault[] {
  const { argoCd, argoRollouts, projects, applications, analyses } = settings;
  return [
    ...under("argoCd", argoCdFaults(argoCd)),
    ...deployerFaults(argoCd, projects),
    ...under("argoRollouts", argoRolloutsFaults(argoRollouts)),
    ...doubles("projects", projects),
    ...projects.flatMap((project) =>
      under(`projects.${project.name}`, [
        ...argoProjectFaults(project),
        ...destinationFaults(project, argoCd),
      ]),
    ),
    ...doubles("applications", applications),
    ...applications.flatMap((application) =>
      under(`applications.${application.name}`, [
        ...argoApplicationFaults(application),
        ...placeFaults(application, projects),
      ]),
    ),
    ...twins(analyses.map(({ namespace, name }) => `${namespace}/${name}`)).map((twin) => ({
      path: "analyses",
      says: `has "${twin}" twice; keep one`,
    })),
    ...analyses.flatMap((analysis) =>
      under(`analyses.${analysis.namespace}.${analysis.name}`, [
        ...analysisFaults(analysis),
        ...faultIf(
          !argoCd.delivers.includes(analysis.namespace),
          "namespace",
          `is "${analysis.namespace}", where nothing is delivered; use one of ${argoCd.delivers.join(", ")}`,
        ),
      ]),
    ),
  ];
}

const under = (path: string, faults: readonly Fault[]): readonly Fault[] =>
  faults.map((fault) => ({ ...fault, path: `${path}.${fault.path}` }));

const doubles = (path: string, things: readonly { readonly name: string }[]): readonly Fault[] =>
  twins(things.map(({ name }) => name)).map((name) => ({
    path,
    says: `has "${name}" twice; names are unique`,
  }));

const deployerFaults = (
  { access }: ArgoCdSettings,
  projects: readonly ArgoProjectSettings[],
): readonly Fault[] =>
  faultsOf(Object.keys(access.deployers), (named) =>
    projects.some(({ name }) => name === named)
      ? undefined
      : {
          path: `argoCd.access.deployers.${named}`,
          says: `names no project; use one of ${listed(projects)}`,
        },
  );

const destinationFaults = (
  { namespaces }: ArgoProjectSettings,
  { delivers }: ArgoCdSettings,
): readonly Fault[] =>
  faultsOf(namespaces, (namespace) =>
    delivers.includes(namespace)
      ? undefined
      : {
          path: "namespaces",
          says: `holds "${namespace}", where Argo CD may do nothing; use one of ${delivers.join(", ")}`,
        },
  );

function placeFaults(
  { project: named, namespace, source, managedNamespace }: ArgoApplicationSettings,
  projects: readonly ArgoProjectSettings[],
): readonly Fault[] {
  const project = projects.find(({ name }) => name === named);
  if (project === undefined) {
    return [{ path: "project", says: `is "${named}", which is none; use ${listed(projects)}` }];
  }
  return [
    ...faultIf(
      !project.namespaces.includes(namespace),
      "namespace",
      `is "${namespace}", where project ${named} may not deliver; use one of ${project.namespaces.join(", ")}`,
    ),
    ...faultIf(
      !project.sources.some((pattern) => covers(pattern, source.repository)),
      "source.repository",
      `is "${source.repository}", which project ${named} does not allow; use one of ${project.sources.join(", ")}`,
    ),
    ...faultIf(
      managedNamespace !== undefined,
      "managedNamespace",
      "asks Argo CD to change a namespace, which belongs to this program; set its labels where the namespace is made",
    ),
  ];
}

const listed = (projects: readonly ArgoProjectSettings[]): string =>
  projects.map(({ name }) => name).join(", ");

/** Whether a pattern of a project allows a repository; `*` is a part between slashes. */
function covers(pattern: string, repository: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^/]*")}$`).test(repository);
}
