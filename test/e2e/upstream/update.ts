import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { run } from "../../../lib/run.ts";
import {
  EXPECTED_FILE,
  fetched,
  type Findings,
  findingsOf,
  upstreams,
} from "../support/upstream.ts";

const cli = join(import.meta.dirname, "../../../ops/cli.ts");
const expected: Record<string, Findings> = {};
for (const upstream of upstreams) {
  const { name, namespace } = upstream;
  const args = ["policy", "check", await fetched(upstream), "--namespace", namespace, "--json"];
  const { code, stdout, stderr } = await run(process.execPath, [cli, ...args]);
  if (code !== 0 && code !== 1) throw new Error(stderr);
  expected[name] = findingsOf(stdout);
}
writeFileSync(EXPECTED_FILE, `${JSON.stringify(expected, undefined, 2)}\n`);
process.stdout.write("wrote test/e2e/upstream/expected.json\n");
