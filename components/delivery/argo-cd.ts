import * as pulumi from "@pulumi/pulumi";
import type { ImageLock } from "../../lib/artifacts/images.ts";
import { AppProject } from "../crds/app-project.ts";
import { SealedSecret } from "../crds/sealed-secret.ts";
import { installObjects } from "../lib/install/install-objects.ts";
import type { KubernetesObject } from "../lib/install/transform.ts";
import { argoCdArtifactFaults, argoCdFaults } from "./argo-cd/faults.ts";
import { ownCluster } from "./argo-cd/own-cluster.ts";
import { IN_CLUSTER } from "./argo-cd/rbac.ts";
import { argoCdObjects } from "./argo-cd/render.ts";
import { argoCdSecrets } from "./argo-cd/secrets.ts";
import type { ArgoCdSettings } from "./argo-cd/settings.ts";
import { delivered } from "./lib/delivered.ts";
import { refuse } from "./lib/faults.ts";

export interface ArgoCdArgs {
  /** The manifest `install` of the locked artifact, or `ha/install` where it is highly available. */
  readonly objects: readonly KubernetesObject[];
  readonly images: ImageLock;
  readonly settings: ArgoCdSettings;
  /** Makes the kinds outlive a destroy, and with them all Applications; see InstallOptions. */
  readonly retainedBy: pulumi.ProviderResource | undefined;
}

/** A project that allows no repository, no destination and no kind. */
const NOTHING = {
  description: "Allows nothing; name a project",
  sourceRepos: [],
  destinations: [],
  clusterResourceWhitelist: [],
  namespaceResourceWhitelist: [],
};

/**
 * Argo CD for one cluster, its own: it may do in the namespaces it delivers into what their Role `deployer` may, and
 * nothing elsewhere. No Dex, no plain Secret, no open NetworkPolicy, no project that allows everything.
 *
 * What it needs from others: sealed secrets `argocd-secret` (key `server.secretkey`) and, with notifications,
 * `argocd-notifications-secret`; both labelled `app.kubernetes.io/part-of: argocd`, without which it does not see them.
 */
export class ArgoCd extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>;
  /** Address of its API within the cluster. TLS ends at the ingress. */
  readonly server: pulumi.Output<string>;
  /** Address for people, or undefined when it has none. */
  readonly url: pulumi.Output<string | undefined>;
  /** Names of the sealed secrets that it needs in its namespace; `argoCdSecrets` says what has to be in them. */
  readonly secrets: pulumi.Output<string[]>;
  /** The cluster as Applications and projects name it. */
  readonly cluster: pulumi.Output<string>;

  constructor(name: string, args: ArgoCdArgs, opts?: pulumi.ComponentResourceOptions) {
    const { objects, images, settings, retainedBy } = args;
    refuse(name, [...argoCdFaults(settings), ...argoCdArtifactFaults(objects, settings)]);
    super("intelgraph:delivery:ArgoCd", name, { settings }, opts);

    const { namespace, exposure, delivers } = settings;
    const rendered = argoCdObjects(objects, settings, images);
    const { definitions, resources } = installObjects(name, rendered, { parent: this, retainedBy });
    // Its server would make one that allows everything. It may not, and waits for this one.
    new AppProject(
      `${name}-default-project`,
      { metadata: delivered("default", namespace), spec: NOTHING },
      { parent: this, dependsOn: [...definitions] },
    );
    // Once it is declared, Argo CD looks at its cluster anew: by then its rights are there.
    new SealedSecret(
      `${name}-own-cluster`,
      { metadata: delivered("argocd-cluster-in-cluster", namespace), spec: ownCluster(delivers) },
      { parent: this, dependsOn: [...resources] },
    );

    this.namespace = pulumi.output(namespace);
    this.server = pulumi.output(`http://argocd-server.${namespace}.svc:80`);
    this.url = pulumi.output(exposure.kind === "ingress" ? `https://${exposure.host}` : undefined);
    this.secrets = pulumi.output(argoCdSecrets(settings).map((secret) => secret.name));
    this.cluster = pulumi.output(IN_CLUSTER);
    this.registerOutputs({
      namespace: this.namespace,
      server: this.server,
      url: this.url,
      secrets: this.secrets,
      cluster: this.cluster,
    });
  }
}
