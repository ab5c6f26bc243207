import type { Properties, Value } from "../lib/struct.ts";
import { isProperties, unwrapAll } from "../lib/marks.ts";
import { gvkOf, isSecretKind } from "./kinds.ts";
import { drop, mapAt, textAt } from "./objects.ts";
import { markSecrets } from "./secrets.ts";

const INPUTS = "__inputs";
const INITIAL_API_VERSION = "__initialApiVersion";
const FIELD_MANAGER = "__fieldManager";

/**
 * Field names that contain dashes: in SDKs and in the state they have underscores instead. Source: official provider,
 * underscoreToDashMap.
 */
const DASHED = [
  "x-kubernetes-embedded-resource",
  "x-kubernetes-int-or-string",
  "x-kubernetes-list-map-keys",
  "x-kubernetes-list-type",
  "x-kubernetes-map-type",
  "x-kubernetes-preserve-unknown-fields",
  "x-kubernetes-validations",
];
const TO_DASHES = new Map(DASHED.map((name) => [name.replaceAll("-", "_"), name]));
const TO_UNDERSCORES = new Map(DASHED.map((name) => [name, name.replaceAll("-", "_")]));

export interface Checkpoint {
  /** Inputs of the last create, update or refresh. */
  readonly inputs: Properties;
  /** The object as last seen. */
  readonly live: Properties;
  /** "" in states that know none. */
  readonly fieldManager: string;
  readonly initialApiVersion: string;
}

/** Properties as the API names them, without marks and without nulls. */
export const fromEngine = (properties: Properties): Properties =>
  withoutNulls(renamed(unwrapAll(properties), TO_DASHES) as Properties);

/** Properties as SDKs name them. */
export const forEngine = (object: Properties): Properties =>
  renamed(object, TO_UNDERSCORES) as Properties;

/** Reads a state that this plugin or the official one stored. */
export function parseCheckpoint(state: Properties): Checkpoint {
  const {
    [INPUTS]: inputs,
    [INITIAL_API_VERSION]: version,
    [FIELD_MANAGER]: manager,
    ...live
  } = fromEngine(state);
  return {
    inputs: isProperties(inputs) ? inputs : {},
    live,
    fieldManager: typeof manager === "string" ? manager : "",
    initialApiVersion: typeof version === "string" ? version : textAt(inputs, "apiVersion"),
  };
}

/**
 * The state of an object, readable by the official plugin too: the live object, and beside it the inputs, the field
 * manager and the apiVersion it was created with. What `marked` (inputs as the engine sent them) holds as secret is
 * secret in both, and so is all data of a Secret. Who manages which field is left out: it changes all the time, fills
 * half the state, and is read from the live object where it matters.
 */
export function checkpoint(facts: Checkpoint, marked: Properties): Properties {
  const live = forEngine(drop(facts.live, ["metadata", "managedFields"]));
  return {
    ...markSecrets(live, secretSource(marked, facts.live)),
    [INPUTS]: markSecrets(forEngine(facts.inputs), marked),
    [INITIAL_API_VERSION]: facts.initialApiVersion,
    [FIELD_MANAGER]: facts.fieldManager,
  };
}

/** stringData comes back as data, so it stays secret there. */
function secretSource(marked: Properties, live: Properties): Properties {
  const texts = marked["stringData"];
  if (!isSecretKind(gvkOf(live)) || texts === undefined) return marked;
  return { ...marked, data: isProperties(texts) ? { ...texts, ...mapAt(marked, "data") } : texts };
}

function renamed(value: Value, names: ReadonlyMap<string, string>): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map((item) => renamed(item, names));
  if (!isProperties(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [names.get(key) ?? key, renamed(inner, names)]),
  );
}

function withoutNulls(object: Properties): Properties {
  const kept = Object.entries(object).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, inside(value)]));
}

function inside(value: Value): Value {
  if (Array.isArray(value)) return (value as readonly Value[]).map(inside);
  return isProperties(value) ? withoutNulls(value) : value;
}
