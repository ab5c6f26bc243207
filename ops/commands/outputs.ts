import { Fault } from "../../lib/fault.ts";
import { table } from "../../lib/table.ts";
import { EngineExit } from "../lib/engine-command.ts";
import { anyFault, knownFault } from "../lib/engine-faults.ts";
import { checkOutputs, flat, type Outputs } from "../lib/outputs.ts";
import type { Ports } from "../lib/ports.ts";
import { commandFor, findTarget, lookAt, type Target } from "../lib/target.ts";

export interface OutputsInput {
  readonly environment: string;
  readonly project?: string;
  /** Read those of the rehearsal. @default false */
  readonly rehearse?: boolean;
}

export interface OutputsReport {
  readonly environment: string;
  readonly outputs: Outputs;
}

/** What deploy jobs read, checked against its contract; secrets are a word. */
export async function outputs(input: OutputsInput, ports: Ports): Promise<OutputsReport> {
  const target = findTarget(ports.root, input);
  const { environment, kind, directory } = target;
  const access = await lookAt(target, ports);
  if (access === undefined) throw asleep(environment);
  try {
    const found = await access.engine.outputs();
    if (Object.keys(found).length === 0) throw nothingYet(target);
    checkOutputs(directory, environment, found);
    return { environment, outputs: found };
  } catch (error) {
    if (!(error instanceof EngineExit)) throw error;
    if (/no stack named/.test(error.stderr)) throw nothingYet(target);
    const context = { environment, kind, settings: target.file?.name ?? "Pulumi.yaml" };
    throw knownFault(error.stderr, context) ?? anyFault(error.stderr, context);
  }
}

const nothingYet = (target: Target) =>
  new Fault({
    where: target.environment,
    problem: "has no outputs yet",
    fix: `run ${commandFor(target, "up")} first`,
  });

const asleep = (environment: string) =>
  new Fault({
    where: environment,
    problem: "its control plane does not run",
    fix: environment === "local" ? "make up" : `ops rehearse ${environment} --keep`,
  });

/** Names and values, aligned. */
export const render = ({ outputs: found }: OutputsReport): string[] => table(flat(found));

/** Lines for `eval` in a shell: `export INTELGRAPH_NAMESPACES='...'`. */
export const renderShell = ({ outputs: found }: OutputsReport): string[] =>
  flat(found).map(
    ([name, value]) => `export ${variable(name)}='${value.replaceAll("'", "'\\''")}'`,
  );

const variable = (name: string): string =>
  `INTELGRAPH_${name
    .replaceAll(/([a-z])([A-Z])/g, "$1_$2")
    .replaceAll(/\W/g, "_")
    .toUpperCase()}`;
