import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Terminal, terminal } from "../../../lib/terminal.ts";
import type { Cluster, LiveObject, ObjectRef } from "../../../ops/lib/cluster.ts";
import type { ControlPlane, LocalController } from "../../../ops/lib/control-plane.ts";
import type { Engine, RunEnd, RunOptions, Verb } from "../../../ops/lib/engine.ts";
import type { OpsEvent } from "../../../ops/lib/events.ts";
import { countsOfRules } from "../../../ops/lib/policies.ts";
import type { Ports } from "../../../ops/lib/ports.ts";
import { screen } from "../../../ops/lib/screen.ts";
import { resourcesOf, type State, type StateResource } from "../../../ops/lib/state.ts";
import type { StateVerdicts } from "../../../ops/lib/state-verdicts.ts";
import { catalogue, factsOf } from "./recorded.ts";

/** A run of the engine by its events. */
export const ran = (
  events: readonly OpsEvent[],
  { exit = 0, printed = "" }: { exit?: number | undefined; printed?: string } = {},
): RunEnd => ({ facts: factsOf(events), exit, printed });

/** A run that a signal ended. */
export const killed = (events: readonly OpsEvent[]): RunEnd => ({
  facts: factsOf(events),
  exit: undefined,
  printed: "",
});

/** An exported state. */
export const stateWith = (
  resources: readonly StateResource[],
  pending: readonly { readonly type: string; readonly resource: StateResource }[] = [],
): State => ({
  version: 3,
  deployment: { resources: [...resources], pending_operations: [...pending] },
});

type Answer = RunEnd | ((options: RunOptions) => RunEnd | Promise<RunEnd>);

export interface FakeEngine extends Engine {
  /** What was asked of it, in order: `preview`, `refresh urn:...`, `import`, `create`. */
  readonly asked: string[];
  /** The state now; undefined when there is no stack. */
  state: State | undefined;
}

/** An engine that answers each verb from a list, the last answer for good. */
export function fakeEngine(
  answers: Partial<Record<Verb | "analyze", readonly Answer[]>>,
  state?: State,
): FakeEngine {
  const left = new Map(Object.entries(answers).map(([verb, list]) => [verb, [...list]]));
  const next = async (verb: Verb | "analyze", options: RunOptions = {}): Promise<RunEnd> => {
    const list = left.get(verb) ?? [];
    const answer = list.length > 1 ? list.shift() : list[0];
    if (answer === undefined) throw new Error(`the fake engine has no answer to ${verb}`);
    return typeof answer === "function" ? answer(options) : answer;
  };
  const asked: string[] = [];
  const empty = stateWith([]);
  const engine: FakeEngine = {
    asked,
    state,
    exportState: () => Promise.resolve(engine.state && JSON.stringify(engine.state)),
    importState: async (file) => {
      const { readFileSync } = await import("node:fs");
      asked.push("import");
      engine.state = JSON.parse(readFileSync(file, "utf8")) as State;
    },
    create: () => {
      asked.push("create");
      engine.state = empty;
      return Promise.resolve();
    },
    run: (verb, options) => {
      asked.push([verb, ...(options?.targets ?? [])].join(" "));
      return next(verb, options);
    },
    analyze: () => {
      asked.push("analyze");
      return next("analyze");
    },
    outputs: () => Promise.resolve({}),
    unprotect: () => {
      asked.push("unprotect");
      return Promise.resolve();
    },
    cancel: () => {
      asked.push("cancel");
      return Promise.resolve();
    },
  };
  return engine;
}

/** An object as the API shows it, written by the Kubernetes provider just now unless told otherwise. */
export function live(
  { apiVersion, kind, name, namespace }: ObjectRef,
  { manager = "pulumi-kubernetes-1a2b3c4d", created = "2026-11-24T10:00:30Z", spec = {} } = {},
): LiveObject {
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      creationTimestamp: created,
      managedFields: [{ manager: "kwok" }, { manager }],
    },
    spec,
  };
}

