import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";

import { monitored } from "../../../../components/observability/prometheus/monitors.ts";
import { CONTROLLER } from "../../../../components/secrets/controller-pod.ts";
import { controllersOf } from "../../../../local/controllers/controllers.ts";
import { scrapeFile, targetsOf } from "../../../../local/controllers/kubelet/local-targets.ts";
import { place, ports } from "../support.ts";

const targets = targetsOf(place, controllersOf(place));
type Labels = Readonly<Record<string, string>>;
const labelled: readonly Labels[] = targets.map(({ labels }) => labels);

/** Every rule that the environment `local` installs, whichever component brings it. */
const rules: string[] = [];
const golden = readFileSync(join(import.meta.dirname, "../../../golden/local.json"), "utf8");
JSON.parse(golden, (key, value: unknown) => {
  if (key === "expr" && typeof value === "string") rules.push(value);
  return value;
});

interface Selector {
  readonly text: string;
  readonly matches: (target: Labels) => boolean;
}

const own = ["job", "namespace", "endpoint", "service", "pod", "container", "instance"];
const holds: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  "=": (value, wanted) => value === wanted,
  "!=": (value, wanted) => value !== wanted,
  "=~": (value, wanted) => new RegExp(`^(?:${wanted})$`).test(value),
  "!~": (value, wanted) => !new RegExp(`^(?:${wanted})$`).test(value),
};

/** The series that an expression asks for by what their target is called, not only by what they say themselves. */
function selectorsIn(expr: string): Selector[] {
  return [...expr.matchAll(/[a-zA-Z_:][\w:]*\{([^}]*)\}/g)].flatMap(([text, inside = ""]) => {
    const matchers = [...inside.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)].filter(
      ([, label = ""]) => own.includes(label),
    );
    if (matchers.length === 0) return [];
    const matches = (target: Labels) =>
      matchers.every(
        ([, label = "", how = "", wanted = ""]) =>
          holds[how]?.(target[label] ?? "", wanted) ?? false,
      );
    return [{ text, matches }];
  });
}

describe("what is scraped of the processes of this host", () => {
  it("has the labels that its monitor gives it in the cluster, and keeps those of others as it does", () => {
    const there = monitored({ namespace: "platform", argoCd: "argocd" }).flatMap(
      ({ namespace, labelled: jobs, endpoints }) =>
        jobs.flatMap((job) =>
          endpoints.map(({ port: endpoint, honorLabels = false }) => ({
            labels: { job, namespace, endpoint },
            honorLabels,
          })),
        ),
    );
    const sealing = { job: CONTROLLER, namespace: "sealed-secrets", endpoint: "metrics" };
    const all = [...there, { labels: sealing, honorLabels: true }];

    expect(targets).toHaveLength(10);
    for (const { labels, honorLabels = false } of targets) {
      expect(all).toContainEqual({ labels, honorLabels });
    }
  });

  it("is found by every rule that asks for a target by its name", () => {
    const selectors = rules.flatMap(selectorsIn);
    const lost = selectors.filter(({ matches }) => !labelled.some(matches));

    expect(selectors.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        'up{job="alertmanager", endpoint="web"}',
        'up{job="opentelemetry-collector"}',
        'up{namespace="sealed-secrets", job="sealed-secrets-controller"}',
      ]),
    );
    expect(lost.map(({ text }) => text)).toEqual([]);
  });

  it("keeps quiet every alert about something that is gone", () => {
    const absent = rules.flatMap((expr) => /\babsent\((.*)\)/.exec(expr)?.[1] ?? []);

    expect(absent).toHaveLength(3);
    for (const expr of absent) {
      expect(expr).toMatch(/^up\{[^}]*\} == 1$/);
      expect([expr, selectorsIn(expr).every(({ matches }) => labelled.some(matches))]).toEqual([
        expr,
        true,
      ]);
    }
  });

  it("is written with those labels, and with one that tells it from a simulated pod", () => {
    const { scrape_configs: jobs } = load(scrapeFile(targets)) as {
      readonly scrape_configs: readonly { readonly job_name: string }[];
    };

    expect(new Set(jobs.map(({ job_name: name }) => name)).size).toBe(targets.length);
    expect(jobs).toContainEqual({
      job_name: "local/argo-rollouts/metrics",
      scrape_interval: "5s",
      honor_labels: true,
      static_configs: [
        {
          targets: [`127.0.0.1:${ports.rolloutsMetrics}`],
          labels: {
            job: "argo-rollouts-metrics",
            namespace: "platform",
            endpoint: "metrics",
            local: "process",
          },
        },
      ],
    });
  });
});
