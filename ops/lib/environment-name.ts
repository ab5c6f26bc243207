import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parse } from "yaml";

import { Fault } from "../../lib/fault.ts";
import { suggest } from "../../lib/suggest.ts";
import { environmentsIn } from "./environment-file.ts";

/** The environment somebody named, when there is one; `local` always is. */
export function environmentName(name: string, directory: string): string {
  const known = new Set(["local", ...environmentsIn(directory)]);
  const preview = known.delete("pr");
  if (known.has(name) || (preview && /^pr-[1-9]\d{0,9}$/.test(name))) return name;
  const list = [...known, ...(preview ? ["pr-<n>"] : [])];
  const meant = suggest(name, [...known]);
  throw new Fault({
    where: `environment "${name}"`,
    problem: "is not known",
    fix: meant ? `did you mean ${meant}?` : `known: ${list.join(", ")}`,
  });
}

/** Name of the Pulumi project in a folder. */
export function projectName(directory: string, shown: string): string {
  const fix = "name the folder of a Pulumi project";
  let text: string;
  try {
    text = readFileSync(join(directory, "Pulumi.yaml"), "utf8");
  } catch (error) {
    throw new Fault({ where: shown, problem: "has no Pulumi.yaml", fix, cause: error });
  }
  const { name } = (parse(text) ?? {}) as { name?: unknown };
  if (typeof name === "string" && name !== "") return name;
  throw new Fault({ where: join(shown, "Pulumi.yaml"), problem: "names no project", fix });
}
