import { createRequire } from "node:module";

type ToArray = (this: object) => unknown[];
type Prototype = Record<string, unknown> & { toArray: ToArray };

/** What of google-protobuf is changed: messages, and maps inside of them. */
export interface Protobuf {
  readonly Message: { readonly prototype: object };
  readonly Map: {
    new (entries: unknown[], value: undefined): object;
    readonly prototype: object;
  };
}

/** The copy that the SDK uses. */
export function protobufOfTheSdk(): Protobuf {
  const sdk = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi"));
  return sdk("google-protobuf") as Protobuf;
}

/**
 * Makes encoding and decoding of nested values linear in their size; false where the library is made otherwise than its
 * version 3.21, and is left as it is.
 *
 * google-protobuf brings all maps of a value up to date whenever the value is put into another one: each level of nesting
 * walks everything below it once more. For a definition of a custom resource, dozens of levels deep, that takes most of the
 * time (docs/performance.md). Nobody reads the arrays that it is done for before the outermost value is finished, so it is
 * put off until somebody asks for one by `toArray`.
 */
export function quickStructs({ Message, Map }: Protobuf = protobufOfTheSdk()): boolean {
  const kinds = [Message.prototype as Prototype, Map.prototype as Prototype];
  const aliases = kinds.map(aliasOf);
  if (aliases.includes(undefined)) return false;
  let asked = 0;
  for (const [index, prototype] of kinds.entries()) {
    const whole = prototype.toArray;
    let field: string | undefined;
    // The name that the library itself calls it by.
    prototype[aliases[index] ?? ""] = function (this: Record<string, unknown[]>): unknown[] {
      if (asked > 0) return whole.call(this);
      field ??= fieldOf(this, whole.call(this));
      return (field === undefined ? undefined : this[field]) ?? whole.call(this);
    };
    prototype.toArray = function (this: object): unknown[] {
      asked += 1;
      try {
        return whole.call(this);
      } finally {
        asked -= 1;
      }
    };
  }
  return true;
}

const aliasOf = (prototype: Prototype): string | undefined =>
  Object.keys(prototype).find((key) => key !== "toArray" && prototype[key] === prototype.toArray);

/** The own property that holds this array, the same in all objects of a kind. */
const fieldOf = (object: object, array: unknown[]): string | undefined =>
  Object.entries(object).find(([, value]) => value === array)?.[0];
