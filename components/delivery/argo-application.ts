import * as pulumi from "@pulumi/pulumi";
import { Application } from "../crds/application.ts";
import { argoApplicationFaults } from "./argo-application/faults.ts";
import type { ArgoApplicationSettings } from "./argo-application/settings.ts";
import { applicationSpec, finalizersOf } from "./argo-application/spec.ts";
import { delivered } from "./lib/delivered.ts";
import { refuse } from "./lib/faults.ts";

export interface ArgoApplicationArgs {
  /** Namespace of Argo CD. */
  readonly argoCd: string;
  readonly settings: ArgoApplicationSettings;
}

/**
 * Delivers what one source renders into one namespace, and keeps it so as far as `sync` says.
 *
 * With a cascade its deletion waits for Argo CD: whoever makes both lets it depend on Argo CD, so that it goes first.
 */
export class ArgoApplication extends pulumi.ComponentResource {
  /** Name of the Application. */
  readonly application: pulumi.Output<string>;

  constructor(name: string, args: ArgoApplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { argoCd, settings } = args;
    refuse(name, argoApplicationFaults(settings));
    super("intelgraph:delivery:ArgoApplication", name, args, opts);

    const finalizers = finalizersOf(settings);
    new Application(
      `${name}-application`,
      {
        metadata: {
          ...delivered(settings.name, argoCd),
          ...(finalizers.length > 0 && { finalizers: [...finalizers] }),
        },
        spec: applicationSpec(settings),
      },
      { parent: this },
    );
    this.application = pulumi.output(settings.name);
    this.registerOutputs({ application: this.application });
  }
}
