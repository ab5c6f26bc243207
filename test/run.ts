import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { countOf, type Count, total } from "./support/count.ts";

const usage = `usage: node test/run.ts [--unit | --e2e] [jest arguments]
Runs the unit tests, then the end-to-end tests, and prints the count over both as the last line.`;

const jest = createRequire(import.meta.url).resolve("jest/bin/jest");

/** Runs one jest project with its output untouched; what it cannot count is one failure. */
async function run(project: string, rest: readonly string[]): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), "intelgraph-test-"));
  const outputFile = join(folder, "result.json");
  const cache = `--cacheDirectory=${join(tmpdir(), "intelgraph-jest-cache")}`;
  const out = ["--json", `--outputFile=${outputFile}`];
  const args = [jest, "--selectProjects", project, cache, ...out, ...rest];
  // What tests leave in the temporary folder goes with it.
  const temporary = join(folder, "t");
  mkdirSync(temporary);
  const env = { ...process.env, TMPDIR: temporary };
  const code = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, stdio: ["ignore", "ignore", "inherit"] });
    child.on("error", reject);
    child.on("close", (status) => {
      resolve(status ?? 1);
    });
  });
  try {
    return countOf(JSON.parse(readFileSync(outputFile, "utf8")) as object, code);
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  options: { unit: { type: "boolean" }, e2e: { type: "boolean" }, help: { type: "boolean" } },
  allowPositionals: true,
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const counts: Count[] = [];
if (!values.e2e) counts.push(await run("unit", positionals));
if (!values.unit) counts.push(await run("e2e", ["--maxWorkers=2", ...positionals]));
const { passed, failed } = total(counts);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
