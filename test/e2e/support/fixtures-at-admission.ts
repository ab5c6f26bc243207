import { policyName, type ResourceRule } from "../../../policy-packs/lib/rule.ts";
import { type Fixture, resourceOf } from "../../policy-packs/fixtures/fixture.ts";
import { fixturesOf } from "../../policy-packs/fixtures/index.ts";
import { UNKNOWN } from "../../support/evaluate.ts";
import { pathsOf } from "../../support/tree.ts";
import { type AdmissionDoor, admissionDoor } from "./admission-door.ts";
import { apiValid } from "./api-valid.ts";
import type { ApiServer } from "./api-server.ts";
import { atOnce } from "./at-once.ts";
import { namespaceWithAccount } from "./pod-security-admission.ts";
import { type Manifest, NotServed } from "./poster.ts";
import { completed, disagreements, type Refusals, throughAllDoors } from "./three-doors.ts";

/** How one fixture fared at the doors. */
export interface Faring {
  readonly rule: string;
  readonly title: string;
  /** Whether the fixture says that the rule refuses it. */
  readonly refused: boolean;
  /**
   * "completed": refused as it was written and not as the API server completes it; "invalid": the API server takes no such
   * object; "elsewhere": no such thing exists there.
   */
  readonly outcome: "agrees" | "disagrees" | "completed" | "invalid" | "elsewhere";
  readonly said: string;
}

/** Fixtures under settings that hold together: for each rule those under one of its settings. */
interface Round {
  readonly configuration: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly shown: readonly { readonly rule: string; readonly fixture: Fixture }[];
}

/** Shows every fixture of these rules to all doors, each under the settings it asks for. */
export async function fareOf(
  api: ApiServer,
  rules: readonly ResourceRule[],
  namespace: string,
): Promise<readonly Faring[]> {
  const found: Faring[] = [];
  await namespaceWithAccount(api, namespace);
  for (const round of roundsOf(rules)) {
    const here = round.shown.filter(({ fixture }) => isShowable(fixture));
    const asked = rules.filter((rule) => here.some((one) => one.rule === policyName(rule)));
    const door = await admissionDoor(api, asked, round.configuration);
    try {
      const fared = await atOnce(round.shown, async ({ rule, fixture }): Promise<Faring> => {
        const facts = { rule, title: fixture.title, refused: fixture.findings !== undefined };
        if (!isShowable(fixture)) return { ...facts, outcome: "elsewhere", said: "" };
        return { ...facts, ...(await fare(round, rule, fixture, asked, door, namespace)) };
      });
      found.push(...fared);
    } finally {
      await door.remove();
    }
  }
  return found;
}

async function fare(
  { configuration }: Round,
  rule: string,
  { shown, findings }: Fixture,
  rules: readonly ResourceRule[],
  door: AdmissionDoor,
  namespace: string,
): Promise<Pick<Faring, "outcome" | "said">> {
  const props = shown[0]?.props ?? {};
  const expected = findings !== undefined;
  const ask = (containers: boolean) =>
    throughAllDoors(apiValid(props, namespace, containers), rules, configuration, door);
  let refusals: Refusals;
  try {
    refusals = await ask(true);
    // What it is about may be the very thing that the API server takes of no container.
    if (refusals.check.has(rule) !== expected) refusals = await ask(false);
  } catch (error) {
    if (error instanceof NotServed) return { outcome: "elsewhere", said: "" };
    throw error;
  }
  const { invalid, admission, check } = refusals;
  const faults = disagreements(refusals, rules);
  if (check.has(rule) !== expected) {
    faults.push(`${rule}: what the API server demands besides changes what the fixture is about`);
  }
  if (faults.length > 0) return { outcome: "disagrees", said: faults.join("; ") };
  if (invalid !== undefined) return { outcome: "invalid", said: invalid };
  if (completed(refusals, rules).includes(rule)) return { outcome: "completed", said: "" };
  return { outcome: "agrees", said: admission.has(rule) ? "refused" : "accepted" };
}

/** As many rounds as the rule with the most different settings has. */
function roundsOf(rules: readonly ResourceRule[]): Round[] {
  const perRule = rules.map((rule) => {
    const fixtures = fixturesOf[policyName(rule)] ?? [];
    const groups = Map.groupBy(fixtures, ({ config }) => JSON.stringify(config ?? {}));
    return { rule: policyName(rule), groups: [...groups.values()] };
  });
  const most = Math.max(0, ...perRule.map(({ groups }) => groups.length));
  return Array.from({ length: most }, (_, at) => ({
    configuration: Object.fromEntries(
      perRule.flatMap(({ rule, groups }) => {
        const showable = (groups[at] ?? []).filter(isShowable);
        return showable[0]?.config === undefined ? [] : [[rule, showable[0].config]];
      }),
    ),
    shown: perRule.flatMap(({ rule, groups }) =>
      (groups[at] ?? []).map((fixture) => ({ rule, fixture })),
    ),
  }));
}

/** Only objects of the API whose values are all known, and settings that can be written down. */
export function isShowable({ shown, situation, findings = [] }: Fixture): boolean {
  const [only] = shown;
  if (only === undefined || !only.type.startsWith("kubernetes:")) return false;
  if (situation === "throwing" || situation === "unknown") return false;
  if (findings.some((text) => text.startsWith("cannot tell: configuration"))) return false;
  // What the engine is asked to protect is no part of the object.
  if (only.protect === false) return false;
  const { kind, apiVersion } = only.props;
  if (typeof kind !== "string" || typeof apiVersion !== "string") return false;
  if (kind.endsWith("List") || kind.endsWith("Patch")) return false;
  if (resourceOf({ apiVersion, kind }).type !== only.type) return false;
  const values = pathsOf(only.props).map((path) =>
    path.reduce<unknown>((at, key) => (at as Manifest)[key], only.props),
  );
  return !values.includes(UNKNOWN);
}
