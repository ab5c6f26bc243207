import { suggest } from "../lib/suggest.ts";

/** Long-lived environments, in the order a release passes them. */
export const ENVIRONMENTS = ["local", "dev", "stage", "prod"] as const;
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

/** What a stack is, and the file its values come from. */
export type StackKind =
  | { readonly kind: "environment"; readonly name: EnvironmentName; readonly file: string }
  | {
      readonly kind: "preview";
      readonly name: string;
      readonly number: number;
      readonly file: string;
    };

/** Reads a stack name; a string says in one line what is wrong with it and what to write. */
export function readStackName(name: string): StackKind | string {
  const environment = ENVIRONMENTS.find((known) => known === name);
  if (environment !== undefined) {
    return { kind: "environment", name: environment, file: `Pulumi.${environment}.yaml` };
  }
  const number = /^pr-([1-9]\d{0,8})$/.exec(name)?.[1];
  if (number !== undefined) {
    return { kind: "preview", name, number: Number(number), file: "Pulumi.pr.yaml" };
  }
  const meant = suggest(name, ENVIRONMENTS);
  const fix = `use ${ENVIRONMENTS.join(", ")} or pr-<number>`;
  return `stack "${name}": not one of this project; ${meant === undefined ? fix : `did you mean ${meant}? Or ${fix}`}`;
}
