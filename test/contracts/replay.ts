import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { LocalWorkspace, type Stack } from "@pulumi/pulumi/automation/index.js";

import { batches, type Batch } from "./batches.ts";
import { NAMESPACES, officialCases, type Behaviour, type Case, type Manifest } from "./cases.ts";
import { engine, failed, outcome, refreshed, type Run } from "./engine-run.ts";
import { program, resourceName, tokenOf, type Target } from "./program.ts";

const PROJECT = "oracle";
const run = promisify(execFile);

/** Runs all cases against the control plane of the environment, and tells what happened, by case name. */
async function replay(cases: readonly Case[], target: Target): Promise<Record<string, Behaviour>> {
  const behaviours: Record<string, Behaviour> = {};
  for (const namespace of NAMESPACES) await kubectl(["create", "namespace", namespace]);
  try {
    for (const batch of batches(cases)) Object.assign(behaviours, await replayBatch(batch, target));
  } finally {
    await kubectl(["delete", "namespace", ...NAMESPACES, "--wait=false"]);
  }
  return behaviours;
}

async function replayBatch(
  { name, cases }: Batch,
  target: Target,
): Promise<Record<string, Behaviour>> {
  const started = Date.now();
  const stack = await LocalWorkspace.createOrSelectStack({
    stackName: name,
    projectName: PROJECT,
    program: () => Promise.resolve(),
  });
  for (const args of cases.flatMap(({ setup }) => setup ?? [])) await kubectl(args);
  const created = cases.some(({ before }) => before !== undefined)
    ? await engine(stack, "up", { program: program(cases, "before", target) })
    : [];
  for (const args of cases.flatMap(({ between }) => between ?? [])) await kubectl(args);
  const looked = await refresh(stack, name, cases);
  const previewed = await previews(stack, cases, target);
  const updated = await engine(stack, "up", { program: program(cases, "after", target) });
  const state = await stateOf(stack);
  const behaviours = await Promise.all(
    cases.map(async (one, index): Promise<[string, Behaviour]> => {
      const resource = resourceName(index);
      const kept = state.find(({ urn }) => urn.endsWith(`::${resource}`));
      const found = refreshed(looked, resource);
      const behaviour = {
        ...(one.before === undefined ? {} : { create: outcome(created, resource) }),
        preview: outcome(previewed.get(one) ?? [], resource),
        update: outcome(updated, resource),
        ...(kept === undefined
          ? {}
          : { id: kept.id ?? "", initErrors: kept.initErrors?.length ?? 0 }),
        ...(found === undefined ? {} : { refreshSummary: withProvider(found) }),
        ...(one.expect.liveReplicas === undefined
          ? {}
          : { liveReplicas: await replicas(one.after) }),
      };
      return [one.name, behaviour];
    }),
  );
  await clear(stack, name, cases);
  console.error(
    `${name}: ${cases.length} cases in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  return Object.fromEntries(behaviours);
}

async function refresh(stack: Stack, name: string, cases: readonly Case[]): Promise<Run> {
  const target = cases.flatMap(({ refreshBeforeUpdate, before }, index) =>
    refreshBeforeUpdate === true && before !== undefined
      ? [`urn:pulumi:${name}::${PROJECT}::${tokenOf(before)}::${resourceName(index)}`]
      : [],
  );
  return target.length === 0 ? [] : await engine(stack, "refresh", { target });
}

/** A preview that fails stops at once, so those that are to fail are run one by one. */
async function previews(
  stack: Stack,
  cases: readonly Case[],
  target: Target,
): Promise<Map<Case, Run>> {
  const fine = cases.filter(({ expect }) => expect.preview.ok);
  const groups = [fine, ...cases.filter(({ expect }) => !expect.preview.ok).map((one) => [one])];
  const runs = new Map<Case, Run>();
  for (const group of groups.filter(({ length }) => length > 0)) {
    const chosen = program(cases, "after", target, (one) => group.includes(one));
    const found = await engine(stack, "preview", { program: chosen });
    for (const one of group) runs.set(one, found);
  }
  return runs;
}

async function clear(stack: Stack, name: string, cases: readonly Case[]): Promise<void> {
  if (failed(await engine(stack, "destroy"))) throw new Error(`batch ${name} could not be cleared`);
  await stack.workspace.removeStack(name);
  for (const args of cases.flatMap(({ setup }) => setup ?? [])) await kubectl(undone(args));
}

/** The official cases were looked at with their provider, which a refresh finds the same. */
const withProvider = (found: string): Record<string, number> =>
  found === "same" ? { same: 2 } : { same: 1, [found]: 1 };

interface Kept {
  readonly urn: string;
  readonly id?: string;
  readonly initErrors?: readonly string[];
}

async function stateOf(stack: Stack): Promise<readonly Kept[]> {
  const { deployment } = await stack.exportStack();
  return (deployment as { resources?: Kept[] } | null)?.resources ?? [];
}

async function replicas({ kind, metadata }: Manifest): Promise<string> {
  const { name = "", namespace = "default" } = metadata ?? {};
  return await kubectl(["get", kind, name, "-n", namespace, "-o", "jsonpath={.spec.replicas}"]);
}

async function kubectl(args: readonly string[]): Promise<string> {
  const { stdout } = await run("kubectl", [...args]);
  return stdout.trim();
}

/** `create configmap a -n b` is undone by `delete configmap a -n b`. */
const undone = ([, ...args]: readonly string[]): readonly string[] => [
  "delete",
  "--ignore-not-found",
  ...args,
];

const [kubeconfig = process.env.KUBECONFIG ?? "", context = "", only = ""] = process.argv.slice(2);
const chosen = officialCases().filter(({ name }) => new RegExp(only).test(name));
const behaviours = await replay(chosen, { kubeconfig, context });
console.log(JSON.stringify(behaviours, undefined, 2));
