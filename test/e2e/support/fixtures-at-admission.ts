import { policyName, type ResourceRule } from "../../../policy-packs/lib/rule.ts";
import type { Fixture } from "../../policy-packs/fixtures/fixture.ts";
import { fixturesOf } from "../../policy-packs/fixtures/index.ts";
import { UNKNOWN } from "../../support/evaluate.ts";
import { pathsOf } from "../../support/tree.ts";
import { admissionDoor, NotServed } from "./admission-door.ts";
import { apiValid } from "./api-valid.ts";
import type { ApiServer } from "./api-server.ts";
import { namespaceWithAccount } from "./pod-security-admission.ts";

/** How one fixture fared at the API server. */
export interface Faring {
  readonly rule: string;
  readonly title: string;
  /** "agrees", "disagrees", "invalid": the API server takes no such object; "elsewhere": no such thing exists there. */
  readonly outcome: "agrees" | "disagrees" | "invalid" | "elsewhere";
  readonly said: string;
}

type Manifest = Readonly<Record<string, unknown>>;

/** Shows every fixture of these rules to the API server, each under the settings it asks for. */
export async function fareOf(
  api: ApiServer,
  rules: readonly ResourceRule[],
  namespace: string,
): Promise<readonly Faring[]> {
  const found: Faring[] = [];
  await namespaceWithAccount(api, namespace);
  for (const rule of rules) {
    const name = policyName(rule);
    const bySettings = Map.groupBy(fixturesOf[name] ?? [], ({ config }) => JSON.stringify(config));
    for (const [, fixtures] of bySettings) {
      const shown = fixtures.filter(isShowable);
      found.push(...fixtures.filter((one) => !isShowable(one)).map((one) => elsewhere(name, one)));
      if (shown.length === 0) continue;
      const door = await admissionDoor(api, [rule], { [name]: shown[0]?.config ?? {} });
      for (const fixture of shown) {
        const object = apiValid(fixture.shown[0]?.props ?? {}, namespace);
        const verdicts = await served(door.judge(object));
        if (verdicts === undefined) {
          found.push(elsewhere(name, fixture));
          continue;
        }
        const { refusedBy, invalid, warnings } = verdicts;
        const refused = fixture.findings !== undefined;
        const agrees = refusedBy.has(name) === refused;
        const outcome = invalid === undefined ? (agrees ? "agrees" : "disagrees") : "invalid";
        found.push({
          rule: name,
          title: fixture.title,
          outcome,
          said: invalid ?? (warnings.join(" | ") || "accepted"),
        });
      }
      await door.remove();
    }
  }
  return found;
}

async function served<T>(verdicts: Promise<T>): Promise<T | undefined> {
  try {
    return await verdicts;
  } catch (error) {
    if (error instanceof NotServed) return undefined;
    throw error;
  }
}

const elsewhere = (rule: string, { title }: Fixture): Faring => ({
  rule,
  title,
  outcome: "elsewhere",
  said: "",
});

/** Only objects of the API whose values are all known, and settings that can be written down. */
function isShowable({ shown, situation, findings = [] }: Fixture): boolean {
  const [only] = shown;
  if (only === undefined || !only.type.startsWith("kubernetes:")) return false;
  // What the engine is asked to protect is no part of the object.
  if (only.protect === false) return false;
  if (situation === "throwing" || situation === "unknown") return false;
  if (findings.some((text) => text.startsWith("cannot tell: configuration"))) return false;
  const { kind, apiVersion } = only.props;
  if (typeof kind !== "string" || typeof apiVersion !== "string") return false;
  if (kind.endsWith("List") || kind.endsWith("Patch")) return false;
  const values = pathsOf(only.props).map((path) =>
    path.reduce<unknown>((at, key) => (at as Manifest)[key], only.props),
  );
  return !values.includes(UNKNOWN);
}
