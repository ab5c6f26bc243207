import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { preview } from "../../../ops/commands/preview.ts";
import type { EngineFacts } from "../../../ops/lib/engine.ts";
import { fakeEngine, type FakePorts, fakePorts, ran, stateWith } from "../support/fakes.ts";
import { recorded } from "../support/recorded.ts";

const settings = (backend: string) =>
  `config:\n  intelgraph:environment:\n    cluster: { kubeconfig: .kube/dev, context: dev }\n${backend}`;
const backend =
  "  intelgraph:runner:\n    backend: s3://bucket\n    secretsProvider: awskms://alias/x\n";

describe("a real environment", () => {
  let ports: FakePorts;
  const messages = async (run: Promise<unknown>): Promise<string[]> => {
    const error: unknown = await run.catch((one: unknown) => one);
    return error instanceof AggregateError
      ? error.errors.map((one: Error) => one.message)
      : [(error as Error).message];
  };
  const install = (path: string, text: string) => {
    const file = join(ports.root, path);
    mkdirSync(join(file, ".."), { recursive: true });
    writeFileSync(file, text);
    chmodSync(file, 0o700);
  };
  const home = () => join(ports.root, "home");
  const plugin = (name: string, version: string) =>
    `home/plugins/resource-${name}-v${version}/pulumi-resource-${name}`;
  const env = () => ({
    PATH: `${join(ports.root, "bin")}:/usr/bin:/bin`,
    PULUMI_HOME: home(),
    PULUMI_STACK: "x",
    AWS_PROFILE: "dev",
  });

  afterEach(() => {
    ports.remove();
  });

  it("says everything that is missing at once, and starts nothing", async () => {
    ports = fakePorts({
      files: { "Pulumi.dev.yaml": settings("") },
      env: { PATH: "/nowhere", HOME: "/nowhere" },
    });

    await expect(messages(preview({ environment: "dev" }, ports))).resolves.toEqual([
      "pulumi: is not on PATH; install pulumi 3.259.0 or a newer 3.x (https://www.pulumi.com/docs/install), a real environment is not run with a built one",
      "Pulumi.dev.yaml intelgraph:runner.backend: missing, so there is no place for the state of a real environment; name one, for example s3://bucket/intelgraph?region=eu-central-1, or rehearse: make preview STACK=dev",
      "Pulumi.dev.yaml intelgraph:runner.secretsProvider: is passphrase, and there is none; set PULUMI_CONFIG_PASSPHRASE_FILE, or name a key like awskms://alias/name?region=eu-central-1",
      "Pulumi.dev.yaml environment.cluster.kubeconfig: .kube/dev does not exist; put the kubeconfig of the cluster there, or rehearse: make preview STACK=dev",
      "plugin kubernetes 4.34.2: the official one is not installed, and a stand-in never acts on a real cluster; pulumi plugin install resource kubernetes 4.34.2",
      "plugin random 4.21.2: the official one is not installed, and a stand-in never acts on a real cluster; pulumi plugin install resource random 4.21.2",
    ]);
    expect(ports.planes).toEqual([]);
  });

  it("takes the user's own engine and the settings' backend, and neither ambient plugins nor kubeconfig", async () => {
    ports = fakePorts({ files: { "Pulumi.dev.yaml": settings(backend), ".kube/dev": "" } });
    install("bin/pulumi", "#!/bin/sh\necho v3.260.1\n");
    install(plugin("kubernetes", "4.34.2"), "\u007fELF");
    install(plugin("random", "4.21.2"), "\u007fELF");
    let given: EngineFacts | undefined;
    const engine = fakeEngine({ preview: [ran(recorded("good.preview"))] }, stateWith([]));
    const real = {
      ...ports,
      env: env(),
      loadEngine: () => Promise.resolve((facts: EngineFacts) => ((given = facts), engine)),
    };

    const report = await preview({ environment: "dev" }, real);

    expect(report.kind).toBe("real");
    expect(given).toMatchObject({
      stack: "dev",
      version: "3.260.1",
      secretsProvider: "awskms://alias/x",
      configFile: join(ports.root, "Pulumi.dev.yaml"),
    });
    expect(given?.env).toEqual({
      PATH: env().PATH,
      AWS_PROFILE: "dev",
      PULUMI_HOME: home(),
      PULUMI_BACKEND_URL: "s3://bucket",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      KUBECONFIG: join(ports.root, ".kube/dev"),
    });
  });

  it("does not take a stand-in for an official plugin, nor an old engine", async () => {
    ports = fakePorts({ files: { "Pulumi.dev.yaml": settings(backend), ".kube/dev": "" } });
    install("bin/pulumi", "#!/bin/sh\necho v3.200.0\n");
    install(plugin("kubernetes", "4.34.2"), "#!/bin/sh\n");
    install(plugin("random", "4.21.2"), "\u007fELF");

    const said = await messages(preview({ environment: "dev" }, { ...ports, env: env() }));

    expect(said.map((line) => line.split(";")[0])).toEqual([
      "pulumi: 3.200.0 is not supported",
      "plugin kubernetes 4.34.2: the official one is not installed, and a stand-in never acts on a real cluster",
    ]);
  });

  it("is only looked at by a preview: pending operations stay", async () => {
    ports = fakePorts({ files: { "Pulumi.dev.yaml": settings(backend), ".kube/dev": "" } });
    install("bin/pulumi", "#!/bin/sh\necho v3.259.0\n");
    install(plugin("kubernetes", "4.34.2"), "\u007fELF");
    install(plugin("random", "4.21.2"), "\u007fELF");
    const resource = {
      urn: "urn:pulumi:dev::p::random:index/randomId:RandomId::r",
      type: "random:index/randomId:RandomId",
    };
    const engine = fakeEngine(
      { preview: [ran(recorded("good.preview"))] },
      stateWith([], [{ type: "creating", resource }]),
    );

    await preview(
      { environment: "dev" },
      { ...ports, env: env(), loadEngine: () => Promise.resolve(() => engine) },
    );

    expect(engine.asked).toEqual(["preview"]);
    expect(ports.printed()).toContain(
      "pending    1 operation of a killed run; ops up dev settles that",
    );
  });
});
