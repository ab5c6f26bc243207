import type { ChildProcess } from "node:child_process";

import { LocalWorkspace, Stack } from "@pulumi/pulumi/automation/index.js";

import { engineCommand, EngineExit } from "./engine-command.ts";
import type { OpsEvent } from "./events.ts";
import { type RunFacts, runReader } from "./run-facts.ts";

export type Verb = "preview" | "up" | "destroy" | "refresh" | "drift";

/** The policy packs of a run: a folder and, when there is one, the file with its settings. */
export interface PolicyDoor {
  readonly pack: string;
  readonly config?: string;
}

export interface RunOptions {
  readonly door?: PolicyDoor;
  /** Only these resources. @default all */
  readonly targets?: readonly string[];
  /** The first abort asks the engine to stop after the steps under way. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: OpsEvent, facts: () => RunFacts) => void;
}

/** How a run ended. */
export interface RunEnd {
  readonly facts: RunFacts;
  /** 0 well; undefined when a signal ended the engine. */
  readonly exit: number | undefined;
  /** What the engine printed, for faults that never became an event. */
  readonly printed: string;
}

/** One stack, as the engine knows it. Every method is one or more pulumi processes. */
export interface Engine {
  /** The state as JSON text; undefined when there is no such stack. Throws `EngineExit`. */
  exportState(): Promise<string | undefined>;
  /** Replaces the state; the engine checks its integrity first. Throws `EngineExit`. */
  importState(file: string): Promise<void>;
  /** Makes an empty stack. Throws `EngineExit`. */
  create(): Promise<void>;
  /** Runs the engine to its end; a failed run is an answer, not a throw. */
  run(verb: Verb, options?: RunOptions): Promise<RunEnd>;
  /** The packs over a state file, without program, plugins or cluster. */
  analyze(file: string, door: PolicyDoor): Promise<RunEnd>;
  /** Outputs with secrets replaced by a word. Throws `EngineExit`. */
  outputs(): Promise<Readonly<Record<string, unknown>>>;
  /** Lets every resource be removed, the protected ones too. Throws `EngineExit`. */
  unprotect(): Promise<void>;
  /** Removes every lock of the stack. Throws `EngineExit`. */
  cancel(): Promise<void>;
}

export interface EngineFacts {
  readonly stack: string;
  /** Folder of Pulumi.yaml. */
  readonly directory: string;
  /** Folder with a Pulumi.yaml of the same name, where making a stack may write its configuration. */
  readonly nursery: string;
  readonly configFile: string;
  /** `passphrase`, `awskms://...`. @default the backend's own choice */
  readonly secretsProvider?: string;
  readonly env: Readonly<Record<string, string>>;
  readonly version: string;
  readonly onProcess?: (child: ChildProcess) => void;
}

/** The engine over the Automation API, on the project folder. */
export function engine(facts: EngineFacts): Engine {
  const { stack, directory, nursery, configFile, env } = facts;
  const command = engineCommand(facts);
  const pulumi = (...args: string[]) => command.run([...args, "--stack", stack], directory);

  return {
    async exportState() {
      try {
        return (await pulumi("stack", "export")).stdout;
      } catch (error) {
        if (error instanceof EngineExit && /no stack named .* found/.test(error.stderr)) return;
        throw error;
      }
    },
    async importState(file) {
      await pulumi("stack", "import", "--file", file);
    },
    async create() {
      const provider = facts.secretsProvider ?? "passphrase";
      const args = ["stack", "init", stack, "--no-select", "--secrets-provider", provider];
      await command.run(args, nursery);
    },
    async run(verb, options = {}) {
      const reader = runReader();
      const workspace = await LocalWorkspace.create({
        workDir: directory,
        pulumiCommand: command,
        envVars: { ...env },
      });
      // Every command names its stack: selecting one would write to PULUMI_HOME, and the outputs are read on demand.
      workspace.selectStack = () => Promise.resolve();
      workspace.stackOutputs = () => Promise.resolve({});
      const handle = await Stack.select(stack, workspace);
      handle.info = () => Promise.resolve(undefined);
      return ended(reader.facts, () => start(handle, verb, configFile, options, reader));
    },
    async analyze(file, door) {
      const reader = runReader();
      const take = (text: string) => {
        for (const line of text.split("\n").filter((one) => one.startsWith("{"))) {
          reader.read(JSON.parse(line) as OpsEvent);
        }
      };
      const packs = [
        "--policy-pack",
        door.pack,
        ...(door.config ? ["--policy-pack-config", door.config] : []),
      ];
      const args = ["policy", "analyze", "--file", file, "--json", ...packs];
      const end = await ended(
        reader.facts,
        async () => {
          const { stdout, stderr } = await command.run(args, directory);
          take(stdout);
          return stderr;
        },
        take,
      );
      return end;
    },
    async outputs() {
      return JSON.parse((await pulumi("stack", "output", "--json")).stdout) as Record<
        string,
        unknown
      >;
    },
    async unprotect() {
      await pulumi("state", "unprotect", "--all", "--yes");
    },
    async cancel() {
      await command.run(["cancel", stack, "--yes"], directory);
    },
  };
}

async function start(
  stack: Stack,
  verb: Verb,
  configFile: string,
  { door, targets, signal, onEvent }: RunOptions,
  reader: ReturnType<typeof runReader>,
): Promise<string> {
  const shared = {
    configFile,
    suppressProgress: true,
    onEvent: (event: OpsEvent) => {
      reader.read(event);
      onEvent?.(event, reader.facts);
    },
    ...(targets === undefined ? {} : { target: [...targets] }),
    ...(signal === undefined ? {} : { signal }),
  };
  const packs = {
    ...(door === undefined ? {} : { policyPacks: [door.pack] }),
    ...(door?.config === undefined ? {} : { policyPackConfigs: [door.config] }),
  };
  switch (verb) {
    case "preview":
      return textOf(await stack.preview({ ...shared, ...packs }));
    case "up":
      return textOf(await stack.up({ ...shared, ...packs }));
    case "destroy":
      return textOf(await stack.destroy(shared));
    case "refresh":
      return textOf(await stack.refresh(shared));
    case "drift":
      return textOf(await stack.previewRefresh(shared));
  }
}

const textOf = ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}\n${stderr}`;

async function ended(
  facts: () => RunFacts,
  body: () => Promise<string>,
  onFailure: (stdout: string) => void = () => undefined,
): Promise<RunEnd> {
  try {
    const printed = await body();
    return { facts: facts(), exit: 0, printed };
  } catch (error) {
    if (!(error instanceof EngineExit)) throw error;
    onFailure(error.stdout);
    return { facts: facts(), exit: error.code, printed: `${error.stdout}\n${error.stderr}` };
  }
}
