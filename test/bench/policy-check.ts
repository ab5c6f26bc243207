import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { localTool } from "../../ops/lib/local-tool.ts";
import { type Contender, contendersOf } from "./contenders.ts";
import { differences } from "./counts.ts";
import { asJson, asJsonDocuments, breachesIn, manifests } from "./manifests.ts";
import { medianOf, ratiosOf } from "./median.ts";
import { conditions, markdown, ratioText, seconds, writePart } from "./page.ts";
import { opsOfTen } from "./ten-rules.ts";
import { timed } from "./timed.ts";

const usage = `usage: node test/bench/policy-check.ts [--sizes 1000,10000] [--rounds 3] [--write]
Judges the same manifests by the same ten rules with ops policy check, OPA and Kyverno, in turn, start-up included;
then with all rules of the packs. Every run has to find what is known to be wrong. Builds OPA and Kyverno where they are
not on PATH (5 minutes). --write puts the table into docs/performance.md.`;

const root = join(import.meta.dirname, "../..");
const scratch = join(root, ".local/bench");

/** Writes the manifests, for those that read an array and for those that read documents. */
function write(count: number): { readonly array: string; readonly documents: string } {
  const all = manifests(count);
  const array = join(scratch, `manifests-${count}.json`);
  const documents = join(scratch, `documents-${count}.json`);
  writeFileSync(array, asJson(all));
  writeFileSync(documents, asJsonDocuments(all));
  return { array, documents };
}

/** Seconds of each run of a contender, and of all cores together. */
interface Times {
  readonly wall: number[];
  readonly cpu: number[];
}

async function measure(contenders: readonly Contender[], count: number, rounds: number) {
  const files = write(count);
  const expected = breachesIn(count);
  const times = contenders.map((): Times => ({ wall: [], cpu: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, { name, command, countsOf }] of contenders.entries()) {
      const run = await timed(command(files), join(scratch, "output"), root);
      const wrong = differences(expected, countsOf(run.output));
      if (wrong.length > 0) throw new Error(`${name}, ${count} manifests: ${wrong.join("; ")}`);
      times[at]?.wall.push(run.seconds);
      times[at]?.cpu.push(run.cpuSeconds);
      process.stderr.write(`${count} manifests, ${name}: ${seconds(run.seconds)}\n`);
    }
  }
  return times;
}

function rowsOf(contenders: readonly Contender[], count: number, times: readonly Times[]) {
  const [ours = { wall: [], cpu: [] }] = times;
  return contenders.map(({ name, rules }, at) => {
    const { wall, cpu } = times[at] ?? ours;
    const [, onCpu] = ratiosOf(cpu, ours.cpu);
    const ratios = at === 0 ? ["1", "1"] : [ratioText(ratiosOf(wall, ours.wall)), onCpu.toFixed(2)];
    const medians = [wall, cpu].map((list) => seconds(medianOf(list)));
    return [count.toLocaleString("en"), name, rules, ...medians, ...ratios];
  });
}

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "1000,10000" },
    rounds: { type: "string", default: "3" },
    write: { type: "boolean" },
    help: { type: "boolean" },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
mkdirSync(scratch, { recursive: true });
const contenders = contendersOf({
  root,
  ten: opsOfTen(root, join(scratch, "ten-rules")),
  opa: await localTool(root, process.env, "opa", "opa"),
  kyverno: await localTool(root, process.env, "kyverno", "kubectl-kyverno"),
});
const rounds = Number(values.rounds);
await measure(contenders, 100, 1);
const rows: string[][] = [];
for (const size of values.sizes.split(",").map(Number))
  rows.push(...rowsOf(contenders, size, await measure(contenders, size, rounds)));
const head = ["manifests", "program", "rules", "time", "CPU time", "times ours", "on the CPU"];
const table = [markdown(head, rows), "", conditions(rounds)].join("\n");
console.log(table);
if (values.write) writePart("policy-check", table);
