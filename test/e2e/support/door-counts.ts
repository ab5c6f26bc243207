import { readFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../../../policy-packs/all/rules.ts";
import { atAdmission } from "../../../policy-packs/lib/admission-objects.ts";
import type { Given } from "../../../policy-packs/lib/config.ts";
import type { DoorCounts } from "../../../policy-packs/lib/document-doors.ts";
import { policyName } from "../../../policy-packs/lib/rule.ts";
import { releaseSettings } from "../../policy-packs/fixtures/provenance/releases.ts";
import { admissionDoor } from "./admission-door.ts";
import type { ApiServer } from "./api-server.ts";
import { atOnce } from "./at-once.ts";
import { type Faring, fareOf } from "./fixtures-at-admission.ts";
import { mutantsOf, sourcesOf } from "./mutants.ts";
import { completed, disagreements, throughAllDoors } from "./three-doors.ts";

/** Printed with every failure, so that it can be repeated; another number makes other mutants. */
export const SEED = 20_260_119;
export const MUTANTS = 400;

const root = join(import.meta.dirname, "../../..");

/** What became of the mutants. */
export interface MutantRun {
  readonly invalid: number;
  /** One line per difference between doors; empty when all is well. */
  readonly differences: readonly string[];
  /** By rule, how many it refuses at the API server. */
  readonly refused: ReadonlyMap<string, number>;
  /** By rule, how many it refuses only before the API server has filled in what it fills in. */
  readonly completed: ReadonlyMap<string, number>;
}

/** Takes the mutants through all doors under the settings of prod, with a release that holds the images of good objects. */
export async function runMutants(
  api: ApiServer,
  namespace: string,
  seed = SEED,
): Promise<MutantRun> {
  const file = join(root, "policy-packs/all/config.prod.json");
  const prod = JSON.parse(readFileSync(file, "utf8")) as Record<string, Given>;
  const configuration = { ...prod, ...releaseSettings };
  const door = await admissionDoor(api, rules, configuration);
  const mutants = mutantsOf(await sourcesOf(api, seed, namespace), MUTANTS, seed);
  const results = await atOnce(mutants, async ({ object, title }) => ({
    title,
    object,
    refusals: await throughAllDoors(object, rules, configuration, door),
  }));
  await door.remove();
  const valid = results.filter(({ refusals }) => refusals.invalid === undefined);
  return {
    invalid: results.length - valid.length,
    differences: results.flatMap(({ title, object, refusals }) =>
      disagreements(refusals, rules).map((said) => `${said}: ${title}\n${JSON.stringify(object)}`),
    ),
    refused: tally(valid.flatMap(({ refusals }) => [...refusals.admission])),
    completed: tally(valid.flatMap(({ refusals }) => completed(refusals, rules))),
  };
}

function tally(names: readonly string[]): ReadonlyMap<string, number> {
  const groups = Map.groupBy(names, (name) => name);
  return new Map([...groups].map(([name, all]) => [name, all.length]));
}

/** Fixtures of every rule that the API server is asked, at all doors. */
export const fareOfAll = (api: ApiServer, namespace: string): Promise<readonly Faring[]> =>
  fareOf(api, atAdmission(rules), namespace);

/** What the doors do not agree on, and good fixtures that were never judged; empty when all is well. */
export const faults = (fared: readonly Faring[], mutants: MutantRun): readonly string[] => [
  ...fared
    .filter(
      ({ outcome, refused }) => outcome === "disagrees" || (outcome === "invalid" && !refused),
    )
    .map(({ rule, title, outcome, said }) => `${rule} ${title}: ${outcome}: ${said}`),
  ...mutants.differences,
];

/** What the documentation says of both: how often the doors were asked, and agreed. */
export function countsOf(fared: readonly Faring[], mutants: MutantRun): DoorCounts {
  const asked = fared.filter(({ outcome }) => outcome === "agrees" || outcome === "completed");
  const byRule = atAdmission(rules).map((rule) => {
    const name = policyName(rule);
    const own = asked.filter((one) => one.rule === name);
    const refused = own.filter((one) => one.refused).length;
    const counts = {
      accepted: own.length - refused,
      refused,
      completed: own.filter(({ outcome }) => outcome === "completed").length,
      mutants: mutants.refused.get(name) ?? 0,
    };
    return [name, counts] as const;
  });
  return {
    mutants: { seed: SEED, made: MUTANTS, invalid: mutants.invalid },
    rules: Object.fromEntries(byRule),
  };
}
