import { join } from "node:path";

import { Command, CommanderError } from "commander";

import type { ExitCode } from "../../lib/fault.ts";
import { terminal } from "../../lib/terminal.ts";
import { cluster } from "./cluster.ts";
import { commands, groups } from "./command-table.ts";
import { flagHelp, type Flags, repeatable } from "./command-table/flags.ts";
import type { CommandRow } from "./command-table/row.ts";
import type { ControlPlane } from "./control-plane.ts";
import { interrupt } from "./interrupt.ts";
import type { Ports } from "./ports.ts";
import { screen as screenOver } from "./screen.ts";
import { tellError, tellOutcome } from "./tell.ts";

const root = join(import.meta.dirname, "../..");
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

/** Loaded when it is first asked: most of what it needs is of no use to a verb that only looks at files. */
const plane = async (): Promise<ControlPlane> =>
  (await import("./control-plane.ts")).controlPlane(root, process.env);

const ports: Ports = {
  root,
  env: process.env,
  screen,
  signal: stop.signal,
  onProcess: stop.watch,
  now: () => new Date(),
  controlPlane: {
    start: async (cluster, nodes) => (await plane()).start(cluster, nodes),
    look: async (cluster) => (await plane()).look(cluster),
    follow: async (cluster, profile) => (await plane()).follow(cluster, profile),
    controllers: async (cluster) => (await plane()).controllers(cluster),
    canRunControllers: async () => (await plane()).canRunControllers(),
    reset: async (cluster) => (await plane()).reset(cluster),
  },
  makeCluster: cluster,
  loadEngine: async () => (await import("./engine.ts")).engine,
  catalogue: async (door) => {
    const { catalogueOf } = await import("./catalogue.ts");
    return catalogueOf(door, { cache: join(root, ".local/cache") });
  },
  stateVerdicts: async (...asked) => {
    const { stateVerdicts } = await import("./state-verdicts.ts");
    return stateVerdicts(...asked);
  },
  ...(process.stdin.isTTY && err.motion ? { ask, askSecret } : {}),
};

async function ask(question: string): Promise<boolean> {
  const { createInterface } = await import("node:readline/promises");
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await lines.question(question, { signal: stop.signal })).trim());
  } finally {
    lines.close();
  }
}

async function askSecret(question: string): Promise<string> {
  const { askHidden } = await import("./ask-hidden.ts");
  return askHidden(question, { input: process.stdin, output: process.stderr, signal: stop.signal });
}

async function run(row: CommandRow, words: readonly string[], flags: Flags): Promise<ExitCode> {
  const voice = {
    root,
    env: process.env,
    json: flags.json === true,
    github: flags.github === true,
    screen,
    out: (text: string) => void process.stdout.write(text),
  };
  try {
    return tellOutcome(await row.run(words, flags, ports), voice);
  } catch (error) {
    return tellError(error, stop.signal.aborted, voice);
  } finally {
    stop.dispose();
  }
}

const more = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  value,
];

/** The command line over the table: a name of two words is a verb within a group. */
function programOf(rows: readonly CommandRow[]): Command {
  const program = new Command("ops")
    .description(
      "IntelGraph's environments: preview, provision, inspect. Exit 0 done, 1 refused, 2 cannot tell.",
    )
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .showSuggestionAfterError(true);
  const inGroup = new Map<string, Command>();
  const parentOf = (group: string): Command => {
    const known = inGroup.get(group) ?? program.command(group).description(groups[group] ?? "");
    inGroup.set(group, known);
    return known;
  };

  for (const row of rows) {
    const [verb = "", group] = row.name.split(" ").reverse();
    const command = (group === undefined ? program : parentOf(group))
      .command(verb)
      .description(row.summary);
    for (const { syntax, help } of [row.takes ?? []].flat()) command.argument(syntax, help);
    for (const flag of row.flags) {
      if (repeatable.has(flag)) command.option(flag, flagHelp[flag], more);
      else command.option(flag, flagHelp[flag]);
    }
    command
      .option("--json", "the outcome as JSON on stdout")
      .option("--github", "step summary, outputs and annotations for a GitHub workflow")
      .action(async () => {
        const words = (command.processedArgs as readonly (string | readonly string[] | undefined)[])
          .flat()
          .filter((word) => word !== undefined);
        process.exitCode = await run(row, words, command.opts<Flags>());
      });
  }
  return program;
}

/** Reads the command line of this process and does what it says; the exit code is left on the process. */
export async function main(): Promise<void> {
  try {
    await programOf(commands).parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const asked = error.exitCode === 0;
    // Without a verb the help itself is the answer.
    if (!asked && error.code !== "commander.help")
      process.stderr.write(
        `${error.message.replace(/^error: /, "ops: ").replaceAll("\n", " ")}; see --help\n`,
      );
    process.exitCode = asked ? 0 : 2;
  }
}
