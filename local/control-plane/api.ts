import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { join } from "node:path";

/** An answer of the API server; status 0 when it could not be reached. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The few questions the control plane asks its API server, as its administrator, over loopback. */
export interface Api {
  get(path: string): Promise<Answer>;
  send(method: "POST" | "PATCH" | "DELETE", path: string, body?: object): Promise<Answer>;
  close(): void;
}

/** Milliseconds one question may take. */
const patience = 5_000;

/** A client of the API server on `port`, with the administrator certificate of the cluster in `folder`. */
export function connect(folder: string, port: number): Api {
  const file = (name: string) => readFileSync(join(folder, "pki", name));
  const agent = new Agent({
    ca: file("ca.crt"),
    cert: file("admin.crt"),
    key: file("admin.key"),
    keepAlive: true,
  });
  const ask = (method: string, path: string, body?: object): Promise<Answer> =>
    new Promise((resolve) => {
      const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
      const options = { agent, host: "127.0.0.1", port, method, path, timeout: patience };
      const call = request({ ...options, headers: { "content-type": type } }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (part: string) => (text += part));
        answer.on("error", unreachable);
        answer.on("end", () => {
          resolve({ status: answer.statusCode ?? 0, text });
        });
      });
      const unreachable = () => {
        resolve({ status: 0, text: "" });
      };
      call.on("error", unreachable);
      call.on("timeout", () => call.destroy());
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    get: (path) => ask("GET", path),
    send: ask,
    close: () => {
      agent.destroy();
    },
  };
}

/** UID of the kube-system namespace: the identity of a cluster, as long as its data lives. */
export async function systemUid(api: Api): Promise<string | undefined> {
  const { status, text } = await api.get("/api/v1/namespaces/kube-system");
  if (status !== 200) return undefined;
  return (JSON.parse(text) as { metadata?: { uid?: string } }).metadata?.uid;
}
