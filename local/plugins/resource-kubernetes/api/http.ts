import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import { setTimeout as delay } from "node:timers/promises";

import type { Properties, Value } from "../../lib/struct.ts";
import { readText, understood, type ApiAnswer } from "./answers.ts";
import { ApiError, ApiGone } from "./errors.ts";
import type { Connection } from "./kubeconfig.ts";

/** Connections kept open to the API server; more would only queue there. */
const CONNECTIONS = 24;
/** How long an answer may take, in milliseconds: a server whose etcd is gone keeps everybody waiting. */
const ANSWER_TIMEOUT = 15_000;
/** How long a request is tried again while the server is away or asks for patience, in milliseconds. */
const PATIENCE = 3_000;

export interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Path and query below the server's URL. */
  readonly path: string;
  readonly body?: Value;
  /** @default application/json */
  readonly contentType?: string;
  /** @default application/json */
  readonly accept?: string;
  /** What goes on, for the error: "creating ConfigMap a/b". */
  readonly doing: string;
  readonly signal?: AbortSignal | undefined;
}

export interface Transport {
  /** Throws ApiError for what the server refuses and ApiGone when it cannot be reached. */
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** Lines of an endless answer, parsed; ends when the server ends it or the signal aborts. */
  stream(path: string, signal: AbortSignal): AsyncGenerator<Properties>;
  close(): void;
}

/** Talks to one API server over connections that stay open. */
export function createTransport(connection: Connection): Transport {
  const secure = connection.server.protocol === "https:";
  const { ca, cert, key, serverName, skipVerify } = connection;
  const tls = { ca, cert, key, servername: serverName, rejectUnauthorized: !skipVerify };
  const agent = secure
    ? new https.Agent({ ...defined(tls), keepAlive: true, maxSockets: CONNECTIONS })
    : new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const watchers = secure ? new https.Agent(defined(tls)) : new http.Agent();
  const base = connection.server.pathname.replace(/\/$/, "");

  function open(
    method: string,
    path: string,
    headers: Record<string, string>,
    watch = false,
  ): ClientRequest {
    const authorized: Record<string, string> =
      connection.token === undefined
        ? headers
        : { ...headers, authorization: `Bearer ${connection.token}` };
    const options = {
      host: connection.server.hostname.replace(/^\[|\]$/g, ""),
      port: connection.server.port || (secure ? 443 : 80),
      agent: watch ? watchers : agent,
      ...{ method, path: `${base}${path}`, headers: authorized },
    };
    return secure ? https.request(options) : http.request(options);
  }

  async function once(request: ApiRequest): Promise<ApiAnswer> {
    const text = request.body === undefined ? undefined : JSON.stringify(request.body);
    const call = open(request.method, request.path, {
      accept: request.accept ?? "application/json",
      "user-agent": "intelgraph-stand-in",
      ...(text === undefined ? {} : framed(text, request.contentType ?? "application/json")),
    });
    const timer = setTimeout(
      () => call.destroy(new Silence(`no answer within ${ANSWER_TIMEOUT / 1000} s`)),
      ANSWER_TIMEOUT,
    );
    try {
      const answer = await response(call, text, request.signal);
      return understood(answer.statusCode ?? 0, await readText(answer), answer.headers["warning"]);
    } catch (error) {
      if (error instanceof ApiError || request.signal?.aborted === true) throw error;
      throw gone(
        connection,
        request.doing,
        error,
        call.socket?.connecting === false || call.reusedSocket,
      );
    } finally {
      clearTimeout(timer);
    }
  }

  async function send(request: ApiRequest): Promise<ApiAnswer> {
    const until = Date.now() + PATIENCE;
    for (let wait = 100; ; wait = Math.min(wait * 2, 800)) {
      try {
        return await once(request);
      } catch (error) {
        if (!mayRepeat(request, error) || Date.now() + wait > until) throw error;
        await delay(wait, undefined, { signal: request.signal });
      }
    }
  }

  async function* stream(path: string, signal: AbortSignal): AsyncGenerator<Properties> {
    const call = open("GET", path, { accept: "application/json" }, true);
    const answer = await response(call, undefined, signal);
    const status = answer.statusCode ?? 0;
    if (status >= 400) understood(status, await readText(answer), undefined);
    let rest = "";
    answer.setEncoding("utf8");
    for await (const chunk of answer as AsyncIterable<string>) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) if (line !== "") yield JSON.parse(line) as Properties;
    }
  }

  return {
    send,
    stream,
    close: () => {
      agent.destroy();
      watchers.destroy();
    },
  };
}

/** Node frames a body by itself, but not that of a DELETE. */
const framed = (text: string, contentType: string): Record<string, string> => ({
  "content-type": contentType,
  "content-length": String(Buffer.byteLength(text)),
});

function response(
  call: ClientRequest,
  body: string | undefined,
  signal: AbortSignal | undefined,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const abort = (): void => void call.destroy(new Error("given up"));
    if (signal?.aborted === true) abort();
    signal?.addEventListener("abort", abort, { once: true });
    call.on("response", resolve);
    call.on("error", reject);
    call.on("close", () => signal?.removeEventListener("abort", abort));
    call.end(body);
  });
}

/** 429 and 503 were turned away before anything was done; a lost connection may be tried again unless it creates. */
function mayRepeat(request: ApiRequest, error: unknown): boolean {
  if (request.signal?.aborted === true) return false;
  if (error instanceof ApiError) return error.code === 429 || error.code === 503;
  if (!(error instanceof ApiGone) || error.silent) return false;
  return !error.sent || request.method !== "POST";
}

function gone({ server }: Connection, doing: string, error: unknown, flown: boolean): ApiGone {
  const silent = error instanceof Silence;
  const { code = "", message = "" } = error as { code?: string; message?: string };
  const why = code || message;
  const what = silent ? "kept silent" : "went away";
  const sent = flown && code !== "ECONNREFUSED";
  return new ApiGone(
    `the API at ${server.host} ${what} while ${doing} (${why})`,
    { sent, silent },
    error,
  );
}

/** The server did not answer in time. */
class Silence extends Error {}

/** Node tells undefined options from missing ones. */
function defined<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
