import { join } from "node:path";
import { createInterface } from "node:readline/promises";

import { Command, CommanderError } from "commander";

import type { ExitCode } from "../lib/fault.ts";
import { terminal } from "../lib/terminal.ts";
import { cluster } from "./lib/cluster.ts";
import { type CommandRow, commands, flagHelp, type Flags } from "./lib/command-table.ts";
import { controlPlane } from "./lib/control-plane.ts";
import { interrupt } from "./lib/interrupt.ts";
import type { Ports } from "./lib/ports.ts";
import { screen as screenOver } from "./lib/screen.ts";
import { tellError, tellOutcome } from "./lib/tell.ts";

process.umask(0o077);

const root = join(import.meta.dirname, "..");
const err = terminal(process.stderr, process.env);
const screen = screenOver(err, root);
const stop = interrupt(process, {
  onFirst: () => {
    screen.lines(
      "",
      "stopping: steps under way are finished and recorded; Ctrl-C again ends all at once",
    );
  },
  onSecond: () => {
    screen.lines("ended at once; the next run settles what was under way");
  },
});

const ports: Ports = {
  root,
  env: process.env,
  screen,
  signal: stop.signal,
  onProcess: stop.watch,
  now: () => new Date(),
  controlPlane: controlPlane(root, process.env),
  makeCluster: cluster,
  loadEngine: async () => (await import("./lib/engine.ts")).engine,
  catalogue: async (door) => {
    const { catalogueOf } = await import("./lib/catalogue.ts");
    return catalogueOf(door, { cache: join(root, ".local/cache") });
  },
  stateVerdicts: async (...asked) => {
    const { stateVerdicts } = await import("./lib/state-verdicts.ts");
    return stateVerdicts(...asked);
  },
  ...(process.stdin.isTTY && err.motion ? { ask } : {}),
};

async function ask(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(question, { signal: stop.signal })).trim());
  } finally {
    lines.close();
  }
}

async function run(row: CommandRow, environment: string, flags: Flags): Promise<ExitCode> {
  const voice = {
    root,
    env: process.env,
    json: flags.json === true,
    github: flags.github === true,
    screen,
    out: (text: string) => void process.stdout.write(text),
  };
  try {
    return tellOutcome(await row.run(environment, flags, ports), voice);
  } catch (error) {
    return tellError(error, stop.signal.aborted, voice);
  } finally {
    stop.dispose();
  }
}

const program = new Command("ops")
  .description(
    "IntelGraph's environments: preview, provision, inspect. Exit 0 done, 1 refused, 2 cannot tell.",
  )
  .exitOverride()
  .configureOutput({ outputError: () => undefined })
  .showSuggestionAfterError(true);

for (const row of commands) {
  const command = program
    .command(row.name)
    .description(row.summary)
    .argument("<environment>", "local, dev, stage, prod or pr-<number>");
  for (const flag of row.flags) command.option(flag, flagHelp[flag]);
  command
    .option("--json", "the outcome as JSON on stdout")
    .option("--github", "step summary, outputs and annotations for a GitHub workflow")
    .action(async (environment: string, flags: Flags) => {
      process.exitCode = await run(row, environment, flags);
    });
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode !== 0)
    process.stderr.write(
      `${error.message.replace(/^error: /, "ops: ").replaceAll("\n", " ")}; see --help\n`,
    );
  process.exitCode = error.exitCode === 0 ? 0 : 2;
}
