import type { Addresses } from "../lib/network.ts";
import type { AlertingSettings } from "./alerting/settings.ts";
import type { ProbeTarget } from "./blackbox/targets.ts";
import type { CollectorSettings } from "./collector/settings.ts";
import type { GrafanaSettings } from "./grafana/settings.ts";
import type { Size } from "./lib/pods.ts";
import type { PrometheusSettings } from "./prometheus/settings.ts";

/** What differs between environments in how they are watched. */
export interface ObservabilitySettings {
  /** Priority class of everything here. */
  readonly priorityClass: string;
  /** Where the API server is reached from a pod. */
  readonly apiServer: Addresses;
  /** Networks of the nodes, on which their kubelets answer. */
  readonly nodes: readonly string[];
  readonly operator: { readonly size: Size };
  readonly prometheus: PrometheusSettings;
  readonly alerting: AlertingSettings;
  readonly collector: CollectorSettings;
  readonly grafana: GrafanaSettings;
  readonly blackbox: { readonly replicas: number; readonly size: Size };
  /** Checks from outside a service; none is no check. */
  readonly probes: readonly ProbeTarget[];
}

/** Image references, with digests where there are any. */
export interface ObservabilityImages {
  readonly operator: string;
  readonly reloader: string;
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly grafana: string;
  readonly blackbox: string;
  readonly collector: string;
}
