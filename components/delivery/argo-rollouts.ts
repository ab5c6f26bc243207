import * as pulumi from "@pulumi/pulumi";
import type { ImageLock } from "../../lib/artifacts/images.ts";
import { installObjects } from "../lib/install/install-objects.ts";
import type { KubernetesObject } from "../lib/install/transform.ts";
import { argoRolloutsArtifactFaults, argoRolloutsFaults } from "./argo-rollouts/faults.ts";
import { argoRolloutsObjects } from "./argo-rollouts/render.ts";
import type { ArgoRolloutsSettings } from "./argo-rollouts/settings.ts";
import { refuse } from "./lib/faults.ts";

export interface ArgoRolloutsArgs {
  /** The manifest `install` of the locked artifact. */
  readonly objects: readonly KubernetesObject[];
  /** Its release, `v1.8.3`: the manifest itself names the tag `latest`. */
  readonly version: string;
  readonly images: ImageLock;
  readonly settings: ArgoRolloutsSettings;
  /** Makes the kinds outlive a destroy, and with them all Rollouts; see InstallOptions. */
  readonly retainedBy: pulumi.ProviderResource | undefined;
}

/** Account that makes the ReplicaSets of Rollouts, as the API server knows it. */
const ACCOUNT = "argo-rollouts";

/**
 * The controller that moves Rollouts on step by step, and back when an analysis fails. No dashboard.
 *
 * It reads no Secret but its own, so analyses can ask only what needs none, as Prometheus does.
 */
export class ArgoRollouts extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>;
  /** The user whose ReplicaSets admission trusts: `system:serviceaccount:platform:argo-rollouts`. */
  readonly user: pulumi.Output<string>;
  /** Address within the cluster of its metrics. */
  readonly metrics: pulumi.Output<string>;

  constructor(name: string, args: ArgoRolloutsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { objects, version, images, settings, retainedBy } = args;
    refuse(name, [
      ...argoRolloutsFaults(settings),
      ...argoRolloutsArtifactFaults(objects, settings, version),
    ]);
    super("intelgraph:delivery:ArgoRollouts", name, { version, settings }, opts);

    const rendered = argoRolloutsObjects(objects, settings, version, images);
    installObjects(name, rendered, { parent: this, retainedBy });

    const { namespace } = settings;
    this.namespace = pulumi.output(namespace);
    this.user = pulumi.output(`system:serviceaccount:${namespace}:${ACCOUNT}`);
    this.metrics = pulumi.output(`http://argo-rollouts-metrics.${namespace}.svc:8090/metrics`);
    this.registerOutputs({ namespace: this.namespace, user: this.user, metrics: this.metrics });
  }
}
