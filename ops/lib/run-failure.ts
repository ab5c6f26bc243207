import type { Fault } from "../../lib/fault.ts";
import { countChanges, changed } from "./changes.ts";
import type { RunEnd, Verb } from "./engine.ts";
import { anyFault, knownFault } from "./engine-faults.ts";
import { Failure } from "./failure.ts";
import type { Ports } from "./ports.ts";
import type { Said } from "./run-facts.ts";
import type { Session } from "./session.ts";
import { commandFor } from "./target.ts";
import { pendingOf, resourcesOf } from "./state.ts";
import { labelOf } from "./steps.ts";
import { isCounted } from "./urn.ts";

export interface FailedRun {
  readonly verb: Verb;
  readonly end: RunEnd;
  readonly session: Session;
  readonly ports: Ports;
  /** How many resources the run set out to change. @default unknown */
  readonly total?: number;
}

/** What a plugin says when nobody answers at the API server's address. */
const away =
  /does not answer|went away|no answer within|etcdserver|leader changed|connection refused|ECONNREFUSED|connection reset|ECONNRESET|socket hang up|\bEOF\b|no route to host|i\/o timeout|context deadline exceeded|TLS handshake timeout|ENETUNREACH|EHOSTUNREACH/i;

/** Says how a run stopped, what is in the state now, and what to do next. */
export async function runFailure(run: FailedRun): Promise<Fault | Failure> {
  const { verb, end, session, ports } = run;
  const { environment } = session.target;
  const changes = verb === "up" || verb === "destroy" || verb === "refresh";
  const errors = end.facts.said.filter(({ severity }) => severity === "error");
  const words = [...errors.map(({ message }) => message), end.printed].join("\n");
  const kept = changes ? await keptIn(session) : "nothing was changed";
  const next = `next  ${commandFor(session.target, session.verb)}`;
  const of = run.total === undefined ? "" : ` of ${run.total}`;
  const after = changes ? ` after ${changed(countChanges(end.facts.done))}${of} resources` : "";

  if (ports.signal.aborted) {
    return new Failure(`${verb} stopped: interrupted${after}`, [kept], `${next}    continues`);
  }
  if (away.test(words) && session.access.cluster && !(await session.access.cluster.ready())) {
    const where = /\b((?:\d{1,3}\.){3}\d{1,3}|\[[0-9a-f:]+\]|[a-z0-9.-]+):(\d{2,5})\b/i.exec(
      words,
    )?.[0];
    const starts =
      session.target.kind === "real"
        ? "once the API answers again"
        : "starts the cluster again and continues";
    return new Failure(
      `${verb} stopped: the API${where === undefined ? "" : ` at ${where}`} went away${after}`,
      [kept],
      `${next}    ${starts}`,
    );
  }
  if (end.exit === undefined) {
    return new Failure(
      `${verb} stopped: the engine was killed${after}`,
      [kept],
      `${next}    continues`,
    );
  }
  const known = knownFault(words, session.context);
  if (known) return known;
  if (errors.length === 0) return anyFault(end.printed, session.context);
  return new Failure(
    `${verb} failed${after} (${environment})`,
    [...errors.flatMap((said) => told(said, end)), "", kept],
    `${next}    once that is corrected`,
  );
}

/** An error with the resource it is about; program errors come as they are, without the stack of the SDK. */
function told({ urn, message }: Said, { facts }: RunEnd): string[] {
  const step = facts.steps.find((one) => one.urn === urn);
  const lines = message
    .split("\n")
    .filter((line) => !/^\s+at .*(node_modules|node:internal)/.test(line))
    .map((line) => line.trimEnd());
  const [first = "", ...rest] = lines;
  const about = step?.counted === true && !first.startsWith(step.label) ? `${step.label}: ` : "";
  return [`  ${about}${first}`, ...rest.map((line) => `  ${line}`)];
}

async function keptIn(session: Session): Promise<string> {
  const state = await session.state().catch(() => undefined);
  if (state === undefined) return "the state cannot be read now; the next run looks at it first";
  const recorded = resourcesOf(state).filter(({ type, custom }) =>
    isCounted(type, custom === true),
  ).length;
  const pending = pendingOf(state);
  const names = pending
    .map(({ resource }) => labelOf(resource.urn, resource.inputs ?? {}))
    .join(", ");
  const left =
    pending.length === 0 ? "none is pending" : `pending: ${names}, the next run settles that`;
  return `state is saved; ${recorded} resources are recorded, ${left}`;
}
