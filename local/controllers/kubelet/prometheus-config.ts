import { dump } from "js-yaml";

import { Fault } from "../../../lib/fault.ts";
import {
  type Fields,
  isFields,
  loaded,
  moved,
  type Value,
  withFields,
  withTexts,
} from "./local-values.ts";

/** What a pod has in its file system and this host has elsewhere. */
export interface PrometheusPlace {
  /** What `/etc/prometheus` is here, without a slash at the end. */
  readonly folder: string;
  /** Folder of the ServiceAccount's token. */
  readonly account: string;
  readonly kubeconfig: string;
  /** Host and port of the Alertmanager that runs here. */
  readonly alertmanager: string;
  /** File with what is scraped here besides. */
  readonly scrapeFile: string;
}

/**
 * The configuration the operator generated, as this host can load it. Everything stays but five things: paths of the pod
 * become paths here, `$(POD_NAME)` and `$(SHARD)` get the values of the first pod, discovery reaches the API server by
 * kubeconfig instead of from within, and to the Alertmanagers and scrape files those are added that are processes here.
 */
export function prometheusConfig(generated: string, place: PrometheusPlace): string {
  const config = loaded(generated);
  if (!isFields(config)) throw unreadable();
  const here = withTexts(config, (text) =>
    moved(text.replaceAll("$(POD_NAME)", "prometheus-platform-0").replaceAll("$(SHARD)", "0"), {
      "/etc/prometheus/": `${place.folder}/`,
      "/var/run/secrets/kubernetes.io/serviceaccount/": `${place.account}/`,
    }),
  );
  const discovered = withFields(here, (fields) => discovering(fields, place.kubeconfig)) as Fields;
  const { alerting, scrape_config_files: files } = discovered;
  const known = isFields(alerting) ? alerting : {};
  return dump(
    {
      ...discovered,
      alerting: {
        ...known,
        alertmanagers: [
          ...listOf(known["alertmanagers"]),
          { static_configs: [{ targets: [place.alertmanager] }] },
        ],
      },
      scrape_config_files: [...listOf(files), place.scrapeFile],
    },
    { lineWidth: -1, noRefs: true },
  );
}

/** From within a cluster the API server needs no address; from here it does. */
function discovering(fields: Fields, kubeconfig: string): Fields {
  const { kubernetes_sd_configs: found } = fields;
  if (!Array.isArray(found)) return fields;
  const reached = found.map((each: Value) =>
    isFields(each) && !("api_server" in each) ? { ...each, kubeconfig_file: kubeconfig } : each,
  );
  return { ...fields, kubernetes_sd_configs: reached };
}

const listOf = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [];

const unreadable = () =>
  new Fault({
    where: "Secret prometheus-platform",
    problem: "prometheus.yaml.gz holds no configuration",
    fix: "look at the operator: node local/cli.ts logs prometheus-operator",
  });
