import { readFileSync } from "node:fs";
import { goldenOf } from "../support/settings.ts";
import { isOfShell } from "../support/shell.ts";
import { ENVIRONMENTS } from "../../stacks/stack-name.ts";

/** Kind and logical name of everything that belongs to the controllers, by the environments that have it. */
export type PlatformNames = Readonly<Record<string, readonly string[]>>;

interface Golden {
  readonly resources: readonly { readonly type: string; readonly name: string }[];
}

export const NAMES_FILE = new URL("platform-names.json", import.meta.url);

/** The names as the goldens have them. */
export function namesOfGoldens(): PlatformNames {
  const places = new Map<string, string[]>();
  for (const environment of ENVIRONMENTS) {
    const file = new URL(`../golden/${goldenOf(environment)}`, import.meta.url);
    const { resources } = JSON.parse(readFileSync(file, "utf8")) as Golden;
    for (const { type, name } of resources.filter((one) => !isOfShell(one))) {
      const title = `${type.split(":").at(-1) ?? ""} ${name}`;
      places.set(title, [...(places.get(title) ?? []), environment]);
    }
  }
  const byPlace: Record<string, string[]> = {};
  for (const title of [...places.keys()].sort())
    (byPlace[(places.get(title) ?? []).join(" ")] ??= []).push(title);
  return Object.fromEntries(
    Object.entries(byPlace).sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}

/** The names as they were last written. */
export const writtenNames = (): PlatformNames =>
  JSON.parse(readFileSync(NAMES_FILE, "utf8")) as PlatformNames;

/** Which environment has lost which names: `prod: Deployment delivery-argo-cd-...`. */
export function goneNames(before: PlatformNames, after: PlatformNames): readonly string[] {
  const kept = new Set(linesOf(after));
  return linesOf(before).filter((line) => !kept.has(line));
}

const linesOf = (names: PlatformNames): string[] =>
  Object.entries(names).flatMap(([environments, titles]) =>
    environments.split(" ").flatMap((environment) => titles.map((one) => `${environment}: ${one}`)),
  );
