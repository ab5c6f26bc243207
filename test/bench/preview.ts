import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";

import { scratch } from "../e2e/support/scratch.ts";
import { medianOf, ratiosOf } from "./median.ts";
import { conditions, markdown, ratioText, seconds, writePart } from "./page.ts";

const usage = `usage: node test/bench/preview.ts [--sizes 7,50,500] [--rounds 3] [--write]
Previews a bare program of each size with and without the packs, in turn, and prints medians and pairwise ratios.
--write puts the table into docs/performance.md.`;

const run = promisify(execFile);

interface Started {
  readonly env: Record<string, string>;
}

/** Seconds that a finished command took. */
async function timed(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const start = performance.now();
  await run("pulumi", args, { cwd: program, env, maxBuffer: 1 << 28 });
  return (performance.now() - start) / 1000;
}

function configure(size: number): void {
  const file = join(program, `Pulumi.bench-${size}.yaml`);
  writeFileSync(file, `config:\n  intelgraph-bench:size: "${size}"\n`);
}

async function measure(size: number, rounds: number, env: NodeJS.ProcessEnv) {
  const stack = `bench-${size}`;
  configure(size);
  await run("pulumi", ["stack", "select", "--create", stack], { cwd: program, env });
  const preview = ["preview", "--non-interactive", "-s", stack];
  const all = join(project.root, "policy-packs/all");
  const settings = join(all, "config.local.json");
  const packs = [...preview, "--policy-pack", all, "--policy-pack-config", settings];
  const bare: number[] = [];
  const packed: number[] = [];
  for (let round = -1; round < rounds; round += 1) {
    const without = await timed(preview, env);
    const with_ = await timed(packs, env);
    if (round < 0) continue;
    bare.push(without);
    packed.push(with_);
    process.stderr.write(`${size} resources, round ${round + 1} of ${rounds}\n`);
  }
  return { size, bare, packed };
}

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "7,50,500" },
    rounds: { type: "string", default: "3" },
    write: { type: "boolean" },
    help: { type: "boolean" },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
// A copy of the project, because its local environment has a release with the image of the program.
const project = scratch();
const program = join(project.root, "test/bench/program");
const started = await project.local("start", "local", "--json");
if (started.code !== 0) throw new Error(started.stderr);
const { env } = JSON.parse(started.stdout) as Started;
const rows: string[][] = [];
try {
  for (const size of values.sizes.split(",").map(Number)) {
    const result = await measure(size, Number(values.rounds), { ...process.env, ...env });
    const [bare, packed] = [medianOf(result.bare), medianOf(result.packed)];
    const ratio = ratioText(ratiosOf(result.packed, result.bare));
    rows.push([`${size}`, seconds(bare), seconds(packed), seconds(packed - bare), ratio]);
  }
} finally {
  await project.remove();
}
const head = ["resources", "preview", "with packs", "packs add", "ratio, median (least to most)"];
const table = [markdown(head, rows), "", conditions(Number(values.rounds))].join("\n");
console.log(table);
if (values.write) writePart("preview", table);
