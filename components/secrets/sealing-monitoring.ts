import * as pulumi from "@pulumi/pulumi";

import type { SealingCertificate } from "../../lib/sealing/certificate.ts";
import { PrometheusRule } from "../crds/prometheus-rule.ts";
import { ServiceMonitor } from "../crds/service-monitor.ts";
import { commonLabels } from "../lib/labels.ts";
import { CONTROLLER, controllerLabels } from "./controller-pod.ts";
import { sealingAlerts } from "./sealing-alerts.ts";

export interface SealingMonitoringArgs {
  /** Namespace of the controller. */
  readonly namespace: string;
  readonly certificate: SealingCertificate;
}

/**
 * What Prometheus reads of the controller, and the alerts about it.
 *
 * Apart from the controller, which has to be there before the Secrets that Prometheus itself waits for; this comes after.
 */
export class SealingMonitoring extends pulumi.ComponentResource {
  constructor(name: string, args: SealingMonitoringArgs, opts?: pulumi.ComponentResourceOptions) {
    super("intelgraph:secrets:SealingMonitoring", name, {}, opts);
    const { namespace, certificate } = args;
    const metadata = { name: CONTROLLER, namespace, labels: commonLabels() };
    const child = { parent: this };
    new ServiceMonitor(
      `${name}-monitor`,
      {
        metadata,
        spec: {
          selector: { matchLabels: { ...controllerLabels } },
          // The namespace of a SealedSecret is what its metrics say, not where they were read.
          endpoints: [{ port: "metrics", path: "/metrics", interval: "30s", honorLabels: true }],
        },
      },
      child,
    );
    new PrometheusRule(
      `${name}-alerts`,
      {
        metadata,
        spec: {
          groups: [
            {
              name: "sealed-secrets",
              rules: sealingAlerts(certificate, namespace).map((rule) => ({
                ...rule,
                labels: { ...rule.labels },
                annotations: { ...rule.annotations },
              })),
            },
          ],
        },
      },
      child,
    );
    this.registerOutputs({});
  }
}
