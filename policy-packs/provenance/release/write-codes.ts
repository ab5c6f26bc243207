import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { type Code, codes, isBlind } from "./codes.ts";

/** Where the codes are listed for people. */
export const CODES_PAGE = "docs/release-codes.md";

const head = [
  "# Codes of a release",
  "",
  "Every way in which a release can fall short, written by `npm run generate`. `ops release verify <env>` and the findings of",
  "the pack `provenance` name the code, what exactly is wrong, and the way on. With exit 2 nobody could look, and nothing",
  "passes because of that. Each code is provoked by a test.",
  "",
];

/** The page, as it is to be committed. */
export function codesText(): string {
  const rows = (Object.keys(codes) as Code[]).map((code) => {
    const { means, fix } = codes[code];
    return `| \`${code}\` | ${means} | ${fix} | ${isBlind(code) ? 2 : 1} |`;
  });
  return [...head, "| code | means | do | exit |", "|---|---|---|---|", ...rows, ""].join("\n");
}

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, "../../..", CODES_PAGE), codesText());
  process.stdout.write(`wrote ${CODES_PAGE}\n`);
}
