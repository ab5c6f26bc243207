import analyzerProto from "@pulumi/pulumi/proto/analyzer_pb.js";
import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { documentsOf, manifestsOf } from "../../ops/lib/manifests/manifest.ts";
import { subjectsOf } from "../../ops/lib/policy-check/subjects.ts";
import { rules } from "../../policy-packs/all/rules.ts";
import {
  type Analyzer,
  analyzeRequest,
  analyzerResource,
  startAnalyzer,
} from "../support/analyzer.ts";
import { asJson, manifests } from "./manifests.ts";
import { medianOf } from "./median.ts";
import { conditions, markdown, seconds, writePart } from "./page.ts";

const usage = `usage: node test/bench/analyzer.ts [--count 500] [--rounds 3] [--write]
Starts a pack without rules and the pack of all rules as the engine does, and has resources judged over its wire, one by
one and as a stack. --write puts the table into docs/performance.md.`;

const root = join(import.meta.dirname, "../..");

/** A pack that only costs what the SDK costs. */
function emptyPack(): string {
  const folder = join(root, ".local/bench/empty-pack");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
  writeFileSync(
    join(folder, "package.json"),
    '{ "name": "empty", "version": "0.0.0", "type": "module" }\n',
  );
  const program = 'import { PolicyPack } from "@pulumi/policy";\n';
  writeFileSync(join(folder, "index.js"), `${program}new PolicyPack("empty", { policies: [] });\n`);
  return folder;
}

async function measured<T>(into: number[], work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  into.push((performance.now() - start) / 1000);
  return result;
}

/** A started analyzer that has said which rules it has. */
async function ready(pack: string): Promise<Analyzer> {
  const analyzer = await startAnalyzer(pack);
  await analyzer.call((to, answer) => to.getAnalyzerInfo(new emptyProto.Empty(), answer));
  return analyzer;
}

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "500" },
    rounds: { type: "string", default: "3" },
    write: { type: "boolean" },
    help: { type: "boolean" },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const [count, rounds] = [Number(values.count), Number(values.rounds)];
const text = asJson(manifests(count));
const loaded = manifestsOf(documentsOf(text, "bench.json"), text).map((manifest) => ({
  manifest,
  namespace: "default",
  unseen: [],
}));
const { subjects } = subjectsOf(loaded);
const requests = subjects.map(({ type, props }, at) => analyzeRequest(type, `r${at}`, props));
const stack = new analyzerProto.AnalyzeStackRequest().setResourcesList(
  subjects.map(({ type, props }, at) => analyzerResource(type, `r${at}`, props)),
);
const empty = emptyPack();
const [emptyStart, start, single, whole]: [number[], number[], number[], number[]] = [
  [],
  [],
  [],
  [],
];
for (let round = -1; round < rounds; round += 1) {
  const keep = (list: number[]) => (round < 0 ? [] : list);
  await (await measured(keep(emptyStart), () => ready(empty))).stop();
  const analyzer = await measured(keep(start), () => ready(join(root, "policy-packs/all")));
  await measured(keep(single), () =>
    Promise.all(
      requests.map((request) => analyzer.call((to, answer) => to.analyze(request, answer))),
    ),
  );
  await measured(keep(whole), () => analyzer.call((to, answer) => to.analyzeStack(stack, answer)));
  await analyzer.stop();
}
const ofOne = rules.filter(({ scope }) => scope === "resource").length;
const rate = (ofOne * count) / medianOf(single);
const rows = [
  ["start of a pack without rules, the SDK's own", seconds(medianOf(emptyStart))],
  [`start of the pack of all ${rules.length} rules`, seconds(medianOf(start))],
  [`${count} resources one by one, ${ofOne} rules`, seconds(medianOf(single))],
  ["rules x resources per second", Math.round(rate).toLocaleString("en")],
  [`${count} resources as one stack, ${rules.length - ofOne} rules`, seconds(medianOf(whole))],
];
const table = [markdown(["what", "median"], rows), "", conditions(rounds)].join("\n");
console.log(table);
if (values.write) writePart("analyzer", table);
