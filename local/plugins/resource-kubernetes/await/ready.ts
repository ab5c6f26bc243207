import type { Properties } from "../../lib/struct.ts";
import { skipsAwait } from "../annotations.ts";
import { described, type Client, type Ref } from "../api/client.ts";
import { observe } from "./observe.ts";
import { ruleFor, typeRule } from "./rules.ts";
import type { Verdict } from "./verdict.ts";

/** How often a judge that looks at other objects too is asked again, in milliseconds. */
const LOOK_EVERY = 1500;

/** The object is there but not ready. */
export class NotReady extends Error {
  readonly object: Properties;
  /** What keeps it from being ready, one line each. */
  readonly reasons: readonly string[];

  constructor(message: string, object: Properties, reasons: readonly string[]) {
    super(message);
    this.name = "NotReady";
    this.object = object;
    this.reasons = reasons;
  }
}

export interface Wait {
  readonly client: Client;
  readonly ref: Ref;
  /** What the program asked for, with its annotations. */
  readonly inputs: Properties;
  /** The object as it came back from the change. */
  readonly object: Properties;
  /** In seconds. */
  readonly timeout: number;
  readonly signal: AbortSignal;
  readonly status: (message: string) => void;
}

/** The object once it is ready, at once where there is nothing to wait for. Throws NotReady with what is in the way. */
export async function whenReady(wait: Wait): Promise<Properties> {
  const rule = ruleFor(wait.inputs, wait.ref.served.gvk);
  if (rule === undefined) return wait.object;
  const { client, ref, timeout, signal, status } = wait;
  if (rule.settle === undefined && (await rule.judge(wait.object, { client })).ready)
    return wait.object;
  const observation = observe(client, ref, wait.object, signal);
  const until = Date.now() + timeout * 1000;
  let readySince: number | undefined;
  let object = wait.object;
  try {
    for (;;) {
      object =
        observation.latest() ??
        fail(`${described(ref)} was deleted while it was waited for`, object, []);
      const verdict = await rule.judge(object, { client });
      const now = Date.now();
      readySince = verdict.ready ? (readySince ?? now) : undefined;
      const isSettled = readySince !== undefined && now - readySince >= (rule.settle ?? 0);
      if (isSettled || (verdict.ready && now >= until)) return object;
      const end =
        verdict.failed === true
          ? "failed"
          : signal.aborted
            ? "was given up while it was waited for"
            : now >= until
              ? `was not ready after ${timeout} s`
              : undefined;
      if (end !== undefined) {
        const [message, ...reasons] = await story(`${described(ref)} ${end}`, verdict);
        fail(message, object, reasons);
      }
      if (!verdict.ready) status(`waiting for ${verdict.waitingFor}`);
      await observation.changed(Math.min(LOOK_EVERY, rule.settle ?? LOOK_EVERY, until - now));
    }
  } finally {
    observation.stop();
    status("");
  }
}

/** What keeps the object from being ready right now; undefined when it is, or when a refresh does not care. */
export async function unready(
  client: Client,
  ref: Ref,
  inputs: Properties,
  object: Properties,
): Promise<readonly string[] | undefined> {
  const rule = skipsAwait(inputs) ? undefined : typeRule(ref.served.gvk);
  if (rule === undefined || rule.atRead === false) return undefined;
  const verdict = await rule.judge(object, { client });
  return verdict.ready ? undefined : await story(`${described(ref)} is not ready`, verdict);
}

/** True when the object is of a type that is never ready by itself once it is complete: what `replaceUnready` asks. */
export async function isReady(client: Client, ref: Ref, object: Properties): Promise<boolean> {
  const rule = typeRule(ref.served.gvk);
  return rule === undefined || (await rule.judge(object, { client })).ready;
}

/** The headline and its reasons; without reasons the headline says what is missing. */
async function story(
  headline: string,
  { waitingFor, reasons }: Verdict,
): Promise<[string, ...string[]]> {
  const known = (await reasons?.()) ?? [];
  return known.length === 0 ? [`${headline}: ${waitingFor}`] : [headline, ...known];
}

function fail(message: string, object: Properties, reasons: readonly string[]): never {
  throw new NotReady(message, object, reasons);
}
