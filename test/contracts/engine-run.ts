import type { EngineEvent, Stack } from "@pulumi/pulumi/automation/index.js";

import type { Outcome } from "./cases.ts";

/** What the engine told of one run. */
export type Run = readonly EngineEvent[];

export type Verb = "up" | "preview" | "refresh" | "destroy";

export interface RunOptions {
  readonly program?: () => Promise<void>;
  /** URNs to refresh. @default all */
  readonly target?: string[];
}

/** Runs one verb on the stack. That a run fails is a result, not an error. REPLAY_VERBOSE shows what the CLI prints. */
export async function engine(
  stack: Stack,
  verb: Verb,
  { program, target }: RunOptions = {},
): Promise<Run> {
  const events: EngineEvent[] = [];
  const text: string[] = [];
  const hooks = {
    onEvent: (event: EngineEvent): void => void events.push(event),
    onOutput: (line: string): void => void text.push(line),
  };
  const inline = program === undefined ? {} : { program };
  try {
    if (verb === "up") await stack.up({ ...hooks, ...inline, continueOnError: true });
    else if (verb === "preview") await stack.preview({ ...hooks, ...inline });
    else if (verb === "refresh")
      await stack.refresh({ ...hooks, ...(target === undefined ? {} : { target }) });
    else await stack.destroy({ ...hooks, continueOnError: true });
  } catch (error) {
    text.push(String(error));
  }
  if (process.env.REPLAY_VERBOSE !== undefined) console.error(text.join(""));
  if (events.length === 0) throw new Error(`${verb} did not start: ${text.join("")}`);
  return events;
}

/** True when something in the run went wrong. */
export const failed = (run: Run): boolean =>
  run.some(
    ({ diagnosticEvent, resOpFailedEvent }) =>
      resOpFailedEvent !== undefined || diagnosticEvent?.severity === "error",
  );

/** What a run did to one resource, from what the engine said before and after each step. */
export function outcome(run: Run, resource: string): Outcome {
  const isOurs = (urn: string | undefined): boolean => urn?.endsWith(`::${resource}`) === true;
  const steps = run.flatMap(({ resourcePreEvent }) =>
    resourcePreEvent !== undefined && isOurs(resourcePreEvent.metadata.urn)
      ? [resourcePreEvent.metadata]
      : [],
  );
  const broken = run.some(
    ({ resOpFailedEvent, diagnosticEvent }) =>
      isOurs(resOpFailedEvent?.metadata.urn) ||
      (diagnosticEvent?.severity === "error" && isOurs(diagnosticEvent.urn)),
  );
  const replaced = steps.map(({ keys }) => keys);
  return {
    ok: !broken && steps.length > 0,
    ops: steps.map(({ op }) => op),
    // Providers that send a detailed diff name the keys of a replacement only.
    diffKeys: union([...steps.map(({ diffs }) => diffs), ...replaced]),
    replaceKeys: union(replaced),
  };
}

/** How a refresh found one resource: "same", "update" or "delete"; undefined when it did not look. */
export function refreshed(run: Run, resource: string): string | undefined {
  return run.find(({ resOutputsEvent }) => resOutputsEvent?.metadata.urn.endsWith(`::${resource}`))
    ?.resOutputsEvent?.metadata.op;
}

const union = (keys: readonly (readonly string[] | undefined)[]): string[] =>
  [...new Set(keys.flatMap((list) => list ?? []))].sort();
