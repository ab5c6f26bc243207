import { readFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import type { MutantCoverage, StrykerOptions } from "@stryker-mutator/api/core";
import {
  commonTokens,
  declareFactoryPlugin,
  PluginKind,
  tokens,
} from "@stryker-mutator/api/plugin";
import {
  type DryRunResult,
  DryRunStatus,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestRunner,
  TestStatus,
} from "@stryker-mutator/api/test-runner";

import type { Case } from "./judge.ts";

/** What instrumented sources and Stryker tell each other. */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: MutantCoverage;
}

/**
 * Judges fixtures in one process and loads nothing but the rules again.
 *
 * With Jest, a pack took hours: half of what a rule is made of stands at the top of its file, and for each mutant there
 * everything has to be loaded again.
 */
class FixtureRunner implements TestRunner {
  readonly #packs: ReadonlySet<string>;
  readonly #switchboard: Switchboard;
  #cases: readonly Case[] = [];

  constructor({ mutate }: StrykerOptions) {
    this.#packs = new Set(mutate.map((one) => /^policy-packs\/([a-z-]+)\//.exec(one)?.[1] ?? ""));
    const shared = globalThis as { __stryker__?: Switchboard };
    this.#switchboard = shared.__stryker__ ??= {};
  }

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun(): Promise<DryRunResult> {
    await this.#load();
    const tests = this.#cases.map(({ policy, difference }) => {
      this.#switchboard.currentTestId = policy;
      const [before, failureMessage] = [performance.now(), difference()];
      const result = { id: policy, name: policy, timeSpentMs: performance.now() - before };
      return failureMessage === undefined
        ? { ...result, status: TestStatus.Success as const }
        : { ...result, status: TestStatus.Failed as const, failureMessage };
    });
    this.#switchboard.currentTestId = undefined;
    const { mutantCoverage = { static: {}, perTest: {} } } = this.#switchboard;
    return { status: DryRunStatus.Complete, tests, mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    const { activeMutant, hitLimit, mutantActivation, reloadEnvironment, testFilter } = options;
    const board = this.#switchboard;
    Object.assign(board, { activeMutant: undefined, hitCount: undefined, hitLimit });
    if (mutantActivation === "static") board.activeMutant = activeMutant.id;
    try {
      if (reloadEnvironment || this.#cases.length === 0) await this.#load();
    } catch (error) {
      return killed("loading", String(error), 1);
    }
    board.activeMutant = activeMutant.id;
    board.hitCount = hitLimit === undefined ? undefined : 0;
    const cases = this.#cases.filter(({ policy }) => testFilter?.includes(policy) ?? true);
    for (const [i, { policy, difference }] of cases.entries()) {
      const failure = difference();
      if (failure !== undefined) return killed(policy, failure, i + 1);
    }
    return { status: MutantRunStatus.Survived, nrOfTests: cases.length };
  }

  async #load(): Promise<void> {
    generation += 1;
    const { href } = pathToFileURL(join(process.cwd(), "test/mutation/judge.ts"));
    const { cases } = (await import(href)) as { readonly cases: readonly Case[] };
    this.#cases = cases.filter(({ policy }) => this.#packs.has(policy.replace(/\/.*/, "")));
  }
}

const killed = (by: string, failureMessage: string, nrOfTests: number): MutantRunResult => ({
  status: MutantRunStatus.Killed,
  killedBy: [by],
  failureMessage,
  nrOfTests,
});

let generation = 0;
const stripped = new Map<string, string>();
const isReloaded = (url: string): boolean =>
  /\/sandbox-[^/]+\/(policy-packs\/|test\/mutation\/judge\.ts)/.test(url);

registerHooks({
  resolve(specifier, context, next) {
    const resolved = next(specifier, context);
    if (!isReloaded(resolved.url)) return resolved;
    return { ...resolved, url: `${resolved.url}?${generation}` };
  },
  load(url, context, next) {
    if (!isReloaded(url)) return next(url, context);
    const file = fileURLToPath(url);
    const source = stripped.get(file) ?? stripTypeScriptTypes(readFileSync(file, "utf8"));
    stripped.set(file, source);
    return { format: "module", source, shortCircuit: true };
  },
});

const fixtureRunner = (options: StrykerOptions): TestRunner => new FixtureRunner(options);
fixtureRunner.inject = tokens(commonTokens.options);

export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, "fixtures", fixtureRunner),
];
