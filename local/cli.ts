import { Command, CommanderError, InvalidArgumentError, Option } from "commander";

import { Fault } from "../lib/fault.ts";
import type { CommandContext } from "./commands/start.ts";
import { layout } from "./layout.ts";
import { screen } from "./screen.ts";

process.umask(0o077);

const stopping = new AbortController();
const context: CommandContext = {
  paths: layout(),
  env: process.env,
  screen: screen(),
  signal: stopping.signal,
};
const say = (...lines: readonly string[]) => {
  for (const line of lines) process.stdout.write(`${line}\n`);
};
const data = (value: unknown) => {
  say(JSON.stringify(value, undefined, 2));
};

const json = () => new Option("--json", "print the outcome as JSON on stdout");
const all = () => new Option("--all", "every cluster of this clone").default(false);
const cluster = ["[cluster]", "local, or rehearse-<environment>", "local"] as const;
const count = (text: string): number => {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("use a whole number from 1 to 999");
};
const quantity = (text: string): string => {
  if (/^[1-9]\d*(m|k|M|G|T|Ki|Mi|Gi|Ti)?$/.test(text)) return text;
  throw new InvalidArgumentError("use a Kubernetes quantity such as 32, 500m or 128Gi");
};

const profile = () =>
  new Option(
    "--profile <profile>",
    "core: the control plane alone; full: the controllers too (default: controllers are left as they are)",
  ).choices(["core", "full"]);

interface StartFlags {
  readonly profile?: "core" | "full";
  readonly onlyProfile?: boolean;
  readonly nodes?: number;
  readonly nodeCpu?: string;
  readonly nodeMemory?: string;
  readonly json?: boolean;
}

const program = new Command("local")
  .description("The local environment: tools, control plane and Pulumi plugins of this clone.")
  .exitOverride()
  .configureOutput({ outputError: () => undefined })
  .showSuggestionAfterError(true)
  .enablePositionalOptions();

program
  .command("start")
  .description("make a cluster serve: build missing tools, start or heal its processes")
  .argument(...cluster)
  .option("--nodes <count>", "simulated nodes (new cluster: 2)", count)
  .option("--node-cpu <quantity>", "cpu of each node (new cluster: 32)", quantity)
  .option("--node-memory <quantity>", "memory of each node (new cluster: 128Gi)", quantity)
  .addOption(profile())
  .option("--only-profile", "say nothing about the control plane, which is known to run")
  .addOption(json())
  .action(async (name: string, flags: StartFlags) => {
    const { start } = await import("./commands/start.ts");
    const nodes = {
      ...(flags.nodes === undefined ? {} : { count: flags.nodes }),
      ...(flags.nodeCpu === undefined ? {} : { cpu: flags.nodeCpu }),
      ...(flags.nodeMemory === undefined ? {} : { memory: flags.nodeMemory }),
    };
    const { profile: wanted, onlyProfile = false } = flags;
    const chosen = wanted === undefined ? {} : { profile: wanted, onlyProfile };
    const input = { cluster: name, nodes, ...chosen };
    const report = await start(input, context);
    if (flags.json) data(report);
  });

program
  .command("stop")
  .description("end a cluster's processes and keep its data")
  .argument(...cluster)
  .addOption(all())
  .addOption(json())
  .action(async (name: string, flags: { all: boolean; json?: boolean }) => {
    const { stop } = await import("./commands/stop.ts");
    const report = await stop({ cluster: name, all: flags.all }, context);
    if (flags.json) data(report);
  });

program
  .command("status")
  .description("say how a cluster is; exit 1 when it does not serve")
  .argument(...cluster)
  .addOption(json())
  .action(async (name: string, flags: { json?: boolean }) => {
    const { status, renderStatus } = await import("./commands/status.ts");
    const report = await status({ cluster: name }, context);
    if (flags.json) data(report);
    else say(...renderStatus(report));
    process.exitCode = report.state === "serving" ? 0 : 1;
  });

