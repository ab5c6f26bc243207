import type * as pulumi from "@pulumi/pulumi";
import { Provider } from "../lib/kubernetes.ts";

export interface ClusterConnectionArgs {
  /** Kubeconfig file, relative to the folder the program runs in, so that state says the same on every machine. */
  readonly kubeconfig: string;
  /** Context in that file. */
  readonly context: string;
  /** What the cluster is, for good: only a change of this replaces what was made in it. */
  readonly identifier: string;
  /** Take up objects that are there already, as far as nobody else manages their fields. @default false: refuse them */
  readonly takesUp?: boolean;
}

/**
 * Connects to exactly one cluster and reads nothing from the surroundings.
 *
 * Every switch that the SDK would otherwise take from a `PULUMI_K8S_*` variable is set, so that the same program does the
 * same on every machine. `strictMode` makes the provider refuse to work without an explicit kubeconfig and context; the
 * SDK has no argument for it (4.34.2), the provider reads it among its inputs.
 */
export function connectCluster(
  name: string,
  { kubeconfig, context, identifier, takesUp = false }: ClusterConnectionArgs,
  opts?: pulumi.ResourceOptions,
): Provider {
  return new Provider(
    name,
    {
      kubeconfig,
      context,
      clusterIdentifier: identifier,
      enableServerSideApply: true,
      enableConfigMapMutable: true,
      enableSecretMutable: true,
      enablePatchForce: false,
      upsertExistingObjects: takesUp,
      deleteUnreachable: false,
      skipUpdateUnreachable: false,
      suppressDeprecationWarnings: false,
      suppressHelmHookWarnings: false,
    },
    { ...opts, transformations: [strict] },
  );
}

const strict: pulumi.ResourceTransformation = ({ props, opts }) => ({
  props: { ...(props as object), strictMode: "true" },
  opts,
});
