import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { rootCertificates } from "node:tls";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { agentConfig } from "../../components/observability/collector/agent-config.ts";
import { gatewayConfig } from "../../components/observability/collector/gateway-config.ts";
import { MASK, redacted } from "../../components/observability/collector/redaction.ts";
import type { CollectorSettings } from "../../components/observability/collector/settings.ts";
import { dashboards } from "../../components/observability/grafana/dashboards.ts";
import { yamlOf } from "../../components/observability/lib/config-map.ts";
import { PORTS } from "../../components/observability/names.ts";
import { ruleGroups } from "../../components/observability/rules/groups.ts";
import { ruleSpec } from "../../components/observability/rules/rule.ts";
import { run } from "../../lib/run.ts";
import { localTool } from "../../ops/lib/local-tool.ts";
import { promtoolTests } from "../components/observability/rules/case.ts";
import { cases } from "../components/observability/rules/cases.ts";
import { recorded } from "../components/observability/rules/recorded.ts";
import { settings } from "../components/observability/support/settings.ts";
import { expressionsOf } from "../components/observability/support/expressions.ts";
import { type Collector, runCollector } from "./support/collector-process.ts";
import { until } from "./support/processes.ts";
import { logRequest, metricRequest } from "./support/signals.ts";
import { attributesIn, traceRequest } from "./support/spans.ts";

// The tools are built when no cache has them.
jest.setTimeout(1_800_000);

const root = join(import.meta.dirname, "../..");
let folder: string;
const put = (name: string, value: string | object): string => {
  const path = join(folder, name);
  // JSON is YAML.
  writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
  return path;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "intelgraph-observability-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the rules under the real promtool", () => {
  let promtool: string;

  beforeAll(async () => {
    promtool = await localTool(root, process.env, "prometheus", "promtool");
    put("rules.yaml", ruleSpec(ruleGroups));
  });

  it("are well formed and need no lint", async () => {
    const rules = join(folder, "rules.yaml");

    const { code, stdout, stderr } = await run(promtool, [
      ...["check", "rules", "--lint=all", "--lint-fatal", rules],
    ]);

    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(
      `SUCCESS: ${ruleGroups.flatMap(({ rules: each }) => each).length} rules found`,
    );
  });

  it("fire, say what they should, and stay quiet", async () => {
    const alerts = ruleGroups.flatMap(({ rules }) =>
      rules.flatMap((rule) => ("alert" in rule ? [rule] : [])),
    );
    const tests = cases.flatMap((one) => {
      const rule = alerts.find(({ alert }) => alert === one.alert);
      if (rule === undefined) throw new Error(`no alert is called ${one.alert}`);
      return promtoolTests(one, rule);
    });
    const file = put("rules.test.yaml", {
      rule_files: ["rules.yaml"],
      evaluation_interval: "1m",
      tests: [...tests, ...recorded],
    });

    const { code, stdout, stderr } = await run(promtool, ["test", "rules", file]);

    expect([code, stdout.trim(), stderr]).toEqual([0, expect.stringContaining("SUCCESS"), ""]);
  });

  it("would not pass if an alert fired for nothing", async () => {
    const [first] = cases;
    const file = put("wrong.test.yaml", {
      rule_files: ["rules.yaml"],
      evaluation_interval: "1m",
      tests: [
        {
          interval: "1m",
          input_series: [],
          alert_rule_test: [
            { eval_time: "5m", alertname: first?.alert, exp_alerts: [{ exp_labels: {} }] },
          ],
        },
      ],
    });

    expect((await run(promtool, ["test", "rules", file])).code).toBe(1);
  });

  it("reads every query of every dashboard", async () => {
    const queries = dashboards().flatMap(({ text }) => expressionsOf(text));
    const file = put("queries.yaml", {
      groups: [
        {
          name: "dashboards",
          rules: queries.map((expr, index) => ({ record: `dashboard:query${index}`, expr })),
        },
      ],
    });

    const { code, stdout, stderr } = await run(promtool, ["check", "rules", "--lint=none", file]);

    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`SUCCESS: ${queries.length} rules found`);
    expect(queries.length).toBeGreaterThan(30);
  });
});

