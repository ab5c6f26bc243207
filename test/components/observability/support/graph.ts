import type { Recording } from "../../../support/record.ts";

/** Type, name and parent of every resource, as short as they can be told apart. */
export const graphOf = ({ resources }: Recording): string[] =>
  resources.map(
    ({ type, name, parent }) =>
      `${type.replace(/^.*[:/]/, "")} ${name}${parent === undefined ? "" : ` < ${parent}`}`,
  );

/** The inputs of the only resource with that name and kind. */
export function inputsOf({ resources }: Recording, kind: string, name: string) {
  const found = resources.filter((one) => one.type.endsWith(`:${kind}`) && one.name === name);
  const [first, ...more] = found;
  if (first === undefined || more.length > 0) {
    throw new Error(`${found.length} resources are ${kind} ${name}`);
  }
  return first.inputs;
}
