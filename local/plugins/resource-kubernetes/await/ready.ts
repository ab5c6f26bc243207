import type { Properties } from "../../lib/struct.ts";
import { skipsAwait } from "../annotations.ts";
import { described, type Client, type Ref } from "../api/client.ts";
import { kindKey, type Gvk } from "../kinds.ts";
import { judgeDeployment } from "./deployment.ts";
import { judgeIngress, judgeService } from "./network.ts";
import {
  judgeDefinition,
  judgePersistentVolume,
  judgePersistentVolumeClaim,
  judgeResourceQuota,
  judgeSecret,
} from "./objects.ts";
import { observe } from "./observe.ts";
import { judgePod } from "./pods.ts";
import type { Judge, Verdict } from "./verdict.ts";
import { waitForJudge } from "./wait-for.ts";
import {
  judgeDaemonSet,
  judgeJob,
  judgeReplicationController,
  judgeStatefulSet,
} from "./workloads.ts";

interface Rule {
  readonly judge: Judge;
  /** A refresh tells when it is not ready any more. @default true */
  readonly atRead?: boolean;
  /** How long it has to stay ready, in milliseconds. @default 0 */
  readonly settle?: number;
}

const versions = (kind: string, rule: Rule): [string, Rule][] =>
  ["v1", "v1beta1", "v1beta2"].map((version) => [`apps/${version}/${kind}`, rule]);

/**
 * What is waited for, by type; other types are ready once they are there. Source: official provider, await/awaiters.go;
 * definitions are ours, so that their objects can follow at once.
 */
const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...versions("Deployment", { judge: judgeDeployment }),
  ...versions("StatefulSet", { judge: judgeStatefulSet }),
  ...versions("DaemonSet", { judge: judgeDaemonSet }),
  ["batch/v1/Job", { judge: judgeJob }],
  ["v1/Pod", { judge: judgePod }],
  // Endpoints appear one after the other; the official provider lets them settle for 10 s.
  ["v1/Service", { judge: judgeService, settle: 1000 }],
  ["networking.k8s.io/v1/Ingress", { judge: judgeIngress }],
  ["networking.k8s.io/v1beta1/Ingress", { judge: judgeIngress }],
  ["v1/ReplicationController", { judge: judgeReplicationController, atRead: false }],
  ["v1/PersistentVolume", { judge: judgePersistentVolume, atRead: false }],
  ["v1/PersistentVolumeClaim", { judge: judgePersistentVolumeClaim, atRead: false }],
  ["v1/ResourceQuota", { judge: judgeResourceQuota, atRead: false }],
  ["v1/Secret", { judge: judgeSecret, atRead: false }],
  ["apiextensions.k8s.io/v1/CustomResourceDefinition", { judge: judgeDefinition, atRead: false }],
]);

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
      if (readySince !== undefined && now - readySince >= (rule.settle ?? 0)) return object;
      if (verdict.failed === true)
        fail(`${described(ref)} failed: ${verdict.waitingFor}`, object, await reasonsOf(verdict));
      if (signal.aborted)
        fail(`gave up waiting for ${described(ref)}`, object, await reasonsOf(verdict));
      if (now >= until) {
        fail(
          `${described(ref)} was not ready after ${timeout} s: ${verdict.waitingFor}`,
          object,
          await reasonsOf(verdict),
        );
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
  const rule = skipsAwait(inputs) ? undefined : RULES.get(kindKey(ref.served.gvk));
  if (rule === undefined || rule.atRead === false) return undefined;
  const verdict = await rule.judge(object, { client });
  if (verdict.ready) return undefined;
  return [`${described(ref)} is not ready: ${verdict.waitingFor}`, ...(await reasonsOf(verdict))];
}

/** True when the object is of a type that is never ready by itself once it is complete: what `replaceUnready` asks. */
export async function isReady(client: Client, ref: Ref, object: Properties): Promise<boolean> {
  const rule = RULES.get(kindKey(ref.served.gvk));
  return rule === undefined || (await rule.judge(object, { client })).ready;
}

function ruleFor(inputs: Properties, gvk: Gvk): Rule | undefined {
  if (skipsAwait(inputs)) return undefined;
  const own = waitForJudge(inputs);
  return own === undefined ? RULES.get(kindKey(gvk)) : { judge: own };
}

const reasonsOf = async ({ reasons }: Verdict): Promise<readonly string[]> =>
  (await reasons?.()) ?? [];

function fail(message: string, object: Properties, reasons: readonly string[]): never {
  throw new NotReady(message, object, reasons);
}
