import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Kubectl } from "./kubectl.ts";

/** The operator as a process. */
export interface Operator {
  /** What it wrote on its log so far, a line per entry. */
  log(): readonly { readonly level: string; readonly msg: string; readonly err?: string }[];
  stop(): Promise<void>;
}

/** Runs the operator as its account in the cluster, with the arguments that its Deployment has. */
export async function runOperator(
  program: string,
  folder: string,
  kubectl: Kubectl,
): Promise<Operator> {
  const account = "prometheus-operator";
  const path = "jsonpath={.spec.template.spec.containers[0].args}";
  const deployment = await kubectl("-n", "platform", "get", "deploy", account, "-o", path);
  const admin = JSON.parse(await kubectl("config", "view", "--raw", "-o", "json")) as {
    clusters: object[];
  };
  const token = (await kubectl("-n", "platform", "create", "token", account)).trim();
  const kubeconfig = join(folder, "operator.kubeconfig");
  const [cluster] = admin.clusters;
  writeFileSync(
    kubeconfig,
    JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ ...cluster, name: "c" }],
      users: [{ name: account, user: { token } }],
      contexts: [{ name: "c", context: { cluster: "c", user: account } }],
      "current-context": "c",
    }),
    { mode: 0o600 },
  );
  const args = [...(JSON.parse(deployment) as string[]), "--web.listen-address=127.0.0.1:0"];
  const child = spawn(program, args, {
    env: { KUBECONFIG: kubeconfig },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => {
      resolve();
    });
  });
  return {
    log: () =>
      said
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line) as { level: string; msg: string; err?: string }),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
