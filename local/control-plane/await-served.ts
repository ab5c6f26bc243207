import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Fault } from "../../lib/fault.ts";
import type { Layout } from "../layout.ts";
import type { Screen } from "../screen.ts";
import { type Api, systemUid } from "./api.ts";
import { type Component, Components } from "./components.ts";
import type { Kwokctl } from "./kwokctl.ts";
import { logOf, telling } from "./logs.ts";

/** Milliseconds until a control plane that still starts is given up; usual are 3 s, 20 s on a busy machine. */
const patience = 120_000;

/** Times a process that ends while starting is started again: the API server gives etcd 20 s, then ends. */
const retries = 2;

export interface Served {
  readonly paths: Layout;
  readonly cluster: string;
  readonly api: Api;
  readonly kwokctl: Kwokctl;
  readonly screen: Screen;
  readonly signal: AbortSignal | undefined;
}

/** Waits until the API answers, its own namespaces are there and every process runs; returns the cluster's UID. */
export async function awaitServed(context: Served): Promise<string> {
  const { paths, cluster, api, kwokctl, signal } = context;
  const processes = new Components(join(paths.clusters, cluster));
  const deadline = Date.now() + patience;
  let left = retries;
  for (;;) {
    signal?.throwIfAborted();
    const ready = (await api.get("/readyz")).status === 200;
    const uid = ready && (await hasBeginnings(api)) ? await systemUid(api) : undefined;
    const dead = processes.in("dead");
    const first = dead[0];
    if (uid !== undefined && first === undefined) return uid;
    if (first !== undefined && left-- === 0) throw failed(context, first, "ended while starting");
    if (first !== undefined) {
      processes.forgetDead();
      await kwokctl.start();
    }
    if (Date.now() > deadline) {
      throw failed(context, "kube-apiserver", `does not answer after ${patience / 1000} s`);
    }
    await sleep(100);
  }
}

/** The service account every pod needs, made by the controller manager: proof that it works too. */
async function hasBeginnings(api: Api): Promise<boolean> {
  const answer = await api.get("/api/v1/namespaces/default/serviceaccounts/default");
  return answer.status === 200;
}

/** Shows what the process wrote last; the Fault says where the rest is. */
function failed({ paths, cluster, screen }: Served, component: Component, problem: string): Fault {
  const lines = telling(paths, logOf(paths, cluster, component), 6);
  for (const line of lines) screen.line(`  ${line}`);
  const log = `its log is .local/clusters/${cluster}/logs/${component}.log`;
  const full = lines.some((line) => line.includes("no space left on device"));
  return new Fault({
    where: `${component} of control plane ${cluster}`,
    problem: full ? `${problem}: no space left on device` : problem,
    fix: full
      ? `free some space and run this again; ${log}`
      : `${log}; run this again, or reset ${cluster}`,
  });
}
