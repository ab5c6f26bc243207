import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { writeFileSync } from "node:fs";

import { PORTS } from "../../../components/observability/names.ts";
import { until } from "./processes.ts";

/** A collector that runs. */
export interface Collector {
  /** Address of one of its ports on this machine. */
  readonly at: (port: number) => string;
  /** Sends OTLP as JSON; the status of the answer. */
  send(signal: "traces" | "metrics" | "logs", body: object): Promise<number>;
  /** The page of figures at a port, in the format that is asked for. @default the plain one */
  metrics(port: number, accept?: string): Promise<string>;
  /** Ends it and waits for its end. */
  stop(): Promise<void>;
}

const LISTENS = [
  ...[PORTS.otlpGrpc, PORTS.otlpHttp, PORTS.otlpPeers, PORTS.collectorMetrics],
  ...[PORTS.spanMetrics, PORTS.podMetrics, PORTS.collectorHealth],
];

/** Somewhere to ask for pods: nobody answers there, as when the API server is away. */
const KUBECONFIG = {
  apiVersion: "v1",
  kind: "Config",
  clusters: [{ name: "none", cluster: { server: "http://127.0.0.1:9" } }],
  users: [{ name: "none", user: {} }],
  contexts: [{ name: "none", context: { cluster: "none", user: "none" } }],
  "current-context": "none",
};

/** Runs the real collector with a configuration as a pod has it, on other ports of loopback. */
export async function runCollector(
  program: string,
  folder: string,
  config: string,
): Promise<Collector> {
  const ports = new Map<number, number>();
  for (const port of LISTENS) ports.set(port, await freePort());
  const text = config.replace(/(\}:|port: )(\d+)\b/g, (whole, before: string, port: string) => {
    const other = ports.get(Number(port));
    return other === undefined ? whole : `${before}${other}`;
  });
  const [file, kubeconfig] = [join(folder, "config.yaml"), join(folder, "kubeconfig")];
  writeFileSync(file, text);
  writeFileSync(kubeconfig, JSON.stringify(KUBECONFIG));
  const child = spawn(program, [`--config=${file}`], {
    env: { POD_IP: "127.0.0.1", NODE_NAME: "node", NODE_IP: "127.0.0.1", KUBECONFIG: kubeconfig },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>((resolve) => {
    child.on("close", () => {
      resolve();
    });
  });
  const at = (port: number) => `http://127.0.0.1:${ports.get(port) ?? 0}`;
  await until("the collector to be healthy", async () => {
    if (child.exitCode !== null) throw new Error(`the collector ended: ${said.slice(-2000)}`);
    return (await fetch(at(PORTS.collectorHealth)).catch(() => undefined))?.ok;
  });
  return {
    at,
    send: async (signal, body) => {
      const answer = await fetch(`${at(PORTS.otlpHttp)}/v1/${signal}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      return answer.status;
    },
    metrics: async (port, accept = "text/plain") =>
      (await fetch(`${at(port)}/metrics`, { headers: { accept } })).text(),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
