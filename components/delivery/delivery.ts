import * as pulumi from "@pulumi/pulumi";
import type { ImageLock } from "../../lib/artifacts/images.ts";
import { AnalysisTemplate } from "./analysis-template.ts";
import { ArgoApplication } from "./argo-application.ts";
import { ArgoCd, type ArgoCdArgs } from "./argo-cd.ts";
import { ArgoProject } from "./argo-project.ts";
import { ArgoRollouts, type ArgoRolloutsArgs } from "./argo-rollouts.ts";
import { deliveryFaults } from "./delivery-faults.ts";
import type { DeliverySettings } from "./delivery-settings.ts";
import { refuse } from "./lib/faults.ts";

export interface DeliveryArgs {
  readonly settings: DeliverySettings;
  /** What the locked artifacts hold. */
  readonly artifacts: {
    readonly argoCd: Pick<ArgoCdArgs, "objects">;
    readonly argoRollouts: Pick<ArgoRolloutsArgs, "objects" | "version">;
  };
  readonly images: ImageLock;
  /** Makes the kinds outlive a destroy; see InstallOptions. */
  readonly retainedBy: pulumi.ProviderResource | undefined;
}

/**
 * How workloads come into an environment: Argo CD brings them, Argo Rollouts moves them on, projects fence them.
 *
 * Applications depend on all of it, so on the way out they go first, while there is somebody to take their finalizers off.
 * Namespaces and sealed secrets are made by others; let this depend on them.
 */
export class Delivery extends pulumi.ComponentResource {
  readonly argoCd: ArgoCd;
  readonly argoRollouts: ArgoRollouts;
  /** Names of the projects, in the order of the settings. */
  readonly projects: pulumi.Output<string[]>;
  /** Names of the Applications, in the order of the settings. */
  readonly applications: pulumi.Output<string[]>;
  /** Names of the analyses, as `namespace/name`. */
  readonly analyses: pulumi.Output<string[]>;

  constructor(name: string, args: DeliveryArgs, opts?: pulumi.ComponentResourceOptions) {
    const { settings, artifacts, images, retainedBy } = args;
    refuse(name, deliveryFaults(settings));
    super("intelgraph:delivery:Delivery", name, { settings }, opts);
    const child = { parent: this };
    const argoCd = settings.argoCd.namespace;

    this.argoCd = new ArgoCd(
      `${name}-argo-cd`,
      { ...artifacts.argoCd, settings: settings.argoCd, images, retainedBy },
      child,
    );
    this.argoRollouts = new ArgoRollouts(
      `${name}-argo-rollouts`,
      { ...artifacts.argoRollouts, settings: settings.argoRollouts, images, retainedBy },
      child,
    );
    const analyses = settings.analyses.map(
      (analysis) =>
        new AnalysisTemplate(
          `${name}-analysis-${analysis.namespace}-${analysis.name}`,
          { settings: analysis },
          { ...child, dependsOn: [this.argoRollouts] },
        ),
    );
    const projects = settings.projects.map(
      (project) =>
        new ArgoProject(
          `${name}-project-${project.name}`,
          { argoCd, settings: project },
          { ...child, dependsOn: [this.argoCd] },
        ),
    );
    const applications = settings.applications.map(
      (application) =>
        new ArgoApplication(
          `${name}-application-${application.name}`,
          { argoCd, settings: application },
          { ...child, dependsOn: [this.argoCd, this.argoRollouts, ...projects, ...analyses] },
        ),
    );

    this.projects = pulumi.output(projects.map(({ project }) => project));
    this.applications = pulumi.output(applications.map(({ application }) => application));
    this.analyses = pulumi.output(
      settings.analyses.map(({ namespace, name: analysis }) => `${namespace}/${analysis}`),
    );
    this.registerOutputs({
      projects: this.projects,
      applications: this.applications,
      analyses: this.analyses,
    });
  }
}
