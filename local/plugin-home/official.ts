import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

import type { PluginWanted } from "./versions.ts";

/** Name the engine gives a plugin's folder and its program. */
export const folderOf = ({ name, version }: PluginWanted): string => `resource-${name}-v${version}`;
export const programOf = ({ name }: PluginWanted): string => `pulumi-resource-${name}`;

/** The user's own Pulumi home, which is only ever read. */
export function usersPulumiHome(env: NodeJS.ProcessEnv): string {
  return env["PULUMI_HOME"] || join(env["HOME"] ?? homedir(), ".pulumi");
}

/** Folder of the official plugin in the user's home; undefined when it is missing or half installed. */
export function officialPlugin(home: string, wanted: PluginWanted): string | undefined {
  const folder = join(home, "plugins", folderOf(wanted));
  const whole = isProgram(join(folder, programOf(wanted))) && !existsSync(`${folder}.partial`);
  return whole ? folder : undefined;
}

/** What a Pulumi CLI may bring along for Node.js programs: the language host and its helpers. */
export const languagePrograms = [
  "pulumi-language-nodejs",
  "pulumi-resource-pulumi-nodejs",
  "pulumi-analyzer-policy",
] as const;

/** Those of them that lie beside the chosen CLI, by name; undefined when the language host does not. */
export function officialLanguageHost(pulumi: string): Readonly<Record<string, string>> | undefined {
  const folder = [dirname(pulumi), dirname(realpathSync(pulumi))].find((each) =>
    isProgram(join(each, languagePrograms[0])),
  );
  if (folder === undefined) return undefined;
  const present = languagePrograms.filter((name) => isProgram(join(folder, name)));
  return Object.fromEntries(present.map((name) => [name, join(folder, name)]));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