program
  .command("logs")
  .description("print the end of a component's log, or of all")
  .argument("[component]", "etcd, kube-apiserver, argo-rollouts, prometheus ...")
  .argument(...cluster)
  .option("-n, --lines <count>", "lines of each", count, 20)
  .option("-f, --follow", "keep on printing one component's log", false)
  .option("--cluster <cluster>", "the cluster, when every component is asked for")
  .action(async (component: string | undefined, name: string, flags: LogFlags) => {
    const { logs } = await import("./commands/logs.ts");
    const { lines, follow } = flags;
    await logs({ component, cluster: flags.cluster ?? name, lines, follow }, context, say);
  });

interface LogFlags {
  readonly lines: number;
  readonly follow: boolean;
  readonly cluster?: string;
}

program
  .command("reset")
  .description("remove a cluster, its data and the state of its stack")
  .argument(...cluster)
  .addOption(all())
  .addOption(json())
  .action(async (name: string, flags: { all: boolean; json?: boolean }) => {
    const { reset } = await import("./commands/reset.ts");
    const report = await reset({ cluster: name, all: flags.all }, context);
    if (flags.json) data(report);
  });

program
  .command("env")
  .description('print the variables for a running cluster: eval "$(node local/cli.ts env)"')
  .argument(...cluster)
  .addOption(json())
  .action(async (name: string, flags: { json?: boolean }) => {
    const { session, renderExports } = await import("./commands/env.ts");
    const variables = await session({ cluster: name }, context);
    if (flags.json) data(variables);
    else say(...renderExports(variables));
  });

program
  .command("doctor")
  .description("say which tools are there, from where, and what this host can run")
  .addOption(json())
  .action(async (flags: { json?: boolean }) => {
    const { doctor, renderDoctor } = await import("./commands/doctor.ts");
    const report = await doctor(context);
    if (flags.json) data(report);
    else say(...renderDoctor(report));
    process.exitCode = report.canRunCore ? 0 : 2;
  });

program
  .command("tool")
  .description("make one tool be there, built if need be, and print where its programs are")
  .argument("<tool>", "pulumi, kubernetes, helm ...")
  .addOption(json())
  .action(async (name: string, flags: { json?: boolean }) => {
    const { tool } = await import("./commands/tool.ts");
    const ready = await tool({ tool: name }, context);
    if (flags.json) data(ready);
    else say(...Object.values(ready.binaries));
  });

program
  .command("shell")
  .description("open a shell in which pulumi and kubectl work on a running cluster")
  .argument(...cluster)
  .action(async (name: string) => {
    const { shell } = await import("./commands/shell.ts");
    process.exitCode = await shell({ cluster: name }, context);
  });

program
  .command("exec")
  .description("run one command on a running cluster: exec local -- kubectl get namespaces")
  .argument("<cluster>")
  .argument("[command...]")
  .passThroughOptions()
  .action(async (name: string, command: string[]) => {
    const { exec } = await import("./commands/shell.ts");
    const words = command[0] === "--" ? command.slice(1) : command;
    process.exitCode = await exec({ cluster: name, command: words }, context);
  });

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stopping.signal.aborted) process.exit(2);
    stopping.abort(
      new Fault({
        where: "local environment",
        problem: "interrupted",
        fix: "nothing is half done; the same command continues",
      }),
    );
  });
}

try {
  await program.parseAsync();
} catch (error) {
  context.screen.done();
  if (error instanceof CommanderError) {
    if (error.exitCode !== 0) process.stderr.write(`${error.message}; see --help\n`);
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    const { asFault } = await import("./commands/trouble.ts");
    const reason: unknown = stopping.signal.aborted ? stopping.signal.reason : error;
    const { exit, message } = asFault(reason, context.paths.root);
    process.stderr.write(`${message}\n`);
    process.exitCode = exit;
  }
}
