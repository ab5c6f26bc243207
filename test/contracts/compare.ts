import type { Behaviour, Case, Outcome } from "./cases.ts";

/**
 * Where the official provider is known to be wrong, and another may be right: its dry run merges the old and the new port
 * of a Service, because the create made it a manager of its own.
 */
const QUIRKS: ReadonlySet<string> = new Set(["service port preview"]);

/** Where a behaviour differs from the expected one, one line each; none when it is the same. */
export function differences(one: Case, actual: Behaviour): readonly string[] {
  const { expect } = one;
  return [
    ...phase(one.name, "create", expect.create, actual.create),
    ...phase(one.name, "preview", expect.preview, actual.preview),
    ...phase(one.name, "update", expect.update, actual.update),
    ...value("id", idPattern(expect.id), idPattern(actual.id)),
    ...value("initErrors", expect.initErrors ?? 0, actual.initErrors ?? 0),
    ...value("liveReplicas", expect.liveReplicas, actual.liveReplicas),
    ...value("refreshSummary", expect.refreshSummary, actual.refreshSummary),
  ];
}

function phase(
  name: string,
  verb: string,
  expected: Outcome | undefined,
  actual: Outcome | undefined,
): readonly string[] {
  const isQuirk = QUIRKS.has(`${name} ${verb}`);
  return [
    ...(isQuirk ? [] : value(`${verb} ok`, expected?.ok, actual?.ok)),
    ...value(`${verb} ops`, expected?.ops, actual?.ops),
    ...value(`${verb} diffKeys`, sorted(expected?.diffKeys), sorted(actual?.diffKeys)),
    ...value(`${verb} replaceKeys`, sorted(expected?.replaceKeys), sorted(actual?.replaceKeys)),
  ];
}

/** Made-up names differ in what is made up: the logical name and eight hex digits. */
const idPattern = (id: string | undefined): string | undefined =>
  id?.replace(/(^|\/)x\d*-[0-9a-f]{8}$/, "$1x-########");

const sorted = (keys: readonly string[] | undefined): readonly string[] => [...(keys ?? [])].sort();

function value(what: string, expected: unknown, actual: unknown): readonly string[] {
  const [wanted, got] = [JSON.stringify(ordered(expected)), JSON.stringify(ordered(actual))];
  return wanted === got ? [] : [`${what}: expected ${wanted}, was ${got}`];
}

function ordered(thing: unknown): unknown {
  if (thing === null || typeof thing !== "object" || Array.isArray(thing)) return thing;
  return Object.fromEntries(Object.entries(thing).sort(([a], [b]) => (a < b ? -1 : 1)));
}
