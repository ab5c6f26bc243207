import { dump } from "js-yaml";

import type { Controller, Scraped } from "../controller.ts";
import type { Place } from "../place.ts";

/** One thing that is scraped because it is a process of this host. */
export interface LocalTarget extends Pick<Scraped, "labels" | "honorLabels"> {
  /** The controller it is of. */
  readonly name: string;
  /** Host and port. */
  readonly address: string;
}

/** What Prometheus scrapes of these controllers. */
export const targetsOf = (
  { ports }: Pick<Place, "ports">,
  controllers: readonly Pick<Controller, "name" | "metrics">[],
): readonly LocalTarget[] =>
  controllers.flatMap(({ name, metrics = [] }) =>
    metrics.map(({ port, ...how }) => ({ name, address: `127.0.0.1:${ports[port]}`, ...how })),
  );

/**
 * The scrape file with the processes of this host. Targets have the labels that they have in the cluster, so that rules find
 * them, and one more, by which they are told from the simulated pods of the same name.
 */
export function scrapeFile(targets: readonly LocalTarget[]): string {
  const jobs = targets.map(({ name, address, labels, honorLabels = false }) => ({
    job_name: `local/${name}/${labels.endpoint}`,
    scrape_interval: "5s",
    honor_labels: honorLabels,
    static_configs: [{ targets: [address], labels: { ...labels, local: "process" } }],
  }));
  return dump({ scrape_configs: jobs }, { lineWidth: -1, noRefs: true });
}
