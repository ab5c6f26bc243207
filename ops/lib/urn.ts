/** A resource's identity taken apart: `urn:pulumi:<stack>::<project>::<parent types>$<type>::<name>`. */
export interface Urn {
  readonly type: string;
  readonly name: string;
}

export const stackType = "pulumi:pulumi:Stack";

/** Type and logical name; both empty for a text that is no URN. */
export function urnOf(urn: string): Urn {
  const [, , types = "", ...names] = urn.split("::");
  return { type: types.split("$").at(-1) ?? "", name: names.join("::") };
}

/** Last word of a type: `Deployment` for `kubernetes:apps/v1:Deployment`. */
export const kindOf = (type: string): string => type.split(":").at(-1) ?? type;

export const isProvider = (type: string): boolean => type.startsWith("pulumi:providers:");

/** What people count: what a plugin manages, so no stack, no provider, no component. */
export const isCounted = (type: string, custom: boolean): boolean =>
  custom && type !== stackType && !isProvider(type);
