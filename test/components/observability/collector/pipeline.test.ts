import { agentConfig } from "../../../../components/observability/collector/agent-config.ts";
import {
  gatewayConfig,
  PEERS,
} from "../../../../components/observability/collector/gateway-config.ts";
import {
  checkPipelines,
  type CollectorConfig,
  pipeline,
} from "../../../../components/observability/collector/pipeline.ts";
import { SLO } from "../../../../components/observability/slo.ts";
import { settings } from "../support/settings.ts";

const gateway = (changes: Partial<typeof settings.collector> = {}) =>
  gatewayConfig({ ...settings.collector, ...changes }, "platform");
const pipelinesOf = ({ service }: CollectorConfig) =>
  Object.entries(service.pipelines).flatMap(([id, each]) =>
    each === undefined ? [] : [[id, each] as const],
  );

describe("the configurations of the collectors", () => {
  it.each([
    ["gateway", gateway()],
    ["agent", agentConfig("platform")],
  ])("limit memory first and batch last in every pipeline of the %s", (_, config) => {
    for (const [id, { processors }] of pipelinesOf(config)) {
      expect([id, processors[0], processors.at(-1)]).toEqual([id, "memory_limiter", "batch"]);
    }
  });

  it.each([
    ["gateway", gateway()],
    ["agent", agentConfig("platform")],
  ])("clean whatever clients send to the %s before it goes on", (_, config) => {
    const received = pipelinesOf(config).filter(([, { receivers }]) => receivers.includes("otlp"));

    expect(received.length).toBeGreaterThan(0);
    for (const [id, { processors }] of received) {
      expect([id, processors.includes("redaction")]).toEqual([id, true]);
      expect([id, processors.includes("transform/clean")]).toEqual([id, true]);
    }
  });

  it.each([
    ["an agent", "a gateway", agentConfig("platform"), "otlp"],
    ["a gateway", "its peer", gateway(), "otlp/peers"],
  ] as const)("let %s send no batch that %s cannot take", (_, __, from, receiver) => {
    const { send_batch_max_size: most } = from.processors.batch as Record<string, number>;
    const { protocols } = gateway().receivers[receiver] as {
      protocols: { grpc: { max_recv_msg_size_mib: number } };
    };

    // Spans with a query or a stack in them have some KiB.
    expect(
      (protocols.grpc.max_recv_msg_size_mib * 1024) / (most ?? Infinity),
    ).toBeGreaterThanOrEqual(16);
  });

  it("count spans before they are sampled, and sample where a whole trace comes together", () => {
    const { pipelines } = gateway().service;

    expect(pipelines["traces/received"]?.exporters).toEqual(["spanmetrics", "loadbalancing"]);
    expect(pipelines["traces/sampled"]?.receivers).toEqual(["otlp/peers"]);
    expect(pipelines["traces/sampled"]?.processors).toContain("tail_sampling");
  });

  it("count durations in ascending buckets, the objectives among them", () => {
    const { histogram } = gateway().connectors?.spanmetrics as {
      histogram: { unit: string; explicit: { buckets: string[] } };
    };
    const milliseconds = histogram.explicit.buckets.map((text) =>
      Number(/^(\d+)ms$/.exec(text)?.[1]),
    );
    const ascending = [...new Set(milliseconds)].sort((one, other) => one - other);

    expect(histogram.unit).toBe("s");
    expect(milliseconds).toEqual(ascending);
    expect(milliseconds).toEqual(expect.arrayContaining([...SLO.latencyMs]));
  });

  it("offer the exemplars of spans in the one format that has them", () => {
    const { connectors, exporters } = gateway();

    expect(connectors?.spanmetrics).toMatchObject({ exemplars: { enabled: true } });
    expect(exporters.prometheus).toMatchObject({ enable_open_metrics: true });
  });

  it("keep the metrics of a node with its agent, labelled by what they are about", () => {
    const { service, exporters } = agentConfig("platform");
    const { receivers = [], processors = [], exporters: to } = service.pipelines.metrics ?? {};

    expect(receivers).toEqual(["otlp", "kubeletstats"]);
    expect(to).toEqual(["prometheus"]);
    expect(processors).toContain("transform/labels");
    expect(exporters.prometheus).toMatchObject({
      endpoint: "${env:POD_IP}:8890",
      metric_expiration: "3m",
    });
  });

  it("take no agent for the pod that sent what it passes on", () => {
    const excluded = (
      gateway().processors.k8sattributes as { exclude: { pods: { name: string }[] } }
    ).exclude.pods;

    expect(excluded.map(({ name }) => new RegExp(name).test("opentelemetry-agent-x7k2p"))).toEqual([
      true,
    ]);
    expect(new RegExp(excluded[0]?.name ?? "").test("my-opentelemetry-agent-x7k2p")).toBe(false);
    expect(agentConfig("platform").processors.k8sattributes).toMatchObject({
      filter: { node_from_env_var: "NODE_NAME" },
    });
  });

  it("find the other gateways by name, and a single one by itself", () => {
    const resolverOf = (replicas: number) =>
      (
        gateway({ gateway: { ...settings.collector.gateway, replicas } }).exporters
          .loadbalancing as { resolver: object }
      ).resolver;

    expect(resolverOf(3)).toEqual({ dns: { hostname: `${PEERS}.platform.svc`, port: "4319" } });
    expect(resolverOf(1)).toEqual({ static: { hostnames: ["${env:POD_IP}:4319"] } });
  });

  it("keep errors and slow traces always, and of the rest the share that is set", () => {
    const config = gateway({ sampling: { percent: 5, slowMs: 800 } });

    expect(config.processors.tail_sampling).toMatchObject({
      policies: [
        { type: "status_code", status_code: { status_codes: ["ERROR"] } },
        { type: "latency", latency: { threshold_ms: 800 } },
        { type: "probabilistic", probabilistic: { sampling_percentage: 5 } },
      ],
    });
  });

  it("take the credential of the exporter from the environment", () => {
    expect(gateway().exporters.otlp).toMatchObject({
      endpoint: "traces.intelgraph.example:443",
      tls: { insecure: false },
      headers: { authorization: "${env:OTLP_AUTHORIZATION}" },
    });
  });

  it("refuse to send telemetry nowhere", () => {
    expect(() => gateway({ exporters: {} })).toThrow(
      "observability.collector.exporters: telemetry goes nowhere; set otlp, debug or file",
    );
  });
});

