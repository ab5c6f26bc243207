import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { parse } from "yaml";

interface Settings {
  readonly config: { readonly "intelgraph:environment": Readonly<Record<string, unknown>> };
}

/** The section with the comments before it; what is in it is indented more. */
const SECTION = /(?:^ {4}#.*\n)*^ {4}platform:\n(?:^(?: {5,}.*)?\n)*/m;

/** Takes the controllers out of the local environment of a copy, and with them the waivers that only they need. */
export function withoutPlatform(root: string): void {
  const file = join(root, "Pulumi.local.yaml");
  const text = readFileSync(file, "utf8");
  const bare = text.replace(SECTION, "");
  const { platform, ...rest } = environmentOf(text);
  if (platform === undefined || !isDeepStrictEqual(environmentOf(bare), rest))
    throw new Error("Pulumi.local.yaml: has no section platform that can be taken out whole");
  writeFileSync(file, bare);
  writeFileSync(join(root, "policy-packs/waivers.yaml"), "waivers: []\n");
}

const environmentOf = (text: string) => (parse(text) as Settings).config["intelgraph:environment"];
