import type { Properties, Value } from "./struct.ts";

/**
 * How the engine marks values that JSON has no word for: an object whose key `SIGNATURE` says what it is.
 * All constants are those of the wire protocol (sdk `runtime/rpc.ts`).
 */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** A value that only the update will know; what a preview answers for what the create decides. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The engine tells unknowns of a known type apart; to a plugin they are all the same. */
const UNKNOWNS: ReadonlySet<Value> = new Set([
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // bool
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
]);

export function isProperties(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True for an unknown itself, marked as secret or output or not; see `containsUnknown` for what is inside. */
export function isUnknown(value: Value | undefined): boolean {
  if (isSecret(value) || isOutput(value))
    return value["value"] === undefined || isUnknown(value["value"]);
  return value !== undefined && UNKNOWNS.has(value);
}

/** True for a secret itself, as a secret value or an output that is secret; see `containsSecret` for what is inside. */
export function isSecret(value: Value | undefined): value is Properties {
  return marked(value, SECRET) || (isOutput(value) && value["secret"] === true);
}

/** Files and folders; a plugin that cannot use them refuses them instead of sending the mark as data. */
export function isAsset(value: Value | undefined): value is Properties {
  return marked(value, ASSET) || marked(value, ARCHIVE);
}

/** A reference to another resource of the program. */
export function isResource(value: Value | undefined): value is Properties {
  return marked(value, RESOURCE);
}

/** Marks a value as secret: the engine encrypts it in the state and hides it on the screen. Twice is once. */
export function secret(value: Value): Value {
  return isSecret(value) ? value : { [SIGNATURE]: SECRET, value };
}

/** True when an unknown sits anywhere inside. */
export function containsUnknown(value: Value | undefined): boolean {
  return isUnknown(value) || children(value).some(containsUnknown);
}

/** True when a secret sits anywhere inside. */
export function containsSecret(value: Value | undefined): boolean {
  return isSecret(value) || children(value).some(containsSecret);
}

/**
 * The value without secret and output marks, at any depth. An output without a value becomes `UNKNOWN`; assets,
 * archives and resource references stay marked.
 */
export function unwrap(value: Value): Value {
  if (isSecret(value) || isOutput(value)) {
    const { value: inner = UNKNOWN } = value;
    return unwrap(inner);
  }
  if (Array.isArray(value)) return (value as readonly Value[]).map(unwrap);
  return isProperties(value) ? unwrapAll(value) : value;
}

/** `unwrap` for named values. */
export function unwrapAll(properties: Properties): Properties {
  const entries = Object.entries(properties);
  return Object.fromEntries(entries.map(([name, value]) => [name, unwrap(value)]));
}

/** Marks as secret in `value` (plain) what is secret at the same path of `like`; paths that `value` lacks are ignored. */
export function secretLike(like: Value | undefined, value: Value): Value {
  if (isSecret(like)) return secret(value);
  if (isOutput(like)) return secretLike(like["value"], value);
  if (Array.isArray(value)) {
    const items: readonly Value[] = Array.isArray(like) ? (like as readonly Value[]) : [];
    return (value as readonly Value[]).map((item, index) => secretLike(items[index], item));
  }
  return isProperties(value) && isProperties(like) ? secretAllLike(like, value) : value;
}

/** `secretLike` for named values. */
export function secretAllLike(like: Properties, value: Properties): Properties {
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, item]) => [name, secretLike(like[name], item)]));
}

function isOutput(value: Value | undefined): value is Properties {
  return marked(value, OUTPUT);
}

function marked(value: Value | undefined, mark: string): value is Properties {
  return isProperties(value) && value[SIGNATURE] === mark;
}

function children(value: Value | undefined): readonly Value[] {
  if (Array.isArray(value)) return value as readonly Value[];
  return isProperties(value) ? Object.values(value) : [];
}
