import { loadAll } from "js-yaml";
import { parseArgs } from "node:util";
import { parseAllDocuments } from "yaml";

import { parseYaml } from "../../ops/lib/manifests/parse-yaml.ts";
import { asYaml, deployments } from "./manifests.ts";
import { medianOf, ratiosOf } from "./median.ts";
import { conditions, markdown, ratioText, seconds, writePart } from "./page.ts";

const usage = `usage: node test/bench/yaml-parsers.ts [--count 2000] [--rounds 5] [--write]
Reads the same Deployments, one YAML text, with each parser in turn. --write puts the table into docs/performance.md.`;

/** Each reads a text into plain values, and is asked how many documents it found. */
const parsers: Readonly<Record<string, (text: string) => number>> = {
  "`js-yaml` as `ops policy check` uses it": (text) => parseYaml(text, "bench.yaml").length,
  "`js-yaml` 5": (text) => loadAll(text).length,
  "`yaml` 2": (text) => parseAllDocuments(text).map((one) => one.toJS() as unknown).length,
};

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "2000" },
    rounds: { type: "string", default: "5" },
    write: { type: "boolean" },
    help: { type: "boolean" },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const [count, rounds] = [Number(values.count), Number(values.rounds)];
const text = asYaml(deployments(count));
const times = Object.keys(parsers).map((): number[] => []);
for (let round = -1; round < rounds; round += 1) {
  for (const [at, [name, parse]] of Object.entries(parsers).entries()) {
    const start = performance.now();
    const found = parse(text);
    const spent = (performance.now() - start) / 1000;
    if (found !== count) throw new Error(`${name} found ${found} documents of ${count}`);
    if (round >= 0) times[at]?.push(spent);
  }
}
const [ours = []] = times;
const rows = Object.keys(parsers).map((name, at) => {
  const own = times[at] ?? [];
  return [name, seconds(medianOf(own)), at === 0 ? "1" : ratioText(ratiosOf(own, ours))];
});
const table = [
  markdown(["parser", "median", "times ours, median (least to most)"], rows),
  "",
  `${count} Deployments, ${(text.length / 1e6).toFixed(1)} MB. ${conditions(rounds)}`,
].join("\n");
console.log(table);
if (values.write) writePart("yaml-parsers", table);