export function fakeCluster(
  objects: readonly LiveObject[] = [],
  ready = true,
  released: string[] = [],
): Cluster {
  const key = (o: { kind: string; name: string; namespace?: string | undefined }) =>
    `${o.kind} ${o.namespace ?? ""}/${o.name}`;
  const among = (refs: readonly ObjectRef[]) => {
    const wanted = new Set(refs.map(key));
    return objects.filter(({ kind, metadata }) => wanted.has(key({ kind, ...metadata })));
  };
  return {
    find: (refs) => Promise.resolve(among(refs)),
    exists: (ref) => Promise.resolve(among([ref]).length > 0),
    list: () => Promise.resolve(objects),
    release: ({ metadata }) => {
      released.push(metadata.name);
      return Promise.resolve();
    },
    ready: () => Promise.resolve(ready),
    createAs: () => Promise.resolve({ refused: "the fake cluster takes nothing" }),
  };
}

export interface FakePorts extends Ports {
  /** Everything printed so far, line by line. */
  readonly printed: () => string[];
  readonly remove: () => void;
  /** What was asked of the control plane. */
  readonly planes: string[];
  readonly interrupt: () => void;
}

export interface FakeOptions {
  readonly engine?: Engine;
  readonly cluster?: Cluster;
  readonly ask?: (question: string) => Promise<boolean>;
  /** Files below the root, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: NodeJS.ProcessEnv;
  /** What the rules say about a state without the engine. @default nothing */
  readonly verdicts?: Partial<StateVerdicts>;
  /** False when the control plane does not run. @default true */
  readonly running?: boolean;
  /** The controllers beside it. @default none */
  readonly controllers?: readonly LocalController[];
  /** Whether the tools of profile `full` are there. @default true */
  readonly canRunControllers?: boolean;
}

const project = join(import.meta.dirname, "../../..");

/** Ports over a root of their own in the temporary folder. */
export function fakePorts(options: FakeOptions = {}): FakePorts {
  const root = mkdtempSync(join(tmpdir(), "intelgraph-ops-"));
  const {
    engine = fakeEngine({}),
    cluster = fakeCluster(),
    ask,
    env = {},
    running = true,
  } = options;
  const files = {
    "Pulumi.yaml": "name: intelgraph\n",
    "Pulumi.local.yaml": "config: {}\n",
    ...options.files,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(root, name, ".."), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  cpSync(join(project, "package.json"), join(root, "package.json"));
  let text = "";
  const out: Terminal = terminal({ write: (part) => (text += part) }, {});
  const controller = new AbortController();
  const planes: string[] = [];
  let time = Date.parse("2026-11-24T10:00:00Z");
  return {
    root,
    env,
    planes,
    controlPlane: fakeControlPlane(root, planes, { ...options, running }),
    loadEngine: () => Promise.resolve(() => engine),
    makeCluster: () => cluster,
    onProcess: () => undefined,
    catalogue: () => Promise.resolve(catalogue),
    stateVerdicts: (state) =>
      Promise.resolve({
        counts: countsOfRules([]),
        judged: resourcesOf(state).length,
        refusing: [],
        ...options.verdicts,
      }),
    now: () => new Date((time += 100)),
    screen: screen(out, root),
    signal: controller.signal,
    ...(ask === undefined ? {} : { ask }),
    printed: () => text.split("\n").slice(0, -1),
    interrupt: () => {
      controller.abort();
    },
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function fakeControlPlane(
  root: string,
  planes: string[],
  { running = true, controllers = [], canRunControllers = true }: FakeOptions,
): ControlPlane {
  const environment = (cluster: string) => ({
    PATH: "",
    PULUMI_BACKEND_URL: `file://${join(root, ".local/state", cluster)}`,
    KUBECONFIG: join(root, ".local/clusters", cluster, "kubeconfig"),
  });
  return {
    start: (cluster, nodes) => {
      planes.push(`start ${cluster}${nodes ? ` ${nodes.count}` : ""}`);
      return Promise.resolve({
        cluster: {
          name: cluster,
          server: "https://127.0.0.1:6443",
          kubeconfig: join(root, ".local/clusters", cluster, "kubeconfig"),
          context: cluster,
          uid: "8d3f",
        },
        git: "git://127.0.0.1:20999",
        tools: [{ tool: "pulumi", version: "3.259.0" }],
        plugins: [],
        env: environment(cluster),
      });
    },
    look: (cluster) => Promise.resolve(running ? environment(cluster) : undefined),
    follow: (cluster, profile) => {
      planes.push(`follow ${cluster} ${profile}`);
      return Promise.resolve();
    },
    controllers: () => Promise.resolve(controllers),
    canRunControllers: () => Promise.resolve(canRunControllers),
    reset: (cluster) => {
      planes.push(`reset ${cluster}`);
      return Promise.resolve();
    },
  };
}
