import { containsSecret, isProperties, isSecret, secret } from "../lib/marks.ts";
import type { Properties, Value } from "../lib/struct.ts";

/**
 * Marks as secret in `object` (plain) what is secret at the same path of `like`, and all data of anything of kind
 * Secret.
 *
 * Objects are walked into; any other value of which a part is secret is secret whole, because a list may come back in
 * another order. Source: official provider, annotateSecrets.
 */
export function markSecrets(object: Properties, like: Properties): Properties {
  if (object["kind"] === "Secret") return secretData(object);
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, marked(value, like[key])]),
  );
}

function marked(value: Value, like: Value | undefined): Value {
  if (isProperties(value) && isProperties(like) && !isSecret(like)) return markSecrets(value, like);
  return containsSecret(like) ? secret(value) : value;
}

function secretData(object: Properties): Properties {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [
      key,
      key === "data" || key === "stringData" ? secret(value) : value,
    ]),
  );
}
