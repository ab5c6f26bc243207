import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { format, resolveConfig } from "prettier";

import { scoresOf, type Report, survivorsOf, tableOf } from "./report.ts";

const usage = `usage: node test/mutation/run.ts [pack ...] [--file GLOB] [--write]
Mutates the rules of packs and runs their fixtures against each mutant; prints survivors, then a table.
--write puts the rows of these packs into docs/mutation.md. Exit 1 when a pack is below its floor. Takes minutes.`;

const root = join(import.meta.dirname, "../..");
const page = join(root, "docs/mutation.md");
const everyPack = [
  ...["resource-limits", "network-policies", "pod-security", "provenance"],
  ...["secrets", "governance", "finops"],
];

const { values, positionals } = parseArgs({
  options: { file: { type: "string" }, write: { type: "boolean" }, help: { type: "boolean" } },
  allowPositionals: true,
});
const strange = positionals.filter((name) => !everyPack.includes(name));
if (values.help === true || strange.length > 0) {
  console.log(usage);
  process.exit(strange.length > 0 ? 2 : 0);
}
const packs = positionals.length > 0 ? positionals : everyPack;
const files = values.file ?? packs.map((pack) => `policy-packs/${pack}/**/*.ts`).join(",");
const stryker = join(root, "node_modules/@stryker-mutator/core/bin/stryker.js");

mkdirSync(join(root, ".local/mutation"), { recursive: true });
const { status } = spawnSync(
  process.execPath,
  [
    stryker,
    ...["run", "test/mutation/stryker.config.js", "--mutate"],
    `${files},!policy-packs/**/pack.ts,!policy-packs/**/rules.ts,!policy-packs/provenance/release/**`,
  ],
  { cwd: root, stdio: ["ignore", "inherit", "inherit"] },
);
if (status !== 0) process.exit(2);
const report = JSON.parse(
  readFileSync(join(root, ".local/mutation/report.json"), "utf8"),
) as Report;
for (const line of survivorsOf(report)) console.log(line);
const scores = scoresOf(report);
const table = tableOf(scores);
console.log(table.join("\n"));
if (values.write === true) {
  const text = readFileSync(page, "utf8");
  const rows = new Map(
    text
      .split("\n")
      .filter((line) => /^\| [a-z-]+ +\|/.test(line))
      .map((line) => [line.split("|")[1]?.trim() ?? "", line]),
  );
  for (const line of table.slice(2)) rows.set(line.split("|")[1]?.trim() ?? "", line);
  const kept = everyPack.flatMap((pack) => rows.get(pack) ?? []);
  const body = [...table.slice(0, 2), ...kept].join("\n");
  const written = text.replace(/(<!-- table -->\n)[^]*?(\n<!-- \/table -->)/, `$1\n${body}\n$2`);
  const style = await resolveConfig(page);
  writeFileSync(page, await format(written, { ...style, parser: "markdown" }));
}
process.exitCode = scores.every(({ score, floor }) => score >= floor) ? 0 : 1;
