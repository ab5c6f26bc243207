import { type ExitCode, Fault } from "../../lib/fault.ts";
import { annotationsOfError } from "./annotations.ts";
import { AlreadySaid } from "./already-said.ts";
import { Failure } from "./failure.ts";
import { tellWorkflow } from "./github.ts";
import type { Outcome } from "./outcome.ts";
import { relative, type Screen } from "./screen.ts";

/** How and where a command speaks. */
export interface Voice {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly json: boolean;
  readonly github: boolean;
  /** Talk, on stderr. */
  readonly screen: Screen;
  /** Data, on stdout. */
  readonly out: (text: string) => void;
}

/** Prints how a command ended well, or was refused. Returns its exit code. */
export function tellOutcome(outcome: Outcome, voice: Voice): ExitCode {
  const { root, env, json, github, screen, out } = voice;
  screen.lines(...outcome.screen(screen));
  if (json) out(`${relative(JSON.stringify(outcome.report, undefined, 2), root)}\n`);
  else for (const line of outcome.data ?? []) out(`${relative(line, root)}\n`);
  if (github && outcome.news)
    tellWorkflow(outcome.news(root), env, (line) => void screen.lines(line));
  return outcome.exit;
}

/** Prints why a command could not do its work. Returns its exit code. */
export function tellError(error: unknown, aborted: boolean, voice: Voice): ExitCode {
  if (error instanceof AlreadySaid && !aborted) return error.exit;
  const shown = aborted && !(error instanceof Failure) ? interrupted : error;
  const all = shown instanceof AggregateError ? (shown.errors as unknown[]) : [shown];
  for (const one of all) voice.screen.lines(...linesOf(one));
  const facts = all.map(factsOf);
  if (voice.json)
    voice.out(
      `${relative(JSON.stringify({ verdict: "failed", faults: facts }, undefined, 2), voice.root)}\n`,
    );
  if (voice.github) {
    const annotations = annotationsOfError(voice.root, shown);
    const news = { annotations, outputs: { verdict: "failed" } };
    tellWorkflow(news, voice.env, (line) => void voice.screen.lines(line));
  }
  return all.every((one) => one instanceof Fault && one.exit === 1) ? 1 : 2;
}

const interrupted = new Fault({
  where: "ops",
  problem: "interrupted before anything was changed",
  fix: "the same command starts again",
});

function linesOf(error: unknown): readonly string[] {
  if (error instanceof Failure) return ["", error.headline, ...error.details, "", error.next];
  if (error instanceof Fault) return [error.message];
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return [`ops: failed unexpectedly; please report this with the lines below`, text];
}

function factsOf(error: unknown): object {
  if (error instanceof Fault) {
    const { where, problem, fix } = error;
    return { where, problem, fix };
  }
  if (error instanceof Failure) {
    const { headline, details, next } = error;
    return { where: "ops", problem: headline, details, fix: next };
  }
  return { where: "ops", problem: error instanceof Error ? error.message : String(error), fix: "" };
}
