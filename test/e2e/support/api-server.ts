import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";

import { parse } from "yaml";

/** What the API server answered. */
export interface Answer {
  readonly status: number;
  /** Parsed body. */
  readonly body: Readonly<Record<string, unknown>> & { readonly message?: string };
  /** Texts of the `Warning` headers. */
  readonly warnings: readonly string[];
}

/** An API server, spoken to over HTTP as the user of a kubeconfig, so that nothing of an answer is lost. */
export interface ApiServer {
  call(method: string, path: string, body?: unknown): Promise<Answer>;
  close(): void;
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: Readonly<Record<string, string>> }];
  readonly users: readonly [{ readonly user: Readonly<Record<string, string>> }];
}

/** Reaches the first cluster of a kubeconfig with its first user's client certificate. */
export function apiServer(kubeconfig: string): ApiServer {
  const { clusters, users } = parse(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
  const [{ cluster }] = clusters;
  const [{ user }] = users;
  const material = (from: Readonly<Record<string, string>>, key: string) =>
    from[`${key}-data`] === undefined
      ? readFileSync(from[key] ?? "")
      : Buffer.from(from[`${key}-data`] ?? "", "base64");
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 8,
    ca: material(cluster, "certificate-authority"),
    cert: material(user, "client-certificate"),
    key: material(user, "client-key"),
  });
  const server = cluster["server"] ?? "";
  return {
    call: (method, path, body) => send(`${server}${path}`, method, agent, body),
    close: () => {
      agent.destroy();
    },
  };
}

function send(url: string, method: string, agent: Agent, body: unknown): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const headers = {
      accept: "application/json",
      "content-type":
        method === "PATCH" ? "application/apply-patch+yaml" : "application/json; charset=utf-8",
    };
    const sent = request(url, { method, agent, headers }, (answer) => {
      let received = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (received += chunk));
      answer.on("end", () => {
        resolve({
          status: answer.statusCode ?? 0,
          body: parsed(received),
          warnings: warningsOf(answer.headers.warning),
        });
      });
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(text);
  });
}

function parsed(text: string): Answer["body"] {
  try {
    return JSON.parse(text) as Answer["body"];
  } catch {
    return { message: text };
  }
}

/** Texts of `299 - "text", 299 - "text"`. */
const warningsOf = (header: string | undefined): string[] =>
  [...(header ?? "").matchAll(/\d+ \S+ "((?:[^"\\]|\\.)*)"/g)].map(([, text = ""]) =>
    text.replaceAll(/\\(.)/g, "$1"),
  );
