import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";

import { type Document, isMap, parseDocument } from "yaml";
import { z } from "zod";

import { Fault } from "../../lib/fault.ts";

/** How ops reaches a real environment; only ops reads it (`intelgraph:runner`). */
export interface RunnerSettings {
  /** Where the state lives, as a Pulumi backend URL. @default none: only rehearsals are possible */
  readonly backend?: string | undefined;
  /** `passphrase` or a key URL like `awskms://alias/x?region=y`. @default "passphrase" */
  readonly secretsProvider?: string | undefined;
  /** Size of the simulated nodes of a rehearsal. @default what local/cli.ts takes */
  readonly nodes?:
    { readonly count: number; readonly cpu: number; readonly memory: string } | undefined;
}

/** The cluster an environment is provisioned on. */
export interface ClusterSettings {
  /** File path, relative to the project root. */
  readonly kubeconfig: string;
  readonly context: string;
}

/** A `Pulumi.<env>.yaml`, as far as ops is concerned. */
export interface EnvironmentFile {
  /** Name without folder, for messages. */
  readonly name: string;
  readonly document: Document;
  readonly runner: RunnerSettings;
  /** Undefined when it is not written as the program wants it; the program then says so, with all other faults. */
  readonly cluster: ClusterSettings | undefined;
}

const runnerSchema = z.strictObject({
  backend: z
    .string()
    .regex(
      /^[a-z0-9]+:\/\/./,
      "is no backend URL; write for example s3://bucket/path?region=eu-central-1",
    )
    .optional(),
  secretsProvider: z
    .string()
    .regex(
      /^(passphrase$|[a-z]+:\/\/.)/,
      "is neither passphrase nor a key URL like awskms://alias/name?region=eu-central-1",
    )
    .optional(),
  nodes: z
    .strictObject({
      count: z.int().min(1).max(1000),
      cpu: z.int().min(1),
      memory: z.string().regex(/^\d+(Mi|Gi|Ti)$/, "is no size; write for example 128Gi"),
    })
    .optional(),
});

const clusterSchema = z.object({ kubeconfig: z.string().min(1), context: z.string().min(1) });

/** Config keys of the project; `intelgraph:runner` is the only one ops owns. */
const project = "intelgraph";

/** Reads the settings file of a stack. Throws every fault of the runner's settings at once. */
export function environmentFile(path: string): EnvironmentFile {
  const name = basename(path);
  const document = parseDocument(readFileSync(path, "utf8"));
  const [syntax] = document.errors;
  if (syntax) {
    const line = syntax.linePos?.[0].line ?? 1;
    const problem = (syntax.message.split("\n")[0] ?? "").replace(/ at line \d+.*$/, "");
    throw new Fault({ where: `${name} line ${line}`, problem, fix: "correct the YAML there" });
  }
  const plain = (key: string): unknown => {
    if (!isMap(document.contents)) return undefined;
    const value: unknown = document.getIn(["config", `${project}:${key}`]);
    return isMap(value) ? value.toJSON() : value;
  };
  const runner = runnerSchema.safeParse(plain("runner") ?? {});
  if (!runner.success) {
    throw new AggregateError(
      runner.error.issues.map(
        ({ path: at, message }) =>
          new Fault({
            where: `${name} ${[`${project}:runner`, ...at].join(".")}`,
            problem: message.split("; ")[0] ?? message,
            fix: message.split("; ")[1] ?? "see docs/local.md for the runner's settings",
          }),
      ),
    );
  }
  const environment = z.object({ cluster: clusterSchema }).safeParse(plain("environment"));
  return { name, document, runner: runner.data, cluster: environment.data?.cluster };
}

/** Settings file of a stack: its own, or the one that all previews share; undefined when there is none. */
export function fileOf(directory: string, stack: string): string | undefined {
  const shared = /^pr-\d+$/.test(stack) ? "pr" : stack;
  return [stack, shared]
    .map((name) => join(directory, `Pulumi.${name}.yaml`))
    .find((path) => existsSync(path));
}

/** Environments that have a settings file, `pr` standing for every `pr-<n>`. */
export function environmentsIn(directory: string): string[] {
  return readdirSync(directory)
    .map((name) => /^Pulumi\.([^.]+)\.yaml$/.exec(name)?.[1])
    .filter((name) => name !== undefined)
    .sort();
}