describe("the real collector", () => {
  let otelcol: string;
  const local = (): Omit<CollectorSettings, "agent"> => ({
    gateway: { ...settings.collector.gateway, replicas: 1, auth: "kubeConfig" },
    sampling: { percent: 0, slowMs: 1000, waitSeconds: 1 },
    exporters: { file: join(folder, "out.json"), debug: true },
  });

  beforeAll(async () => {
    otelcol = await localTool(root, process.env, "otelcol");
  });

  const env = {
    POD_IP: "127.0.0.1",
    NODE_IP: "127.0.0.1",
    NODE_NAME: "n",
    OTLP_AUTHORIZATION: "x",
  };
  const validate = (file: string) => run(otelcol, ["validate", `--config=${file}`], { env });

  it("accepts the gateway's configuration of prod", async () => {
    const file = put("gateway.yaml", yamlOf(gatewayConfig(settings.collector, "platform")));

    expect(await validate(file)).toMatchObject({ code: 0, stderr: "" });
  });

  /** The agent's configuration without the files that only pods have: the token and who signed the kubelet's certificate. */
  const agent = (): string => {
    const [certificate = ""] = rootCertificates;
    const ca = put("ca.crt", certificate);
    return yamlOf(agentConfig("platform"))
      .replace(/ca_file: .*/, `ca_file: ${ca}`)
      .replace("auth_type: serviceAccount", "auth_type: none")
      .replace("auth_type: serviceAccount", "auth_type: kubeConfig");
  };

  it("accepts the agent's configuration", async () => {
    expect(await validate(put("agent.yaml", agent()))).toMatchObject({ code: 0, stderr: "" });
  });

  it("shows at the agent what a pod of its node sent, under the name of that pod", async () => {
    const collector = await runCollector(otelcol, folder, agent());
    try {
      const resource = {
        "service.name": "api",
        "k8s.namespace.name": "core",
        "k8s.pod.name": "api-0",
      };
      const sent = { metric: "queue.depth", value: 3, attributes: { queue: "imports" }, resource };
      expect(await collector.send("metrics", metricRequest(sent))).toBe(200);

      const lines = await until(
        "the metric of the pod",
        async () => {
          const page = await collector.metrics(PORTS.podMetrics);
          const found = page.split("\n").filter((line) => line.startsWith("queue_depth{"));
          return found.length > 0 && found;
        },
        60,
      );

      expect(lines).toHaveLength(1);
      for (const label of [
        'job="api"',
        'k8s_namespace_name="core"',
        'k8s_pod_name="api-0"',
        'queue="imports"',
      ]) {
        expect(lines[0]).toContain(label);
      }
    } finally {
      await collector.stop();
    }
  });

  it("refuses a configuration with a misspelt field", async () => {
    const text = yamlOf(gatewayConfig(settings.collector, "platform"));

    const { code, stderr } = await validate(
      put("wrong.yaml", text.replace("check_interval", "chek_interval")),
    );

    expect(code).toBe(1);
    expect(stderr).toContain("chek_interval");
  });

  describe("with a span of a client", () => {
    let collector: Collector;
    const SECRET = "Hunter2";
    const attributes = Object.fromEntries(
      redacted
        .flatMap((each) => each.attributes)
        .map((name) => [name.replace(/\*$/, "some-key"), `${SECRET} ${name}`]),
    );
    const out = () => readFileSync(join(folder, "out.json"), "utf8");

    beforeAll(async () => {
      collector = await runCollector(otelcol, folder, yamlOf(gatewayConfig(local(), "platform")));
      const common = { resource: { "service.name": "api" }, milliseconds: 100 };
      const fast = { ...common, name: "Ping", failed: false, attributes: { kept: "no" } };
      const failed = {
        ...common,
        name: "query for jane@example.org",
        failed: true,
        exception: `jane@example.org: Bearer ${SECRET}.abc`,
        event: { "http.url": `https://api.example/people?name=${SECRET}` },
        resource: { "service.name": "api", "process.command_line": `node --key ${SECRET}` },
        attributes: {
          ...attributes,
          "http.request.header.cookie": [`sid=${SECRET}`],
          "enduser.id": 4711,
          "url.full": `https://api.example/people?name=${SECRET}`,
          "http.request.method": "POST",
          "graphql.operation.name": "PersonById",
        },
      };
      const read = { ...fast, name: "Read", milliseconds: 300 };
      for (const span of [fast, read, failed]) {
        expect(await collector.send("traces", traceRequest(span))).toBe(200);
      }
      const { resource } = common;
      const record = {
        body: "import failed for jane@example.org",
        attributes: { "http.target": `/people?name=${SECRET}`, "user.email": SECRET },
        resource,
      };
      expect(await collector.send("logs", logRequest(record))).toBe(200);
      const sent = {
        metric: "queue.depth",
        value: 3,
        attributes: { "url.original": `/people?name=${SECRET}#top`, "user.email": SECRET },
        resource,
      };
      expect(await collector.send("metrics", metricRequest(sent))).toBe(200);
      await until(
        "the span and the log record in the file",
        () => out().includes("PersonById") && out().includes("import failed"),
        60,
      );
    });
    afterAll(async () => {
      await collector.stop();
    });

    it("keeps what it is, and masks whatever it should not know", () => {
      const found = attributesIn(out());

      expect(found.get("graphql.operation.name")).toBe("PersonById");
      expect(found.get("http.request.method")).toBe("POST");
      expect(found.get("url.full")).toBe(`https://api.example/people?${MASK}`);
      const names = [...Object.keys(attributes), "http.request.header.cookie", "enduser.id"];
      expect(names.filter((name) => found.get(name) !== MASK)).toEqual([]);
    });

    it("cuts the queries of URLs in events, log records and values of metrics too", async () => {
      const found = attributesIn(out());
      expect(found.get("http.url")).toBe(`https://api.example/people?${MASK}`);
      expect(found.get("http.target")).toBe(`/people?${MASK}`);

      const page = await until(
        "the metric",
        async () => {
          const text = await collector.metrics(PORTS.spanMetrics);
          return text.includes("queue_depth{") && text;
        },
        60,
      );
      expect(page).toContain(`url_original="/people?${MASK}"`);
      expect(page).toContain(`user_email="${MASK}"`);
      expect(page).not.toContain(SECRET);
    });

    it("lets no secret and no address of a person through anywhere", () => {
      expect(out()).not.toContain(SECRET);
      expect(out()).not.toContain("jane@example.org");
      expect(out()).not.toContain("4711");
    });

    it("keeps errors, and of the rest as many as it is told: here none", () => {
      expect(out()).not.toContain("Ping");
    });

    it("counts both, under the labels that rules and dashboards ask for", async () => {
      const page = await until(
        "span metrics of both",
        async () => {
          const text = await collector.metrics(PORTS.spanMetrics);
          return /_count\{[^}]*span_name="Ping"/.test(text) && text.includes("PersonById")
            ? text
            : undefined;
        },
        90,
      );

      const count = page.split("\n").find((line) => /_count\{.*PersonById/.test(line)) ?? "";
      for (const label of [
        'service_name="api"',
        'span_kind="SPAN_KIND_SERVER"',
        'status_code="STATUS_CODE_ERROR"',
        'graphql_operation_name="PersonById"',
      ]) {
        expect(count).toContain(label);
      }
      expect(count).toMatch(/^traces_span_metrics_duration_seconds_count\{.* 1$/);
      expect(page).toMatch(/traces_span_metrics_calls_total\{/);
      expect(page).toMatch(/duration_seconds_bucket\{[^}]*le="0.35"/);
      expect(page).toMatch(/duration_seconds_bucket\{[^}]*le="0.7"/);
      expect(page).not.toContain("jane@example.org");
    });

    it("counts a duration in the bucket of an objective, and in none below it", async () => {
      const page = await until(
        "span metrics of the read",
        async () => {
          const text = await collector.metrics(PORTS.spanMetrics);
          return /_count\{[^}]*span_name="Read"/.test(text) ? text : undefined;
        },
        90,
      );
      const within = (le: string) =>
        page
          .split("\n")
          .filter((line) => /^traces_span_metrics_duration_seconds_bucket\{/.test(line))
          .filter((line) => line.includes('span_name="Read"') && line.includes(`le="${le}"`))
          .map((line) => line.split(" ").at(-1));

      expect([within("0.25"), within("0.35"), within("0.7")]).toEqual([["0"], ["1"], ["1"]]);
    });

    it("leads Prometheus from a bucket to a trace, under the same names", async () => {
      const span = { name: "Traced", failed: false, attributes: {}, milliseconds: 100 };
      const request = traceRequest({ ...span, resource: { "service.name": "api" } });
      expect(await collector.send("traces", request)).toBe(200);

      // An exemplar is shown until the span metrics are written next.
      const page = await until(
        "an exemplar of the span",
        async () => {
          const accept = "application/openmetrics-text;version=1.0.0";
          const text = await collector.metrics(PORTS.spanMetrics, accept);
          return /_bucket\{.*"Traced".* # \{.*trace_id="[0-9a-f]{32}"/.test(text)
            ? text
            : undefined;
        },
        60,
      );
      for (const name of ["calls_total", "duration_seconds_count", "duration_seconds_bucket"]) {
        expect(page).toMatch(new RegExp(`^traces_span_metrics_${name}\\{.*"Traced"`, "m"));
      }
    });

    it("tells about itself by the names that alerts ask for", async () => {
      const page = await collector.metrics(PORTS.collectorMetrics);

      for (const name of [
        "otelcol_receiver_accepted_spans_total",
        "otelcol_receiver_refused_spans_total",
        "otelcol_exporter_sent_spans_total",
        "otelcol_exporter_send_failed_spans_total",
        "otelcol_exporter_queue_size",
        "otelcol_exporter_queue_capacity",
        "otelcol_process_memory_rss",
        "otelcol_processor_tail_sampling_sampling_trace_dropped_too_early_total",
        "otelcol_processor_tail_sampling_count_traces_sampled_total",
      ]) {
        expect(page).toMatch(new RegExp(`^${name}[ {]`, "m"));
      }
    });
  });
});
