import * as pulumi from "@pulumi/pulumi";

import type { SealingCertificate } from "../../lib/sealing/certificate.ts";
import type { Peer } from "../environment/allow-rule.ts";
import { installObjects } from "../lib/install/install-objects.ts";
import type { KubernetesObject } from "../lib/install/transform.ts";
import { Deployment, NetworkPolicy, Service } from "../lib/kubernetes.ts";
import { commonLabels } from "../lib/labels.ts";
import { podsAt, tcpPorts } from "../lib/network.ts";
import {
  CONTROLLER,
  controllerLabels,
  controllerPod,
  HTTP_PORT,
  METRICS_PORT,
} from "./controller-pod.ts";
import { SealingAccess } from "./sealing-access.ts";

export interface SealedSecretsArgs {
  /** Namespace of the controller and its keys, and of nothing else. It exists. */
  readonly namespace: string;
  /** Namespaces whose SealedSecrets are opened. They exist. */
  readonly opens: readonly string[];
  /** The definition of SealedSecret. */
  readonly objects: readonly KubernetesObject[];
  /** Makes the definition, and with it every SealedSecret, outlive a destroy; see InstallOptions. */
  readonly retainedBy: pulumi.ProviderResource | undefined;
  /** Image of the controller, with its digest. */
  readonly image: string;
  /** The committed certificate; its private half is put there by `ops`. */
  readonly certificate: SealingCertificate;
  /**
   * Go duration after which the controller makes a newer key by itself; `0` never. Keys of its own making are in no
   * backup of `ops secrets`. @default "720h", upstream's
   */
  readonly keyRenewPeriod?: string | undefined;
  /** Where the API server answers. */
  readonly apiServer: { readonly cidrs: readonly string[]; readonly ports: readonly number[] };
  /** Who may read metrics. */
  readonly prometheus: Peer;
  /** Labels of the pods besides those they are selected by, for example of costs. @default none */
  readonly podLabels?: Readonly<Record<string, string>>;
  /** @default the cluster's */
  readonly priorityClass?: string | undefined;
}

/** Hours, minutes and seconds of Go; what else Go takes nobody means here. */
const DURATION = /^(?:0|(?:\d+h)?(?:\d+m)?(?:\d+s)?)$/;

/**
 * The controller that opens SealedSecrets: definition, access, Deployment, and traffic to the API server
 * and from Prometheus only.
 *
 * One replica, because it elects no leader; while it is away, Secrets that are there stay. The private key is left to
 * `ops`: neither state nor Git has it.
 */
export class SealedSecrets extends pulumi.ComponentResource {
  /** Name of the controller's Deployment, Service and account. */
  readonly controller: pulumi.Output<string>;
  /** Name of the account that may copy the keys away. */
  readonly backupAccount: pulumi.Output<string>;
  /** Fingerprint of the certificate to seal with, `sha256:...`. */
  readonly certificate: string;

  constructor(name: string, args: SealedSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { namespace, opens, certificate, keyRenewPeriod = "720h" } = args;
    validate(name, args, keyRenewPeriod);
    super("intelgraph:secrets:SealedSecrets", name, {}, opts);
    const child = { parent: this };
    const metadata = (object: string) => ({ name: object, namespace, labels: commonLabels() });

    const { resources } = installObjects(name, args.objects, {
      ...child,
      retainedBy: args.retainedBy,
    });
    const access = new SealingAccess(
      `${name}-access`,
      { namespace, opens, account: CONTROLLER },
      child,
    );
    const policies = this.policies(name, args);
    const deployment = new Deployment(
      `${name}-controller`,
      {
        metadata: metadata(CONTROLLER),
        spec: {
          replicas: 1,
          // The old one works on until the new one does: it may wait for its key.
          strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          selector: { matchLabels: { ...controllerLabels } },
          template: controllerPod({
            image: args.image,
            certificate,
            opens,
            keyRenewPeriod,
            labels: { ...commonLabels(), ...args.podLabels },
            priorityClass: args.priorityClass,
          }),
        },
      },
      { ...child, dependsOn: [...resources, ...access.grants, ...policies] },
    );
    new Service(
      `${name}-controller`,
      {
        metadata: { ...metadata(CONTROLLER), labels: { ...commonLabels(), ...controllerLabels } },
        spec: {
          type: "ClusterIP",
          selector: { ...controllerLabels },
          ports: [
            { name: "http", port: HTTP_PORT, targetPort: "http" },
            { name: "metrics", port: METRICS_PORT, targetPort: "metrics" },
          ],
        },
      },
      child,
    );

    this.controller = deployment.metadata.name;
    this.backupAccount = access.backupAccount;
    this.certificate = certificate.fingerprint;
    this.registerOutputs({
      controller: this.controller,
      backupAccount: this.backupAccount,
      certificate: this.certificate,
    });
  }

  private policies(name: string, args: SealedSecretsArgs): readonly NetworkPolicy[] {
    const { namespace, apiServer, prometheus } = args;
    const policy = (object: string, spec: object) =>
      new NetworkPolicy(
        `${name}-${object}`,
        {
          metadata: { name: `${CONTROLLER}-${object}`, namespace, labels: commonLabels() },
          spec: { podSelector: { matchLabels: { ...controllerLabels } }, ...spec },
        },
        { parent: this },
      );
    return [
      policy("to-api-server", {
        policyTypes: ["Egress"],
        egress: [
          {
            to: apiServer.cidrs.map((cidr) => ({ ipBlock: { cidr } })),
            ports: tcpPorts(apiServer.ports),
          },
        ],
      }),
      // Port 8080 is for nobody: kubeseal works offline, and probes come from the node.
      policy("from-prometheus", {
        policyTypes: ["Ingress"],
        ingress: [
          {
            from: [podsAt(prometheus.namespace, prometheus.pods)],
            ports: tcpPorts([METRICS_PORT]),
          },
        ],
      }),
    ];
  }
}

/** @throws RunError with everything that is wrong with the arguments, one a line */
function validate(name: string, args: SealedSecretsArgs, keyRenewPeriod: string): void {
  const faults = [
    ...(DURATION.test(keyRenewPeriod) && keyRenewPeriod !== ""
      ? []
      : [`keyRenewPeriod "${keyRenewPeriod}" is no duration; write for example 720h, or 0`]),
    ...(args.opens.length > 0 ? [] : ["opens no namespace; name those that have SealedSecrets"]),
    ...(args.apiServer.cidrs.length > 0
      ? []
      : ["apiServer has no addresses; name those of the API server"]),
  ];
  if (faults.length === 0) return;
  throw new pulumi.RunError(faults.map((fault) => `${name}: ${fault}`).join("\n"));
}
