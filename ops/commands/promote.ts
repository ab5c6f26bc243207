import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { writeAtomic } from "../../lib/write-atomic.ts";
import { forgetful } from "../../policy-packs/provenance/release/cache.ts";
import { codes } from "../../policy-packs/provenance/release/codes.ts";
import { readFile } from "../../policy-packs/provenance/release/files.ts";
import type { ReleaseFile, TrustFile } from "../../policy-packs/provenance/release/model.ts";
import { verifyRelease } from "../../policy-packs/provenance/release/verify.ts";
import type { Ports } from "../lib/ports.ts";
import { type Refusal, refusalsOf } from "../lib/promotion/gate.ts";
import { withReleases } from "../lib/promotion/lock.ts";
import { type Promotable, stepOf } from "../lib/promotion/order.ts";
import { isChange, planOf, type ServiceChange } from "../lib/promotion/plan.ts";
import { localFolder } from "../lib/target.ts";

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
  /** "planned": nothing was written, and it may be promoted; "same": there is nothing to write. */
  readonly verdict: "done" | "planned" | "same" | "refused";
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
  const { from, to } = stepOf(input.from, input.to);
  if (input.plan === true) return judged(from, to, true, ports);
  return withReleases(ports, `promotion of ${from} to ${to}`, () =>
    Promise.resolve(judged(from, to, false, ports)),
  );
}

function judged(
  from: Promotable,
  to: Promotable,
  planned: boolean,
  { root, now }: PromotePorts,
): PromoteReport {
  const today = now();
  const file = `releases/${to}.json`;
  const trustFile = `policy-packs/provenance/trust.${to}.json`;
  const source = needed("release", root, `releases/${from}.json`);
  const target = needed("release", root, file);
  const { soakHours } = needed("trust", root, trustFile);

  const plan = planOf({ from: source, to: target, soakHours, now: today });
  const verdict = verifyRelease({
    release: join(root, `releases/${from}.json`),
    trust: join(root, trustFile),
    now: today,
    cache: localFolder(root, "cache", "releases"),
  });
  const refusals = refusalsOf(source, plan, verdict, today);

  const ended = (verdict: PromoteReport["verdict"]): PromoteReport => ({
    ...{ command: "promote", from, to, verdict, at: today.toISOString(), file },
    ...{ changes: plan.changes, refusals },
  });
  if (refusals.length > 0) return ended("refused");
  if (!plan.changes.some(isChange)) return ended("same");
  if (planned) return ended("planned");
  writeAtomic(join(root, file), `${JSON.stringify(plan.release, undefined, 2)}\n`, 0o644);
  return ended("done");
}

interface Files {
  readonly release: ReleaseFile;
  readonly trust: TrustFile;
}

/** A file that has to be there and whole before anything can be compared. @throws Fault for all that is wrong with it */
function needed<K extends keyof Files>(kind: K, root: string, file: string): Files[K] {
  const { value, failures } = readFile<Files[K]>(kind, join(root, file), forgetful);
  if (value !== undefined) return value;
  const faults = failures.map(
    ({ code, message }) =>
      new Fault({ where: file, problem: `${message} [${code}]`, fix: codes[code].fix }),
  );
  const [first, ...more] = faults;
  throw first !== undefined && more.length === 0 ? first : new AggregateError(faults);
}
