import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";

/** A resource plugin of the project, in the version its package pins. */
export interface PluginWanted {
  readonly name: string;
  readonly version: string;
}

const names = ["kubernetes", "random"] as const;

/** The resource plugins the project needs: name and version as `package.json` pins them, nowhere else. */
export function wantedPlugins(root: string): readonly PluginWanted[] {
  const text = readFileSync(join(root, "package.json"), "utf8");
  const { dependencies = {} } = JSON.parse(text) as { dependencies?: Record<string, string> };
  return names.map((name) => {
    const version = dependencies[`@pulumi/${name}`];
    if (version !== undefined && /^\d+\.\d+\.\d+$/.test(version)) return { name, version };
    throw new Fault({
      where: `package.json: dependencies.@pulumi/${name}`,
      problem: version === undefined ? "missing" : `"${version}" is no exact version`,
      fix: "pin it exactly, since the plugin has to match it",
    });
  });
}
