import { Fault } from "../../lib/fault.ts";
import type { LockHolder } from "../../lib/lock.ts";
import { codes } from "../../policy-packs/provenance/release/codes.ts";
import { readTrust } from "../../policy-packs/provenance/release/trust.ts";
import { verifyRelease } from "../../policy-packs/provenance/release/verify.ts";
import type { Ports } from "../lib/ports.ts";
import { isUnseen, type Refusal, refusalsOf } from "../lib/promotion/gate.ts";
import { type Promotable, type Step, stepOf } from "../lib/promotion/order.ts";
import { isChange, planOf, type ServiceChange } from "../lib/promotion/plan.ts";
import {
  cacheOf,
  releaseFile,
  releasePaths,
  type ReleasePaths,
  withReleases,
  writeRelease,
} from "../lib/release/paths.ts";

export interface PromoteInput {
  readonly from: string;
  readonly to: string;
  /** Only say what would change, and whether it may. @default false */
  readonly plan?: boolean;
}

export interface PromoteReport {
  readonly command: "promote";
  readonly from: Promotable;
  readonly to: Promotable;
  /**
   * "planned": nothing was written, and it may be promoted; "same": there is nothing to write; "cannot tell": refused,
   * because what it is judged by cannot be read.
   */
  readonly verdict: "done" | "planned" | "same" | "refused" | "cannot tell";
  /** ISO 8601. */
  readonly at: string;
  /** The release file of the target, from the root of the project. */
  readonly file: string;
  readonly changes: readonly ServiceChange[];
  readonly refusals: readonly Refusal[];
}

type PromotePorts = Pick<Ports, "root" | "now" | "screen" | "signal">;

/**
 * Takes what one environment runs over into the release file of the next: all of it, or nothing at all.
 *
 * Nothing is written unless every image verifies under the trust file of the target now, and has run long enough in the
 * source. @throws Fault for names that are no step, and for files that cannot be read
 */
export async function promote(input: PromoteInput, ports: PromotePorts): Promise<PromoteReport> {
  const step = stepOf(input.from, input.to);
  if (input.plan === true) return judged(step, true, ports);
  const onWait = ({ doing, pid }: LockHolder) => {
    ports.screen.row("waiting", `for ${doing}, process ${pid} (Ctrl-C stops waiting)`);
  };
  return withReleases(
    ports.root,
    `promotion of ${step.from} to ${step.to}`,
    () => Promise.resolve(judged(step, false, ports)),
    { onWait, signal: ports.signal },
  );
}

function judged({ from, to }: Step, planned: boolean, { root, now }: PromotePorts): PromoteReport {
  const today = now();
  const [source, target] = [releasePaths(root, from), releasePaths(root, to)];
  const [released, before] = [releaseFile(source), releaseFile(target)];
  const soakHours = soakOf(target, today);
  const plan = planOf({ from: released, to: before, soakHours, now: today });

  const { release } = source;
  const { trust, cache } = target;
  const verdict = verifyRelease({ release, trust, now: today, cache });
  const refusals = refusalsOf(released, plan, verdict, today);

  const ended = (how: PromoteReport["verdict"]): PromoteReport => ({
    ...{ command: "promote", from, to, verdict: how, at: today.toISOString() },
    ...{ file: `releases/${to}.json`, changes: plan.changes, refusals },
  });
  if (refusals.length > 0) return ended(refusals.every(isUnseen) ? "cannot tell" : "refused");
  if (!plan.changes.some(isChange)) return ended("same");
  if (planned) return ended("planned");
  writeRelease(target, plan.release);
  return ended("done");
}

/** Hours that an image runs in the source first, as the trust file of the target says. @throws what is wrong with it */
function soakOf(target: ReleasePaths, today: Date): number {
  const { trust, failures } = readTrust(target.trust, today, cacheOf(target));
  if (trust !== undefined) return trust.file.soakHours;
  throw new AggregateError(
    failures.map(
      ({ code, message }) =>
        new Fault({
          where: `policy-packs/provenance/trust.${target.environment}.json`,
          problem: `${message} [${code}]`,
          fix: codes[code].fix,
        }),
    ),
  );
}
