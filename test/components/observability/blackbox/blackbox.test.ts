import { BlackboxExporter } from "../../../../components/observability/blackbox/blackbox-exporter.ts";
import { probeSpec } from "../../../../components/observability/blackbox/targets.ts";
import { record } from "../../../support/record.ts";
import { graphOf } from "../support/graph.ts";
import { images, settings } from "../support/settings.ts";

const [web] = settings.probes;
if (web === undefined) throw new Error("the settings have no probe");
const build = (targets = settings.probes) =>
  record(
    () =>
      void new BlackboxExporter("blackbox", {
        ...settings.blackbox,
        namespace: "platform",
        image: images.blackbox,
        priorityClass: settings.priorityClass,
        targets,
      }),
  );

describe("BlackboxExporter", () => {
  it("makes a Deployment and a Probe per target, below itself", async () => {
    expect(graphOf(await build())).toEqual([
      "BlackboxExporter blackbox",
      "Deployment blackbox-deployment < blackbox",
      "ConfigMap blackbox-config < blackbox",
      "Service blackbox-service < blackbox",
      "ServiceAccount blackbox-account < blackbox",
      "Probe blackbox-probe-web < blackbox",
      "NetworkPolicy blackbox-traffic < blackbox",
      "PodDisruptionBudget blackbox-budget < blackbox",
    ]);
  });

  it("asks a target by the exporter and calls the series after the check", () => {
    expect(probeSpec(web, "blackbox-exporter.platform.svc:9115")).toEqual({
      jobName: "blackbox",
      interval: "60s",
      scrapeTimeout: "15s",
      module: "https-2xx",
      prober: { url: "blackbox-exporter.platform.svc:9115", scheme: "http", path: "/probe" },
      targets: {
        staticConfig: {
          static: ["https://intelgraph.example/healthz"],
          labels: { probe: "web" },
        },
      },
    });
  });

  it("registers nothing when two checks are of one name", async () => {
    await expect(build([web, web])).rejects.toThrow(
      'observability.probes: two probes are named "web"; give one of them another name',
    );
  });
});
