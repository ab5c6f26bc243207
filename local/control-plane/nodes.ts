import { setTimeout as sleep } from "node:timers/promises";

import { Fault } from "../../lib/fault.ts";
import type { Api } from "./api.ts";

/** The nodes a cluster pretends to have. */
export interface NodeSize {
  readonly count: number;
  /** Kubernetes quantities of one node. */
  readonly cpu: string;
  readonly memory: string;
}

/** What a new cluster gets when nobody asks for anything else. */
export const defaultSize: NodeSize = { count: 2, cpu: "32", memory: "128Gi" };

/** What every node has besides: pods as many as the kubelet's own default, and disk, without which no pod that asks for some starts. */
const fixed = { pods: "110", "ephemeral-storage": "256Gi" };

interface Node {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly capacity?: Readonly<Record<string, string>>;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** Milliseconds until something that usually takes none is given up. */
const PATIENCE = 30_000;

/** Names of the nodes we make: `node-0`, `node-1` ... */
const ours = /^node-\d+$/;

/** Makes the cluster's simulated nodes be the asked ones; without a wish, existing ones are kept. */
export async function ensureNodes(api: Api, wish: Partial<NodeSize>): Promise<number> {
  const present = (await untilListed(api)).filter(({ metadata }) => ours.test(metadata.name));
  const now = sizeOf(present) ?? defaultSize;
  const asked = { ...now, ...wish };
  const capacity = { cpu: asked.cpu, memory: asked.memory, ...fixed };
  for (let index = 0; index < Math.max(asked.count, present.length); index++) {
    const name = `node-${index}`;
    const there = present.find(({ metadata }) => metadata.name === name);
    if (index >= asked.count) await must(api, "DELETE", name);
    else if (there === undefined) await must(api, "POST", "", nodeNamed(name, capacity));
    else if (!has(there, capacity)) await resize(api, name, capacity);
  }
  await untilReady(api, asked.count);
  return asked.count;
}

/** How many nodes are there and ready. */
export async function readyNodes(api: Api): Promise<number> {
  return ((await list(api)) ?? []).filter(isReady).length;
}

function sizeOf(nodes: readonly Node[]): NodeSize | undefined {
  const capacity = nodes[0]?.status?.capacity;
  if (capacity?.["cpu"] === undefined || capacity["memory"] === undefined) return undefined;
  return { count: nodes.length, cpu: capacity["cpu"], memory: capacity["memory"] };
}

function nodeNamed(name: string, capacity: object): object {
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name,
      annotations: { "kwok.x-k8s.io/node": "fake" },
      labels: {
        "kubernetes.io/hostname": name,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        type: "kwok",
      },
    },
    status: { allocatable: capacity, capacity },
  };
}

const has = ({ status }: Node, capacity: Readonly<Record<string, string>>): boolean =>
  Object.entries(capacity).every(([what, amount]) => status?.capacity?.[what] === amount);

const resize = (api: Api, name: string, capacity: object) =>
  must(api, "PATCH", `${name}/status`, { status: { allocatable: capacity, capacity } });

/** Undefined when the API server does not answer: that is not the same as having none. */
async function list(api: Api): Promise<readonly Node[] | undefined> {
  const { status, text } = await api.get("/api/v1/nodes");
  return status === 200 ? (JSON.parse(text) as { items: Node[] }).items : undefined;
}

/** An API server that has just begun may answer one question and be busy at the next. */
const untilListed = (api: Api): Promise<readonly Node[]> =>
  until(() => list(api), "cannot be listed", "kube-apiserver");

/** Ready is what kwok writes, so this also proves that kwok works. Usually there at the first look. */
const untilReady = (api: Api, count: number): Promise<true> =>
  until(
    async () => (await readyNodes(api)) >= count || undefined,
    "are not ready",
    "kwok-controller",
  );

/** What a look gives, as soon as it gives anything; a wait that lasts too long names the log to read. */
async function until<T>(
  look: () => Promise<T | undefined>,
  problem: string,
  log: string,
): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > deadline) {
      throw new Fault({
        where: "simulated nodes",
        problem: `${problem} after ${PATIENCE / 1000} s`,
        fix: `read node local/cli.ts logs ${log}`,
      });
    }
    await sleep(100);
  }
}

async function must(
  api: Api,
  method: "POST" | "PATCH" | "DELETE",
  name: string,
  body?: object,
): Promise<void> {
  const path = name === "" ? "/api/v1/nodes" : `/api/v1/nodes/${name}`;
  const { status, text } = await api.send(method, path, body);
  if (status >= 200 && status < 300) return;
  throw new Fault({
    where: `simulated node ${name}`.trim(),
    problem: `the API server answered ${status} ${messageOf(text)}`.trim(),
    fix: "check --node-cpu and --node-memory, or read node local/cli.ts logs kube-apiserver",
  });
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? "";
  } catch {
    return "";
  }
}

const isReady = ({ status }: Node): boolean =>
  status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") ?? false;
