import { render as renderStatus, status } from "../../../ops/commands/status.ts";
import {
  fakeCluster,
  fakeEngine,
  type FakeOptions,
  type FakePorts,
  fakePorts,
  live,
  stateWith,
} from "../support/fakes.ts";

const namespace = {
  urn: "urn:pulumi:local::intelgraph::kubernetes:core/v1:Namespace::core",
  type: "kubernetes:core/v1:Namespace",
  custom: true,
  id: "core",
  inputs: { apiVersion: "v1", kind: "Namespace", metadata: { name: "core" } },
  outputs: { metadata: { name: "core" } },
};

let ports: FakePorts;
const open = (options: FakeOptions) => {
  ports = fakePorts(options);
  return ports;
};

afterEach(() => {
  ports.remove();
});

describe("status", () => {
  const quota = live(
    { apiVersion: "v1", kind: "ResourceQuota", name: "quota", namespace: "core" },
    { spec: { hard: { "limits.cpu": "8", "limits.memory": "32Gi", pods: "40" } } },
  );
  const stack = {
    urn: "urn:pulumi:local::intelgraph::pulumi:pulumi:Stack::intelgraph-local",
    type: "pulumi:pulumi:Stack",
    outputs: { namespaces: [{ name: "core" }] },
  };

  it("says what is there, and how it is", async () => {
    const engine = fakeEngine(
      {},
      stateWith([stack, namespace], [{ type: "updating", resource: namespace }]),
    );
    open({
      engine,
      cluster: fakeCluster([quota]),
      files: { ".local/journal/local.json": '{"verb":"up","started":"2026-11-24T10:00:00Z"}' },
    });

    const report = await status({ environment: "local" }, ports);

    expect(renderStatus(report, ports.now())).toEqual([
      "api        ready",
      "state      1 resource",
      "pending    1 operation of a killed run; make up settles that",
      "unfinished up begun 2026-11-24T10:00:00Z; make up continues",
      "",
      "  namespace   quota cpu/mem   policies   pods",
      "  core        8 / 32Gi        0          0/40",
    ]);
  });

  it("names the command that mends a rehearsal, never one that changes the real environment", async () => {
    const files = { "Pulumi.prod.yaml": "config: {}\n" };
    open({ running: false, files });

    const report = await status({ environment: "prod", rehearse: true }, ports);

    expect(renderStatus(report, ports.now())).toEqual([
      "api        does not answer; ops rehearse prod starts it",
    ]);
  });

  it("starts nothing", async () => {
    const report = await status({ environment: "local" }, open({ running: false }));

    expect(ports.planes).toEqual([]);
    expect(renderStatus(report, ports.now())).toEqual([
      "api        does not answer; make up starts it",
    ]);
  });
});
