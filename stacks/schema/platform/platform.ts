import { choice, dnsLabel, flag, list, section, wholeNumber } from "../fields.ts";
import { argoCdSchema } from "./argo-cd.ts";
import { analysisSchema, applicationSchema, projectSchema } from "./deliveries.ts";
import { addresses, duration, nodeNetworks, replicas, size } from "./fields.ts";
import {
  alertingSchema,
  collectorSchema,
  grafanaSchema,
  probesSchema,
  prometheusSchema,
  watchedSchema,
} from "./observability.ts";

/** How sure a digest of an image of others has to be. */
export const IMAGE_STATES = ["resolved", "recorded"] as const;

/** The controllers an environment needs, and what differs between environments about them. */
export const platformSchema = section(
  {
    priorityClass: dnsLabel("the rank of its pods", "intelgraph-critical"),
    retainKinds: flag(
      "whether its kinds, and with them all of their objects, outlive a destroy",
      true,
    ),
    images: choice(
      IMAGE_STATES,
      "whether digests of images must have been asked from their registries, or a public record is enough",
    ),
    apiServer: addresses("where pods reach the API server"),
    nodes: nodeNetworks,
    sealedSecrets: section(
      { keyRenewPeriod: duration("the age at which a newer sealing key is made", "720h") },
      "the controller that opens sealed secrets",
    ),
    argoCd: argoCdSchema,
    argoRollouts: section(
      {
        replicas: replicas(2),
        trafficRouting: choice(["replicas", "ingress"], "how canaries get their share"),
      },
      "Argo Rollouts",
    ),
    projects: list(projectSchema, "projects of Argo CD", "[]", 0),
    applications: list(applicationSchema, "Applications of Argo CD", "[]", 0),
    analyses: list(analysisSchema, "analyses of canaries", "[]", 0),
    watched: watchedSchema,
    operator: section({ size }, "the operator of Prometheus"),
    prometheus: prometheusSchema,
    alerting: alertingSchema,
    collector: collectorSchema,
    grafana: grafanaSchema,
    blackbox: section({ replicas: wholeNumber(1, 5, "pods", 1), size }, "the prober"),
    probes: probesSchema,
  },
  "the controllers of the environment",
);
