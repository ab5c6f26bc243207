import { join } from "node:path";

import type { Helm } from "../../../ops/lib/manifests/chart.ts";
import { newFolder, writeFile, writeScript } from "../../local/support/folders.ts";

/** A new folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = newFolder();
  for (const [name, text] of Object.entries(files)) writeFile(join(folder, name), text);
  return folder;
}

/** A Pod as YAML. */
export const podNamed = (name: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\n`;

/** The least that makes a folder a chart. */
export const CHART = "apiVersion: v2\nname: demo\nversion: 0.1.0\n";

/** A program in place of Helm; `$0.args` holds the arguments of its last call, one a line. */
export function fakeHelm(...lines: readonly string[]): Helm & { readonly path: string } {
  const path = writeScript(
    join(newFolder(), "helm"),
    `printf '%s\\n' "$@" > "$0.args"`,
    `env | sort > "$0.env"`,
    ...lines,
  );
  return { path, program: () => Promise.resolve(path), env: { PATH: process.env["PATH"] } };
}

/** Helm that renders one Pod, called as the release. */
export const helmWithPod = () =>
  fakeHelm(
    `printf -- '---\\n# Source: demo/templates/pod.yaml\\n'`,
    `printf 'apiVersion: v1\\nkind: Pod\\nmetadata: {name: %s}\\n' "$2"`,
  );

/** No Helm is wanted. */
export const noHelm: Helm = {
  program: () => Promise.reject(new Error("helm was asked for")),
  env: {},
};
