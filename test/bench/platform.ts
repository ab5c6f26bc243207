import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { readArtifacts } from "../../lib/artifacts/lock.ts";
import { artifactText } from "../../lib/artifacts/store.ts";
import { type Finished, scratch } from "../e2e/support/scratch.ts";
import { medianOf, ratiosOf } from "./median.ts";
import { conditions, markdown, ratioText, seconds, writePart } from "./page.ts";
import { peakMemory } from "./peak-memory.ts";

const usage = `usage: node test/bench/platform.ts [--rounds 3] [--write]
Previews all of prod on an empty stack of a control plane of its own, with and without the packs, beside a bare program
that hands the manifests prod is made of to ConfigGroup, in turn. --write puts the table into docs/performance.md. Linux.`;

/** What prod installs of others, as published. */
const published = [
  ["argo-cd", "ha/install"],
  ["argo-rollouts", "install"],
  ["prometheus-operator", "bundle"],
  ["sealed-secrets", "crds/sealed-secret"],
] as const;

interface Contender {
  readonly name: string;
  /** Arguments of `pulumi preview`. */
  readonly args: readonly string[];
  readonly seconds: number[];
  /** Bytes. */
  readonly memory: number[];
  resources: number;
}

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    write: { type: "boolean" },
    help: { type: "boolean" },
  },
});
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const rounds = Number(values.rounds);
const project = scratch({ platform: true });
// The copy gets a release of its own, which knows no image of others.
const thirdParty = "releases/third-party.json";
cpSync(join(import.meta.dirname, "../..", thirdParty), join(project.root, thirdParty));
const bare = join(project.root, "test/bench/config-group");
const stack = "bench";

function good({ code, stdout, stderr }: Finished, what: string): string {
  if (code !== 0) throw new Error(`${what} ended with ${code}: ${stderr}\n${stdout}`);
  return stdout;
}

/** The manifests out of the cache, verified, as files of the bare program. */
function manifests(): string[] {
  const lock = readArtifacts();
  return published.map(([artifact, name]) => {
    const file = join(bare, `${artifact}.yaml`);
    writeFileSync(file, artifactText(lock, artifact, name));
    return file;
  });
}

async function prepared(): Promise<NodeJS.ProcessEnv> {
  // Makes the control plane, the stack and its settings, and shows that all of prod passes every policy.
  good(await project.ops("rehearse", "prod", "--preview-only", "--keep"), "rehearse");
  const env = JSON.parse(
    good(await project.local("env", "rehearse-prod", "--json"), "env"),
  ) as NodeJS.ProcessEnv;
  const config = { config: { "intelgraph-bench-manifests:files": manifests() } };
  writeFileSync(join(bare, `Pulumi.${stack}.yaml`), JSON.stringify(config));
  const init = ["stack", "init", stack, "--no-select", "-C", bare];
  good(await project.start("pulumi", init, env).done, "stack init");
  return { ...env, PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true" };
}

/** Kubernetes objects that a preview plans, components and providers left out. */
async function counted(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const told = good(await project.start("pulumi", [...args, "--json"], env).done, "preview");
  const { steps } = JSON.parse(told) as {
    steps: readonly { newState?: { type: string; custom: boolean } }[];
  };
  return steps.filter(
    ({ newState }) => newState?.custom === true && newState.type.startsWith("kubernetes:"),
  ).length;
}

async function measure(contender: Contender, env: NodeJS.ProcessEnv): Promise<void> {
  const start = performance.now();
  const { child, done } = project.start("pulumi", contender.args, env);
  const peak = peakMemory(child.pid ?? 0);
  good(await done, contender.name);
  contender.seconds.push((performance.now() - start) / 1000);
  contender.memory.push(peak());
}

const preview = ["preview", "--non-interactive"];
const settings = join(project.root, ".local/config/Pulumi.prod.yaml");
const ours = [...preview, "-s", "prod", "--config-file", settings];
const all = join(project.root, "policy-packs/all");
const packs = ["--policy-pack", all, "--policy-pack-config", join(all, "config.prod.json")];
const of = (name: string, args: readonly string[]): Contender => ({
  ...{ name, args, seconds: [], memory: [], resources: 0 },
});
const contenders = [
  of("`ConfigGroup` over the manifests", [...preview, "-s", stack, "-C", bare]),
  of("prod", ours),
  of("prod, with packs", [...ours, ...packs]),
];
try {
  const env = await prepared();
  for (const contender of contenders) contender.resources = await counted(contender.args, env);
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of contenders) await measure(contender, env);
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
  }
} finally {
  await project.remove();
}
const head = [
  ...["program", "resources", "preview", "resources per second", "peak memory"],
  "times the bare one, median (least to most)",
];
const rows = contenders.map(({ name, resources, seconds: took, memory }) => [
  name,
  `${resources}`,
  seconds(medianOf(took)),
  (resources / medianOf(took)).toFixed(1),
  `${Math.round(medianOf(memory) / 1e6)} MB`,
  ratioText(ratiosOf(took, contenders[0]?.seconds ?? [])),
]);
const table = [markdown(head, rows), "", conditions(rounds)].join("\n");
console.log(table);
if (values.write) writePart("platform", table);
