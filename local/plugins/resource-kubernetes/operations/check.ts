import { isAsset, isProperties, isUnknown } from "../../lib/marks.ts";
import type { Properties, Value } from "../../lib/struct.ts";
import { waitForFaults } from "../await/wait-for.ts";
import { forEngine, fromEngine } from "../checkpoint.ts";
import type { CheckFailure } from "../config/check.ts";
import {
  apiVersionOf,
  gvkOf,
  gvkOfToken,
  isCrdKind,
  kindKey,
  nameOfUrn,
  tokenOfUrn,
  type Gvk,
} from "../kinds.ts";
import { autonamed, isAutonamed, isNamed, suffix } from "../naming.ts";
import { normalize } from "../normalize.ts";
import { at, mapAt, nameOf, namespaceOf, put, textAt } from "../objects.ts";
import { markSecrets } from "../secrets.ts";
import type { Session } from "../session.ts";
import { isBuiltIn, isBuiltInList } from "../types/facts.ts";

export interface CheckFacts {
  readonly urn: string;
  readonly seed: Uint8Array;
  readonly olds: Properties;
  readonly news: Properties;
  /** Name the engine's autonaming configuration proposes; "" for ours, undefined when it forbids made-up names. */
  readonly proposedName: string | undefined;
}

export interface Checked {
  readonly inputs: Properties;
  readonly failures: readonly CheckFailure[];
}

/** Label of objects from times before field managers; kept where it is. Source: official provider, metadata/labels.go. */
const MANAGED_BY = "app.kubernetes.io/managed-by";

/**
 * Inputs as every later step sees them: normalized, named, with a namespace, secrets marked. Failures are what the
 * stand-in does not do; what is wrong with an object the API server says better. Source: official provider, Check.
 */
export async function check(session: Session, facts: CheckFacts): Promise<Checked> {
  if (session.unreachable !== undefined && session.settings.skipUpdateUnreachable) {
    await session.engine.warning(`${session.unreachable}: left as it is`, facts.urn);
    return { inputs: facts.olds, failures: [] };
  }
  const token = tokenOfUrn(facts.urn);
  const type = gvkOfToken(token);
  if (type === undefined || isHelm(type))
    return refused(
      facts,
      `the stand-in plugin does not support ${token}; render the manifests first, or install the official plugin`,
    );
  const plain = withType(fromEngine(facts.news), type);
  const gvk = gvkOf(plain);
  const refusal = refusalOf(plain, gvk, type, token);
  if (refusal !== undefined) return refused(facts, refusal);

  const { object, unknownFields } = normalize(plain, gvk);
  const named = withName(object, fromEngine(facts.olds), facts);
  if (named === undefined) return refused(facts, "set metadata.name: autonaming is disabled");
  const inputs = await withNamespace(named, gvk, session);
  if (isCrdKind(gvk)) session.define(inputs);
  for (const field of unknownFields) {
    await session.engine.warning(
      `${kindKey(gvk)} has no field ${field}: it is left out`,
      facts.urn,
    );
  }
  const failures = waitForFaults(inputs).map((reason) => ({ property: "", reason }));
  return { inputs: markSecrets(forEngine(inputs), facts.news), failures };
}

function refusalOf(plain: Properties, gvk: Gvk, type: Gvk, token: string): string | undefined {
  if (isBuiltInList(gvk)) return "a list cannot be created; create the objects in it";
  if (type.kind === `${gvk.kind}Patch`) {
    return `the stand-in plugin does not support patch resources (${token}); manage the whole object, or install the official plugin`;
  }
  if (textAt(plain, "metadata", "generateName") !== "" && nameOf(plain) === "") {
    return "metadata.generateName is not supported with server-side apply; set metadata.name or leave both out";
  }
  const asset = assetIn(plain, "");
  return asset === undefined
    ? undefined
    : `${asset}: files and archives cannot be sent; read the file into a string`;
}

const refused = ({ news }: CheckFacts, reason: string): Checked => ({
  inputs: news,
  failures: [{ property: "", reason }],
});

const isHelm = ({ group, version }: Gvk): boolean =>
  group === "helm.sh" && ["v3", "v4"].includes(version);

/** SDKs fill apiVersion and kind in; programs that register a bare type token may leave them to it. */
function withType(plain: Properties, type: Gvk): Properties {
  const kind =
    type.kind.endsWith("Patch") && isBuiltIn(type)
      ? type.kind.slice(0, -"Patch".length)
      : type.kind;
  return { apiVersion: apiVersionOf(type), kind, ...plain };
}

/** The program's name, else the old made-up one, else a new one; undefined when none may be made up. */
function withName(object: Properties, olds: Properties, facts: CheckFacts): Properties | undefined {
  if (Object.keys(olds).length > 0) {
    const kept = !isNamed(object) && isAutonamed(olds) ? autonamed(object, nameOf(olds)) : object;
    const label = at(olds, "metadata", "labels", MANAGED_BY);
    const isOurs = label === "pulumi" && isProperties(at(kept, "metadata", "labels") ?? {});
    return isOurs ? put(kept, ["metadata", "labels", MANAGED_BY], label) : kept;
  }
  if (isNamed(object) || isUnknown(at(object, "metadata", "generateName"))) return object;
  if (facts.proposedName === undefined) return undefined;
  return autonamed(object, facts.proposedName || `${nameOfUrn(facts.urn)}-${suffix(facts.seed)}`);
}

async function withNamespace(object: Properties, gvk: Gvk, session: Session): Promise<Properties> {
  const namespace = at(object, "metadata", "namespace");
  if (isUnknown(namespace) || isUnknown(object["metadata"]) || namespaceOf(object) !== "")
    return object;
  if (!(await session.isNamespaced(gvk))) return object;
  return put(object, ["metadata", "namespace"], session.defaultNamespace);
}

/** The path of the first file or archive in the inputs. */
function assetIn(value: Value, path: string): string | undefined {
  if (isAsset(value)) return path;
  const entries = Array.isArray(value)
    ? (value as readonly Value[]).map((item, index): [string, Value] => [`[${index}]`, item])
    : Object.entries(mapAt(value)).map(([key, item]): [string, Value] => [
        path === "" ? key : `.${key}`,
        item,
      ]);
  for (const [step, item] of entries) {
    const found = assetIn(item, path + step);
    if (found !== undefined) return found;
  }
  return undefined;
}
