import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import * as pulumi from "@pulumi/pulumi";

import { AlertmanagerConfig } from "../../../components/crds/alertmanager-config.ts";
import { Alertmanager } from "../../../components/crds/alertmanager.ts";
import { AnalysisTemplate } from "../../../components/crds/analysis-template.ts";
import { AppProject } from "../../../components/crds/app-project.ts";
import { ApplicationSet } from "../../../components/crds/application-set.ts";
import { Application } from "../../../components/crds/application.ts";
import { generatedFiles } from "../../../components/crds/generate/files.ts";
import { fileNameOf, TYPED_KINDS } from "../../../components/crds/generate/kinds.ts";
import { printTypes } from "../../../components/crds/generate/print-types.ts";
import { PodMonitor } from "../../../components/crds/pod-monitor.ts";
import { Probe } from "../../../components/crds/probe.ts";
import { PrometheusRule } from "../../../components/crds/prometheus-rule.ts";
import { Prometheus } from "../../../components/crds/prometheus.ts";
import { Rollout } from "../../../components/crds/rollout.ts";
import { SealedSecret } from "../../../components/crds/sealed-secret.ts";
import { ServiceMonitor } from "../../../components/crds/service-monitor.ts";
import { record } from "../../support/record.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const folder = join(import.meta.dirname, "../../../components/crds");
const metadata = { name: "x", namespace: "platform" };
const template = { metadata: {}, spec: { containers: [{ name: "api", image: "api:v1" }] } };
const check = { name: "up", provider: { prometheus: { address: "http://p:9090", query: "up" } } };

