import { Fault } from "../../lib/fault.ts";

/** What is known about the stack when the engine gives up. */
export interface FaultContext {
  readonly environment: string;
  readonly kind: "local" | "rehearsal" | "real";
  /** The settings file, for people. */
  readonly settings: string;
}

type Facts = ConstructorParameters<typeof Fault>[0];
type Known = readonly [
  pattern: RegExp,
  facts: (found: RegExpExecArray, context: FaultContext) => Facts,
];

/** Faults the engine has many words for, by what it prints (CLI 3.259). */
const known: readonly Known[] = [
  [
    /incorrect passphrase/,
    (_, { environment, kind }) => ({
      where: environment,
      problem: "the passphrase does not open the secrets of the state",
      fix:
        kind === "real"
          ? "set PULUMI_CONFIG_PASSPHRASE_FILE to the one this stack was made with"
          : "bring .local/passphrase back, or start anew: make down && node local/cli.ts reset local",
    }),
  ],
  [
    /passphrase must be set/,
    (_, { environment }) => ({
      where: environment,
      problem: "has secrets, and there is no passphrase",
      fix: "set PULUMI_CONFIG_PASSPHRASE_FILE",
    }),
  ],
  [
    /currently locked by \d+ lock[^]*?created by (\S+) \(pid (\d+)\) at (\S+)/,
    ([, holder = "", pid = "", since = ""], { environment }) => ({
      where: environment,
      problem: `is locked by ${holder}, process ${pid}, since ${since}`,
      fix: `wait for it to end; if it is gone: ops unlock ${environment}`,
      exit: 1,
    }),
  ],
  [
    /no space left on device/,
    (_, { environment }) => ({
      where: environment,
      problem: "the disk is full",
      fix: "free some space and run the command again, it continues where it stopped",
    }),
  ],
  [
    /unable to open state directory|(?:read|list) "?\.pulumi[^"]*"?: (.*)/,
    ([, reason = "it cannot be opened"], { settings }) => ({
      where: `${settings} intelgraph:runner.backend`,
      problem: `the state cannot be reached (${reason.slice(0, 160)})`,
      fix: "check the backend URL and your credentials for it",
    }),
  ],
  [
    /Missing required configuration variable '(.+?)'/,
    ([, key = ""], { settings }) => ({
      where: settings,
      problem: `${key} is missing`,
      fix: "add it under config",
    }),
  ],
  [
    /resource plugin '?(?:pulumi-resource-)?([a-z0-9-]+)'? (?:at version |v)?v?([\d.]+\d)?/i,
    ([, plugin = "", version = ""]) => ({
      where: `plugin ${plugin} ${version}`.trim(),
      problem: "is not installed and could not be downloaded",
      fix: `pulumi plugin install resource ${plugin} ${version}`.trim(),
    }),
  ],
  [
    /invalid YAML file: (?:yaml: )?(.*)/,
    ([, reason = ""], { settings }) => ({
      where: settings,
      problem: `is not YAML (${reason})`,
      fix: "correct it",
    }),
  ],
  [
    /spawn pulumi ENOENT/,
    () => ({
      where: "pulumi",
      problem: "is not on PATH",
      fix: "make doctor says which tool is missing and how to get it",
    }),
  ],
];

/** The one line for what the engine printed; undefined when it is nothing that is known. */
export function knownFault(printed: string, context: FaultContext): Fault | undefined {
  for (const [pattern, facts] of known) {
    const found = pattern.exec(printed);
    if (found) return new Fault(facts(found, context));
  }
  return undefined;
}

/** True when the state itself cannot be read. */
export const isCorrupt = (printed: string): boolean =>
  /failed to load checkpoint|could not deserialize|checkpoint.*(invalid|unexpected)|snapshot integrity/i.test(
    printed,
  );

/** The line for anything else: the engine's own first error. */
export function anyFault(printed: string, { environment }: FaultContext): Fault {
  const line = printed
    .split("\n")
    .map((one) => one.trim())
    .find((one) => /^error: /.test(one));
  return new Fault({
    where: environment,
    problem: line?.replace(/^error: /, "") ?? "the engine ended without a word",
    fix: "run the command again; if it stays, make doctor",
  });
}