describe("checkPipelines", () => {
  const config = (changes: Partial<CollectorConfig>): CollectorConfig => ({
    receivers: { otlp: {} },
    processors: { memory_limiter: {}, batch: {} },
    exporters: { debug: {} },
    extensions: {},
    service: {
      extensions: [],
      pipelines: { traces: pipeline(["otlp"], [], ["debug"]) },
      telemetry: {},
    },
    ...changes,
  });

  it("lets pass what fits together", () => {
    expect(checkPipelines("x", config({}))).toEqual(config({}));
  });

  it("names everything that does not fit, at once", () => {
    const wrong = config({
      receivers: { otlp: {}, kubeletstats: {} },
      exporters: { file: {} },
    });

    expect(() => checkPipelines("x", wrong)).toThrow(
      "x: kubeletstats is in no pipeline; pipeline traces names debug, which exporters does not define; file is in no pipeline; mend its pipelines",
    );
  });

  it("refuses a pipeline that goes nowhere", () => {
    const service = {
      ...config({}).service,
      pipelines: { traces: pipeline(["otlp"], [], ["debug"]), logs: pipeline(["otlp"], [], []) },
    };

    expect(() => checkPipelines("x", config({ service }))).toThrow(
      "pipeline logs has no exporters",
    );
  });
});
