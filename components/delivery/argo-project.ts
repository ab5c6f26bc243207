import * as pulumi from "@pulumi/pulumi";
import { AppProject } from "../crds/app-project.ts";
import { argoProjectFaults } from "./argo-project/faults.ts";
import type { ArgoProjectSettings } from "./argo-project/settings.ts";
import { projectSpec } from "./argo-project/spec.ts";
import { delivered } from "./lib/delivered.ts";
import { refuse } from "./lib/faults.ts";

export interface ArgoProjectArgs {
  /** Namespace of Argo CD. */
  readonly argoCd: string;
  readonly settings: ArgoProjectSettings;
}

/**
 * Fences some Applications: these repositories, these namespaces, these kinds, at these times; no kinds of the cluster.
 *
 * Objects in its namespaces that no Application brings are shown as a warning, and touched by nobody.
 */
export class ArgoProject extends pulumi.ComponentResource {
  /** Name of the project. */
  readonly project: pulumi.Output<string>;

  constructor(name: string, args: ArgoProjectArgs, opts?: pulumi.ComponentResourceOptions) {
    const { argoCd, settings } = args;
    refuse(name, argoProjectFaults(settings));
    super("intelgraph:delivery:ArgoProject", name, args, opts);

    new AppProject(
      `${name}-project`,
      { metadata: delivered(settings.name, argoCd), spec: projectSpec(settings) },
      { parent: this },
    );
    this.project = pulumi.output(settings.name);
    this.registerOutputs({ project: this.project });
  }
}
