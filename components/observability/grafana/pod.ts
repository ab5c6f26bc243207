import type { input } from "@pulumi/kubernetes/types/index.js";
import { restrictedContainer } from "../../lib/pod-security.ts";
import { httpProbes, podAs, resourcesOf } from "../lib/pods.ts";
import { PARTS, partLabels, PORTS } from "../names.ts";
import { DASHBOARDS, grafanaEnvironment } from "./environment.ts";
import type { GrafanaSettings } from "./settings.ts";

interface Config {
  readonly name: string;
  readonly annotation: Record<string, string>;
}

export interface GrafanaPod {
  readonly image: string;
  readonly priorityClass: string;
  readonly settings: GrafanaSettings;
  /** ConfigMap with datasources and where dashboards are. */
  readonly provisioning: Config;
  /** ConfigMaps with a dashboard each. */
  readonly boards: readonly Config[];
}

const PROVISIONING = "/etc/grafana/provisioning";

export const grafanaPod = (pod: GrafanaPod): input.core.v1.PodTemplateSpec => ({
  metadata: {
    labels: partLabels(PARTS.grafana),
    annotations: Object.assign(
      {},
      ...[pod.provisioning, ...pod.boards].map(({ annotation }) => annotation),
    ) as Record<string, string>,
  },
  spec: {
    serviceAccountName: PARTS.grafana,
    automountServiceAccountToken: false,
    priorityClassName: pod.priorityClass,
    // The user of the image, whose folder it writes to.
    securityContext: podAs(472),
    containers: [
      {
        name: "grafana",
        image: pod.image,
        env: grafanaEnvironment(pod.settings),
        ports: [{ name: "http", containerPort: PORTS.grafana, protocol: "TCP" }],
        resources: resourcesOf(pod.settings.size),
        securityContext: restrictedContainer(),
        ...httpProbes("http", "/api/health"),
        volumeMounts: [
          ...["datasources", "dashboards"].map((kind) => ({
            name: "provisioning",
            mountPath: `${PROVISIONING}/${kind}/${kind}.yaml`,
            subPath: `${kind}.yaml`,
            readOnly: true,
          })),
          { name: "boards", mountPath: DASHBOARDS, readOnly: true },
          { name: "data", mountPath: "/var/lib/grafana" },
          { name: "tmp", mountPath: "/tmp" },
        ],
      },
    ],
    volumes: [
      { name: "provisioning", configMap: { name: pod.provisioning.name } },
      {
        name: "boards",
        projected: { sources: pod.boards.map(({ name }) => ({ configMap: { name } })) },
      },
      { name: "data", emptyDir: { sizeLimit: "256Mi" } },
      { name: "tmp", emptyDir: { sizeLimit: "64Mi" } },
    ],
  },
});
