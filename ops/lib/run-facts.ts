import { isNoise, type OpsEvent, plain } from "./events.ts";
import { type PolicyFacts, policyReader } from "./policy-facts.ts";
import { type Step, stepOf } from "./steps.ts";
import { stackType } from "./urn.ts";

/** Something the engine or a plugin said that people must read. */
export interface Said {
  readonly severity: "error" | "warning";
  /** @default undefined: about the whole run */
  readonly urn: string | undefined;
  readonly message: string;
}

/** What one run of the engine told, complete only when `result` is there. */
export interface RunFacts {
  /** Last step seen per resource, in the order in which they came. */
  readonly steps: readonly Step[];
  /** Steps that ended well. */
  readonly done: readonly Step[];
  readonly failed: readonly Step[];
  readonly said: readonly Said[];
  readonly policy: PolicyFacts;
  /** Outputs of the stack; undefined until the program ended. */
  readonly outputs: Readonly<Record<string, unknown>> | undefined;
  /** How the engine says it ended; undefined when it was killed before it could. */
  readonly result: string | undefined;
  /** Packs that the engine says took part. */
  readonly packs: readonly string[];
}

export interface RunReader {
  /** Takes the next event. */
  read(event: OpsEvent): void;
  facts(): RunFacts;
}

/** The last event of a run; the SDK's typings know neither field. */
interface Summary {
  readonly result?: string;
  readonly PolicyPacks?: Readonly<Record<string, string>>;
}

/** Reads a run event by event. */
export function runReader(): RunReader {
  const steps = new Map<string, Step>();
  const done = new Map<string, Step>();
  const failed: Step[] = [];
  const said: Said[] = [];
  const policy = policyReader();
  let outputs: Record<string, unknown> | undefined;
  let result: string | undefined;
  let packs: string[] = [];

  return {
    read(event) {
      policy.read(event);
      if (event.resourcePreEvent) note(steps, stepOf(event.resourcePreEvent.metadata));
      if (event.resOutputsEvent) {
        const { metadata } = event.resOutputsEvent;
        note(done, stepOf(metadata));
        if (metadata.type === stackType) outputs = metadata.new?.outputs ?? outputs;
      }
      if (event.resOpFailedEvent) failed.push(stepOf(event.resOpFailedEvent.metadata));
      const { diagnosticEvent: diagnostic, summaryEvent: summary } = event;
      if (diagnostic && !isNoise(diagnostic)) {
        const severity = diagnostic.severity === "error" ? "error" : "warning";
        said.push({ severity, urn: diagnostic.urn, message: plain(diagnostic.message) });
      }
      if (summary) {
        const { result: end = "succeeded", PolicyPacks: took = {} } = summary as unknown as Summary;
        result = end;
        packs = Object.keys(took);
      }
    },
    facts: () => ({
      steps: [...steps.values()],
      done: [...done.values()],
      failed,
      said,
      policy: policy.facts(),
      outputs,
      result,
      packs,
    }),
  };
}

/** A replacement comes as three steps; the one that says "replace" is the one to keep. */
function note(steps: Map<string, Step>, step: Step): void {
  const before = steps.get(step.urn);
  const part = step.op === "create-replacement" || step.op === "delete-replaced";
  if (part && before?.op === "replace") return;
  steps.set(step.urn, part ? { ...step, op: "replace" } : step);
}
