import { once } from "node:events";
import path from "node:path";
import { createInterface, type Interface } from "node:readline";

import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import languageRpc from "@pulumi/pulumi/proto/language_grpc_pb.js";
import languageProto from "@pulumi/pulumi/proto/language_pb.js";

import { toStruct, type Sendable } from "../../../../local/plugins/lib/struct.ts";
import { Caller } from "../fixtures/caller.ts";
import { ended, startPlugin, type Plugin } from "../fixtures/spawn.ts";
import { fakeProject, type Seen } from "./project.ts";

const main = path.join(import.meta.dirname, "../../../../local/plugins/language-nodejs/main.ts");
const ENGINE = "127.0.0.1:1";

describe("the language host", () => {
  let host: Plugin;
  let caller: Caller<typeof languageRpc.LanguageRuntimeService>;
  let lines: Interface;
  const project = fakeProject();

  afterAll(() => {
    project.remove();
  });

  beforeEach(async () => {
    host = await startPlugin(main, [ENGINE]);
    caller = new Caller(languageRpc.LanguageRuntimeService, host.address);
    lines = createInterface(host.output);
  });

  afterEach(async () => {
    caller.close();
    host.process.kill("SIGKILL");
    await ended(host.process);
  });

  const info = (entry: string, options: Sendable = { typescript: false }) =>
    new languageProto.ProgramInfo()
      .setRootDirectory(project.directory)
      .setProgramDirectory(path.join(project.directory, "stacks"))
      .setEntryPoint(entry)
      .setOptions(toStruct(options));

  const runRequest = (entry: string, options?: Sendable) =>
    new languageProto.RunRequest()
      .setMonitorAddress("127.0.0.1:2")
      .setOrganization("organization")
      .setProject("intelgraph")
      .setStack("local")
      .setParallel(4)
      .setInfo(info(entry, options));

  /** What the program, once it runs, says it was given. */
  const seen = async (): Promise<Seen> => {
    const [line] = (await once(lines, "line")) as [string];
    return JSON.parse(line) as Seen;
  };

  it("runs the program with everything the SDK wants to know", async () => {
    const request = runRequest("exit 0").setDryrun(true).setArgsList(["more"]);
    request.getConfigMap().set("intelgraph:token", "s3cret").set("intelgraph:size", "3");
    request.setConfigsecretkeysList(["intelgraph:token"]);

    const program = seen();
    const response = await caller.ask("run", request);

    const { argv, cwd, env } = await program;
    expect([response.getError(), response.getBail()]).toEqual(["", false]);
    expect(argv).toEqual([
      ...["--monitor", "127.0.0.1:2", "--engine", ENGINE, "--organization", "organization"],
      ...["--project", "intelgraph", "--stack", "local", "--root-directory", project.directory],
      ...["--pwd", `${project.directory}/stacks`, "--parallel", "4", "--dry-run", "exit 0", "more"],
    ]);
    expect(cwd).toBe(`${project.directory}/stacks`);
    expect(JSON.parse(env["PULUMI_CONFIG"] ?? "")).toEqual({
      "intelgraph:token": "s3cret",
      "intelgraph:size": "3",
    });
    expect(env["PULUMI_CONFIG_SECRET_KEYS"]).toBe('["intelgraph:token"]');
    expect(env).not.toHaveProperty("PULUMI_NODEJS_TYPESCRIPT");
  });

  it("hands runtime options to Node and to the SDK", async () => {
    const options = { nodeargs: "--no-warnings  --stack-size=900", tsconfigpath: "ts.json" };

    const program = seen();
    await caller.ask("run", runRequest("exit 0", options));

    const { execArgv, env } = await program;
    expect(execArgv.slice(1)).toEqual(["--no-warnings", "--stack-size=900"]);
    expect(env["PULUMI_NODEJS_TYPESCRIPT"]).toBe("true");
    expect(env["PULUMI_NODEJS_TSCONFIG_PATH"]).toBe("ts.json");
  });

  it.each([
    ["exit 32", "", true],
    ["exit 7", "the program ended with exit code 7", false],
    ["signal SIGKILL", "the program was ended by SIGKILL", false],
  ])("answers how a program ended: %s", async (entry, error, bail) => {
    const response = await caller.ask("run", runRequest(entry));

    expect([response.getError(), response.getBail()]).toEqual([error, bail]);
  });

  it("says what to do when the SDK is not installed", async () => {
    const request = runRequest("exit 0");
    request.getInfo()?.setProgramDirectory("/");

    const response = await caller.ask("run", request);

    expect(response.getError()).toMatch(
      /^node_modules: @pulumi\/pulumi\/cmd\/run is not installed for .*; run `npm ci`$/,
    );
  });

  it.each([
    ["is interrupted", "SIGINT", "hang"],
    ["is interrupted, even one that does not listen", "SIGINT", "hang deaf"],
    ["is killed", "SIGKILL", "hang"],
  ] as const)("leaves no program behind when it %s", async (_, signal, entry) => {
    const program = seen();
    void caller.ask("run", runRequest(entry)).catch(() => undefined);
    await program;
    const closed = once(host.output, "close");

    host.process.kill(signal);

    // Host and program write to the same pipe: it closes when neither lives.
    await closed;
    await ended(host.process);
  });

  it("ends the program when the engine cancels", async () => {
    const program = seen();
    const running = caller.ask("run", runRequest("hang"));
    await program;

    await caller.ask("cancel", new emptyProto.Empty());

    expect((await running).getError()).toBe("the program was ended by SIGINT");
  });

  it("runs a policy pack in its own folder and streams what it writes", async () => {
    const request = new languageProto.RunPluginRequest()
      .setKind("analyzer")
      .setPwd("/")
      .setArgsList([ENGINE])
      .setEnvList(["A=1=2", "PATH=/bin"])
      .setInfo(info("."));

    const responses = await caller.askAll("runPlugin", request);

    const text = (kind: "getStdout_asU8" | "getStderr_asU8") =>
      responses.map((response) => Buffer.from(response[kind]()).toString()).join("");
    const { argv, cwd, env } = JSON.parse(text("getStdout_asU8")) as Seen;
    expect(argv).toEqual([ENGINE, `${project.directory}/stacks`]);
    expect(cwd).toBe(`${project.directory}/stacks`);
    expect(env).toMatchObject({ A: "1=2", PATH: "/bin" });
    expect(env).not.toHaveProperty("HOME");
    expect(text("getStderr_asU8")).toBe("bye\n");
    expect(responses.at(-1)?.hasExitcode()).toBe(true);
    expect(responses.at(-1)?.getExitcode()).toBe(0);
  });

  it("answers the exit code of a plugin that fails", async () => {
    const request = new languageProto.RunPluginRequest()
      .setKind("resource")
      .setPwd(project.directory)
      .setArgsList(["exit 3"])
      .setInfo(info("."));

    const responses = await caller.askAll("runPlugin", request);

    expect(responses.at(-1)?.getExitcode()).toBe(3);
  });

  it("asks for no plugin ahead and installs nothing", async () => {
    const packages = await caller.ask(
      "getRequiredPackages",
      new languageProto.GetRequiredPackagesRequest(),
    );
    const installed = caller.askAll(
      "installDependencies",
      new languageProto.InstallDependenciesRequest(),
    );

    expect(packages.getPackagesList()).toEqual([]);
    await expect(installed).rejects.toMatchObject({
      details: "pulumi install: the local language host installs no packages; run `npm ci`",
    });
  });
});
