import { dirname, join } from "node:path";

import { processesWith } from "../../../lib/process-facts.ts";
import { writeAtomic } from "../../../lib/write-atomic.ts";
import { accountFiles } from "../account.ts";
import { programOf } from "../compose.ts";
import { configured } from "../observability.ts";
import { alertmanagerConfig } from "./alertmanager-config.ts";
import type { clusterObjects } from "./cluster-objects.ts";
import { collectorConfig } from "./collector-config.ts";
import type { Delivery } from "./delivery.ts";
import { scrapeFile } from "./local-targets.ts";
import { prometheusConfig } from "./prometheus-config.ts";
import { alertmanagerSource, collectorSource, prometheusSource } from "./sources.ts";
import type { Task } from "./task.ts";

const collector = { name: "opentelemetry-collector" };

/** Ports of the collector's pod, and what stands for them here. */
export const collectorPorts = (
  ports: Task["place"]["ports"],
): Readonly<Record<number, number>> => ({
  4317: ports.otlpGrpc,
  4318: ports.otlpHttp,
  4319: ports.otlpPeers,
  8888: ports.collectorMetrics,
  8889: ports.spanMetrics,
  13133: ports.collectorHealth,
});

/** What has to be handed to which of the programs that run. */
export function deliveriesOf(
  task: Task,
  objects: ReturnType<typeof clusterObjects>,
): readonly Delivery[] {
  const { place, programs, targets } = task;
  const { folder, ports } = place;
  const files = configured(folder);
  const account = accountFiles(folder, { namespace: "platform", name: "prometheus" });
  const scraped = join(folder, "local-targets.yaml");
  writeAtomic(scraped, scrapeFile(targets));
  const all: readonly Delivery[] = [
    {
      name: "prometheus",
      folder: dirname(files.prometheus),
      file: files.prometheus,
      source: () => prometheusSource(objects),
      localize: (text) =>
        prometheusConfig(text, {
          folder: dirname(files.prometheus),
          account: account.folder,
          kubeconfig: account.kubeconfig,
          alertmanager: `127.0.0.1:${ports.alertmanager}`,
          scrapeFile: scraped,
        }),
      check: [programs.promtool, "check", "config"],
      reload: reloadOver(ports.prometheus),
    },
    {
      name: "alertmanager",
      folder: dirname(files.alertmanager),
      file: files.alertmanager,
      source: () => alertmanagerSource(objects),
      localize: (text) => alertmanagerConfig(text, dirname(files.alertmanager)),
      check: [programs.amtool, "check-config"],
      reload: reloadOver(ports.alertmanager),
    },
    {
      name: collector.name,
      folder: dirname(files.collector),
      file: files.collector,
      source: () => collectorSource(objects),
      localize: (text) =>
        collectorConfig(text, {
          ports: collectorPorts(ports),
          out: join(folder, "work", "opentelemetry-collector"),
        }),
      check: [programs.otelcol, "validate", "--config"],
      reload: () => {
        for (const { pid } of processesWith(`${programOf(folder, collector)} `)) {
          process.kill(pid, "SIGHUP");
        }
        return Promise.resolve();
      },
    },
  ];
  return all.filter(({ name }) => task.controllers.includes(name));
}

/** Asks a program to read its files again; one that does not run yet will do so when it starts. */
const reloadOver = (port: number) => async (): Promise<void> => {
  await fetch(`http://127.0.0.1:${port}/-/reload`, { method: "POST" }).catch(() => undefined);
};
