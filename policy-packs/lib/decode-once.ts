import { createRequire } from "node:module";

type Decode = (struct: object, proxySecrets: boolean) => object;

/** What of the SDK is replaced: where all of its policies look the function up at each call. */
interface Decoder {
  deserializeProperties?: Decode;
}

/** The SDK's own module; it is none of its public ones, so another version may have it elsewhere. */
function decoderOfTheSdk(): Decoder {
  try {
    return createRequire(import.meta.url)("@pulumi/policy/deserialize.js") as Decoder;
  } catch {
    return {};
  }
}

/**
 * Lets the SDK decode the properties of a resource once per request instead of once per rule: 63 rules over a custom
 * resource definition of 300 kB would otherwise cost a second.
 *
 * Rules share what is decoded, and none of them changes it; remediations, which may, are left as they are. Where the SDK
 * has no such function, nothing is changed and everything is as correct, and as slow, as before.
 */
export function decodeOnce(sdk: Decoder = decoderOfTheSdk()): void {
  const decode = sdk.deserializeProperties;
  if (decode === undefined) return;
  const known = new WeakMap<object, object>();
  sdk.deserializeProperties = (struct, proxySecrets) => {
    if (proxySecrets) return decode(struct, proxySecrets);
    const there = known.get(struct) ?? decode(struct, proxySecrets);
    known.set(struct, there);
    return there;
  };
}