/** One small object of each kind, as components write them. */
const examples: Readonly<Record<string, () => pulumi.CustomResource>> = {
  Alertmanager: () => new Alertmanager("x", { metadata, spec: { replicas: 3 } }),
  AlertmanagerConfig: () =>
    new AlertmanagerConfig("x", {
      metadata,
      spec: {
        route: { receiver: "page", groupBy: ["alertname"] },
        receivers: [{ name: "page", webhookConfigs: [{ url: "https://hooks.example.com" }] }],
      },
    }),
  AnalysisTemplate: () => new AnalysisTemplate("x", { metadata, spec: { metrics: [check] } }),
  AppProject: () =>
    new AppProject("x", {
      metadata,
      spec: {
        sourceRepos: ["https://git.example.com/charts"],
        destinations: [{ namespace: "core" }],
      },
    }),
  Application: () =>
    new Application("x", {
      metadata: { ...metadata, finalizers: ["resources-finalizer.argocd.argoproj.io"] },
      spec: {
        project: "core",
        source: { repoURL: "https://git.example.com/charts", path: "core", targetRevision: "v1" },
        destination: { server: "https://kubernetes.default.svc", namespace: "core" },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    }),
  ApplicationSet: () =>
    new ApplicationSet("x", {
      metadata,
      spec: {
        generators: [{ list: { elements: [{ name: "core" }] } }],
        template: {
          metadata: { name: "{{name}}" },
          spec: { project: "core", destination: { namespace: "core" } },
        },
      },
    }),
  PodMonitor: () =>
    new PodMonitor("x", {
      metadata,
      spec: { selector: { matchLabels: { app: "api" } }, podMetricsEndpoints: [{ port: "http" }] },
    }),
  Probe: () =>
    new Probe("x", {
      metadata,
      spec: {
        prober: { url: "blackbox:9115" },
        targets: { staticConfig: { static: ["https://x"] } },
      },
    }),
  Prometheus: () =>
    new Prometheus("x", {
      metadata,
      spec: { replicas: 2, retention: "15d", resources: { limits: { memory: "2Gi", cpu: 2 } } },
    }),
  PrometheusRule: () =>
    new PrometheusRule("x", {
      metadata,
      spec: { groups: [{ name: "up", rules: [{ alert: "Down", expr: "up == 0", for: "5m" }] }] },
    }),
  Rollout: () =>
    new Rollout("x", {
      metadata,
      spec: {
        selector: { matchLabels: { app: "api" } },
        template,
        strategy: { canary: { steps: [{ setWeight: 20 }, { pause: { duration: "5m" } }] } },
      },
    }),
  SealedSecret: () =>
    new SealedSecret("x", {
      metadata,
      spec: { encryptedData: { token: "AgB0" }, template: { metadata: { name: "x" } } },
    }),
  ServiceMonitor: () =>
    new ServiceMonitor("x", {
      metadata,
      spec: { selector: {}, endpoints: [{ port: "metrics", interval: "30s" }] },
    }),
};

describe("the types of custom resources", () => {
  it("are committed as the locked definitions have them; npm run generate writes them", () => {
    const files = generatedFiles();

    const committed = [...files.keys()].map((path) => {
      const file = join(folder, path);
      return [path, existsSync(file) ? readFileSync(file, "utf8") : "missing"];
    });

    expect(committed).toEqual([...files]);
    const there = ["", "types"].flatMap((name) =>
      readdirSync(join(folder, name)).filter((file) => file.endsWith(".ts")),
    );
    expect(there).toHaveLength(files.size);
  });

  it("exist for every kind there is an example of", () => {
    expect(TYPED_KINDS.map(({ kind }) => kind).sort()).toEqual(Object.keys(examples).sort());
    expect(fileNameOf("ApplicationSet")).toBe("application-set");
  });

  it.each(Object.entries(examples))("register one object of the kind: %s", async (kind, make) => {
    const { resources } = await record(make);

    expect(resources).toHaveLength(1);
    expect(resources[0]?.type).toMatch(new RegExp(`^kubernetes:[a-z.]+/v[0-9a-z]+:${kind}$`));
    expect(resources[0]?.inputs).toMatchObject({ kind, metadata: { name: "x" } });
  });

  it("know a typo when they see one, the compiler as well as the program", async () => {
    const metadataOnly = { metadata: { name: "x" } };
    const destination = { namespace: "core" };

    const wrong: readonly (() => unknown)[] = [
      () =>
        new Application("x", {
          ...metadataOnly,
          // @ts-expect-error: sourc is no field
          spec: { project: "core", destination, sourc: {} },
        }),
      () =>
        new Application("x", {
          ...metadataOnly,
          // @ts-expect-error: project is missing
          spec: { destination },
        }),
      () =>
        new Rollout("x", {
          ...metadataOnly,
          // @ts-expect-error: a weight is a number
          spec: { strategy: { canary: { steps: [{ setWeight: "20" }] } } },
        }),
      () =>
        new ServiceMonitor("x", {
          ...metadataOnly,
          // @ts-expect-error: Http is none of the schemes
          spec: { selector: {}, endpoints: [{ scheme: "Http" }] },
        }),
    ];

    for (const one of wrong) await expect(record(one)).rejects.toThrow(pulumi.RunError);
  });
});

describe("printing types", () => {
  it("writes equal shapes once, under the name of the field they were first met at", () => {
    const port = {
      type: "object",
      required: ["port"],
      properties: { port: { "x-kubernetes-int-or-string": true }, name: { type: "string" } },
    };
    const schema = {
      type: "object",
      required: ["first"],
      properties: {
        first: port,
        ports: { type: "array", items: port },
        "strange-key": { type: "string", enum: ["a", "b"] },
        labels: { type: "object", additionalProperties: { type: "string" } },
        anything: { "x-kubernetes-preserve-unknown-fields": true },
        open: {
          type: "object",
          nullable: true,
          properties: { on: { type: "boolean" } },
          "x-kubernetes-preserve-unknown-fields": true,
        },
      },
    };

    expect(printTypes("Thing", schema)).toBe(`export interface Thing {
  readonly first: pulumi.Input<First>;
  readonly ports?: pulumi.Input<readonly pulumi.Input<First>[]> | undefined;
  readonly "strange-key"?: pulumi.Input<"a" | "b"> | undefined;
  readonly labels?: pulumi.Input<Readonly<Record<string, pulumi.Input<string>>>> | undefined;
  readonly anything?: unknown;
  readonly open?: pulumi.Input<{
    readonly on?: pulumi.Input<boolean> | undefined;
    readonly [key: string]: unknown;
  } | null> | undefined;
}

interface First {
  readonly port: pulumi.Input<number | string>;
  readonly name?: pulumi.Input<string> | undefined;
}
`);
  });
});
