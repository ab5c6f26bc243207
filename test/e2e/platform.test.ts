import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { type ChartRepository, chartRepository } from "./support/chart-repository.ts";
import { type Kubectl, kubectlOf } from "./support/kubectl.ts";
import { settle } from "./support/platform-settings.ts";
import { until } from "./support/processes.ts";
import { scratch, type Scratch } from "./support/scratch.ts";
import { traceRequest } from "./support/spans.ts";

// The first run on a machine builds the controllers.
jest.setTimeout(2_400_000);

interface Component {
  readonly component: string;
  readonly controller?: string;
  readonly endpoints?: readonly string[];
}

/** A canary that stops half-way until somebody lets it on. */
const byHand = [{ setWeight: 50 }, { pause: {} }];
/** One that asks Prometheus half-way. */
const byAnalysis = [
  { setWeight: 50 },
  {
    analysis: {
      templates: [{ templateName: "service-level" }],
      args: [{ name: "service", value: "api" }],
    },
  },
];

describe("the platform, run by its real controllers", () => {
  let project: Scratch;
  let kubectl: Kubectl;
  let charts: ChartRepository;
  let receiver: Server;
  const received: string[] = [];
  let endpoints: Readonly<Record<string, Readonly<Record<string, string>>>>;

  const get = async (path: string, ...kind: string[]) =>
    kubectl("get", ...kind, "-o", `jsonpath=${path}`);
  const application = (path: string) => get(path, "application.argoproj.io", "api", "-n", "argocd");
  const rollout = (path: string) => get(path, "rollout.argoproj.io", "api", "-n", "core");
  const isSynced = async () => {
    const state = await application("{.status.sync.status} {.status.health.status}");
    return state === "Synced Healthy";
  };
  /** Argo CD looks at its sources every three minutes; nobody waits for that here. */
  const look = () =>
    kubectl(
      ...["annotate", "application.argoproj.io", "api", "-n", "argocd", "--overwrite"],
      "argocd.argoproj.io/refresh=normal",
    );
  const bring = async (version: string, steps: readonly object[]) => {
    charts.publish({ version, steps });
    await look();
    await until(`the Rollout of ${version}`, async () => {
      const path = "{.spec.template.metadata.annotations.example\\.com/version}";
      return (await rollout(path)) === version;
    });
  };
  const prometheus = async (path: string) => {
    const answer = await fetch(`${endpoints["prometheus"]?.["web"] ?? ""}${path}`);
    return answer.text();
  };

  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let text = "";
      request.on("data", (part: Buffer) => (text += part.toString()));
      request.on("end", () => {
        received.push(text);
        response.end();
      });
    });
    await new Promise<void>((resolve) => {
      receiver.listen(0, "127.0.0.1", resolve);
    });
    project = scratch({ platform: true });
    charts = chartRepository(project.root);
    charts.publish({ version: "1", steps: byHand });
    const started = await project.local("start", "local", "--json");
    const { git } = JSON.parse(started.stdout) as { git: string };
    const { port } = receiver.address() as AddressInfo;
    settle(project.root, { git, receiver: `http://127.0.0.1:${port}` });
    kubectl = await kubectlOf(project.root, process.env);
    // Without it there is nothing to look at, and no test has to wait in vain.
    const up = await project.ops("up", "local", "--profile", "full");
    if (up.code !== 0) throw new Error(up.stdout + up.stderr);
  });

  afterAll(async () => {
    receiver.close();
    await project.remove();
  });

  it("comes up with one command, and every controller is there", async () => {
    const status = await project.ops("status", "local", "--json");
    const { components } = JSON.parse(status.stdout) as { components: readonly Component[] };
    const running = components.filter(({ controller }) => controller === "running");
    expect(running.map(({ component }) => component)).toEqual(
      expect.arrayContaining([
        ...["argocd-application-controller", "argocd-applicationset-controller"],
        ...["argocd-repo-server", "argo-rollouts", "sealed-secrets-controller"],
        ...["prometheus-operator", "prometheus-platform", "alertmanager-platform"],
        "opentelemetry-collector",
      ]),
    );
    const local = await project.local("status", "local", "--json");
    const { controllers } = JSON.parse(local.stdout) as {
      controllers: readonly { name: string; endpoints: Readonly<Record<string, string>> }[];
    };
    endpoints = Object.fromEntries(controllers.map((each) => [each.name, each.endpoints]));
  });

  it("opens what was sealed by kubeseal", async () => {
    const opened = await until("the Secret", async () =>
      (await kubectl("get", "secrets", "-n", "platform", "-o", "name")).includes("grafana-admin"),
    );

    expect(opened).toBe(true);
    expect(
      await get("{.metadata.ownerReferences[0].kind}", "secret", "grafana-admin", "-n", "platform"),
    ).toBe("SealedSecret");
    const password = await get(
      "{.data.admin-password}",
      "secret",
      "grafana-admin",
      "-n",
      "platform",
    );
    expect(Buffer.from(password, "base64").toString()).toMatch(/^[-_A-Za-z0-9]{43}$/);
  });

  it("delivers a chart from a Git repository, and undoes what was changed by hand", async () => {
    await until("the Application to be Synced and Healthy", isSynced);

    await kubectl("patch", "configmap", "api", "-n", "core", "-p", '{"data":{"mode":"by hand"}}');
    const mode = await until("Argo CD to put it right", async () => {
      const now = await get("{.data.mode}", "configmap", "api", "-n", "core");
      return now === "as in git" ? now : undefined;
    });

    expect(mode).toBe("as in git");
  });

  it("stops a canary half-way until somebody promotes it", async () => {
    await bring("2", byHand);
    await until("the pause", async () => (await rollout("{.status.phase}")) === "Paused");
    expect(await rollout("{.status.canary.weights.canary.weight}{.spec.replicas}")).toMatch(/2$/);

    const promoted = '{"status":{"pauseConditions":null}}';
    await kubectl(
      ...["patch", "rollout.argoproj.io", "api", "-n", "core", "--subresource=status"],
      ...["--type=merge", "-p", promoted],
    );

    await until("the end", async () => (await rollout("{.status.phase}")) === "Healthy");
    expect(await rollout("{.status.stableRS}")).toBe(await rollout("{.status.currentPodHash}"));
  });

  it("aborts a canary when Prometheus says that calls fail", async () => {
    const stable = await rollout("{.status.stableRS}");
    const collector = endpoints["opentelemetry-collector"]?.["otlpHttp"] ?? "";
    const call = (at: number) =>
      fetch(`${collector}/v1/traces`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(
          traceRequest({
            name: "query Graph",
            failed: at % 2 === 0,
            attributes: { "graphql.operation.name": "Graph" },
            resource: { "service.name": "api", "k8s.namespace.name": "core" },
            milliseconds: 20,
          }),
        ),
      });
    let calls = 0;
    const traffic = setInterval(() => {
      void call(calls++).catch(() => undefined);
    }, 200);
    try {
      await until("failed calls in Prometheus", async () => {
        const failed =
          'traces_span_metrics_calls_total{service_name="api",status_code="STATUS_CODE_ERROR"}';
        const query = encodeURIComponent(`sum(rate(${failed}[1m])) > 0`);
        return (await prometheus(`/api/v1/query?query=${query}`)).includes('"value"');
      });
      await bring("3", byAnalysis);
      await until("the abort", async () => (await rollout("{.status.phase}")) === "Degraded");
    } finally {
      clearInterval(traffic);
    }

    expect(await rollout("{.status.abort}")).toBe("true");
    expect(await rollout("{.status.stableRS}")).toBe(stable);
    const runs = await get(
      "{range .items[*]}{.status.phase}: {.status.metricResults[*].measurements[*].value}{end}",
      "analysisrun.argoproj.io",
      "-n",
      "core",
    );
    // Half of the calls failed: a measurement, not the lack of one.
    expect(runs).toMatch(/^Failed: .*\[0\.[3-7]\d*\]/);
  });

  it("lets the real Prometheus and Alertmanager run what the operator generated", async () => {
    const config = await prometheus("/api/v1/status/config");
    expect(config).toContain("podMonitor/platform/");
    expect(config).toContain("serviceMonitor/sealed-secrets/");
    expect(await prometheus("/api/v1/rules")).toContain("SealedSecretsUnsealErrors");

    const web = endpoints["alertmanager"]?.["web"] ?? "";
    const status = await (await fetch(`${web}/api/v2/status`)).text();
    expect(status).toContain("platform/platform/critical");
  });

  it("finds every process under the labels that rules ask for", async () => {
    const targets = [
      'job="alertmanager",namespace="platform",endpoint="web"',
      'job="prometheus",namespace="platform",endpoint="web"',
      'job="sealed-secrets-controller",namespace="sealed-secrets"',
      'job="argo-rollouts-metrics",namespace="platform"',
      'job="argocd-metrics",namespace="argocd"',
      'job="opentelemetry-collector",endpoint="span-metrics"',
    ];
    for (const labels of targets) {
      const query = encodeURIComponent(`up{${labels}} == 1`);
      await until(`up{${labels}}`, async () =>
        (await prometheus(`/api/v1/query?query=${query}`)).includes('"value"'),
      );
    }
    // The Rollouts that it speaks about are in namespaces of their own, not in that of the controller.
    const query = encodeURIComponent('rollout_info{namespace="core",name="api"}');
    expect(await prometheus(`/api/v1/query?query=${query}`)).toContain('"value"');
  });

  it("tells the receiver of an alert", async () => {
    const rule = {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      metadata: {
        name: "e2e",
        namespace: "platform",
        labels: { "app.kubernetes.io/part-of": "intelgraph" },
      },
      spec: {
        groups: [
          {
            name: "e2e",
            interval: "5s",
            rules: [{ alert: "EndToEnd", expr: "vector(1)", labels: { severity: "critical" } }],
          },
        ],
      },
    };
    await project.local(
      "exec",
      "local",
      "--",
      "sh",
      "-c",
      `echo '${JSON.stringify(rule)}' | kubectl apply -f -`,
    );

    const told = await until("the webhook", () =>
      received.find((text) => text.includes("EndToEnd")),
    );

    expect(JSON.parse(told)).toMatchObject({
      status: "firing",
      receiver: expect.stringContaining("critical") as unknown,
    });
    await kubectl("delete", "prometheusrule", "e2e", "-n", "platform");
  });

  it("goes away whole, with what its controllers made, and comes again", async () => {
    const down = await project.ops("down", "local", "--yes");
    expect({ code: down.code, out: down.code === 0 ? "" : down.stdout + down.stderr }).toEqual({
      code: 0,
      out: "",
    });

    const namespaces = (await kubectl("get", "namespaces", "-o", "name")).trim().split("\n");
    expect(namespaces.filter((name) => !/\/(default|kube-\S+)$/.test(name))).toEqual([]);
    const kinds = "crd,validatingadmissionpolicy,persistentvolume,clusterrolebinding,priorityclass";
    const ours = await kubectl(
      "get",
      kinds,
      "-l",
      "app.kubernetes.io/part-of=intelgraph",
      "-o",
      "name",
    );
    expect(ours.trim()).toBe("");
    expect(await kubectl("get", "crd", "-o", "name")).toBe("");

    const again = await project.ops("up", "local", "--json");
    expect(again.code).toBe(0);
    const { changes } = JSON.parse(again.stdout) as { changes: Record<string, number> };
    expect(changes["create"]).toBeGreaterThan(300);
  });
});
