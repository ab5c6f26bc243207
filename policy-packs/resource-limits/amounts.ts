import { type Nanos, parseQuantity } from "../../lib/quantity.ts";
import type { Option } from "../lib/config.ts";
import { CannotTell, type Finding, seen, unseen } from "../lib/finding.ts";
import type { Container } from "../lib/pod-template.ts";
import { field } from "../lib/values.ts";

/** Resources that every container is asked about. */
export const RESOURCES = ["cpu", "memory", "ephemeral-storage"] as const;

export type Resource = (typeof RESOURCES)[number];

/** A quantity above nothing, as a setting: digits, a decimal or binary suffix, no exponent. */
const AMOUNT = "^[0-9]*[1-9][0-9]*(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?$";

/** A setting that is an amount. */
export const amountOption = (description: string, strictest: string): Option<string> => ({
  type: "string",
  description,
  default: strictest,
  pattern: AMOUNT,
});

/** A setting that is a whole number above zero. */
export const countOption = (description: string, strictest: number): Option<number> => ({
  type: "integer",
  description,
  default: strictest,
  minimum: 1,
});

/** An amount as it stands in an object, exact; undefined when it is none. */
export function sizeOf(amount: unknown): Nanos | undefined {
  const readable = typeof amount === "string" || typeof amount === "number";
  return readable ? parseQuantity(amount) : undefined;
}

/** The same of something that has to be an amount: anything else throws. */
export function needSize(amount: unknown, name: string): Nanos {
  const size = sizeOf(amount);
  if (size === undefined) throw new CannotTell(`${name} is ${JSON.stringify(amount)}, no quantity`);
  return size;
}

/** An amount with the text it was read from. */
export interface Amount {
  readonly text: string;
  readonly size: Nanos;
}

/** Reads `resources.<name>` of a container, or of a pod as a whole; undefined when it is not set or could not be read, which is a finding. */
export function* amountOf(
  { label, props }: Pick<Container, "label" | "props">,
  group: "requests" | "limits",
  resource: Resource,
): Generator<Finding, Amount | undefined> {
  const found = yield* seen({
    where: label,
    read: (): Amount | undefined => {
      const value = field(props, "resources", group, resource);
      if (value === undefined) return undefined;
      // The API server reads null in a map of quantities as none at all, not as unset.
      if (value === null) return { text: "null", size: 0n };
      const size = needSize(value, `resources.${group}.${resource}`);
      return { text: JSON.stringify(value), size };
    },
  });
  return found === unseen ? undefined : found;
}

/** What stands under `resources` of the container `c`, by a name like `limits.cpu`: an optional in CEL. */
export function celAmount(name: string): string {
  const [group = "", resource = ""] = name.split(".");
  return `c.?resources.?${group}[?'${resource}']`;
}

/** A number is written out like a text, since custom resources may hold either; `string` has no overload for it there. */
const celWritten = (optional: string): string => `'%s'.format([${optional}.value()])`;

export const celIsQuantity = (optional: string): string => `isQuantity(${celWritten(optional)})`;

export const celQuantity = (optional: string): string => `quantity(${celWritten(optional)})`;

/** Holds when the amount is not set, or is one of which the demand holds. */
export const celWhereSet = (optional: string, demand: string): string =>
  `(!${optional}.hasValue() || (${celIsQuantity(optional)} && ${demand}))`;
