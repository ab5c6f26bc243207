import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, isAbsolute, join, resolve } from "node:path";

import { parse } from "yaml";

import { Fault } from "../../../../lib/fault.ts";
import { isProperties } from "../../lib/marks.ts";
import type { Properties, Value } from "../../lib/struct.ts";
import { at, listAt, mapAt, textAt } from "../objects.ts";

/** How to reach one API server as one user. */
export interface Connection {
  readonly server: URL;
  /** PEM texts; undefined where the kubeconfig has none. */
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly token: string | undefined;
  readonly serverName: string | undefined;
  readonly skipVerify: boolean;
  /** Namespace of the context; "" when it names none. */
  readonly namespace: string;
}

export interface Choice {
  /** Context to use. @default the kubeconfig's current-context */
  readonly context: string;
  /** Cluster to use in place of the context's own. @default the context's cluster */
  readonly cluster: string;
}

export interface Kubeconfig {
  readonly content: Properties;
  /** Folder that relative file names in it refer to. */
  readonly folder: string;
}

const WHERE = "kubeconfig";

/** Reads a kubeconfig given as text, or as the path of a file; `~/` is the home folder. */
export function readKubeconfig(pathOrContents: string): Kubeconfig {
  const path = pathOrContents.replace(/^~(?=\/|$)/, homedir());
  if (!isFile(path)) {
    if (/^[^\n{:]+$/.test(pathOrContents)) {
      throw fault(
        `there is no file ${JSON.stringify(pathOrContents)}`,
        "start the local cluster or correct the path",
      );
    }
    return { content: parsed(pathOrContents), folder: process.cwd() };
  }
  return { content: parsed(read(path)), folder: dirname(resolve(path)) };
}

/** The cluster entry the choice leads to; undefined when it leads nowhere. */
export function activeCluster(
  { content }: Kubeconfig,
  { context, cluster }: Choice,
): Properties | undefined {
  const chosen = named(content, "contexts", context || textAt(content, "current-context"));
  const found = named(content, "clusters", cluster || textAt(chosen, "context", "cluster"));
  return found === undefined ? undefined : mapAt(found, "cluster");
}

/** Says how to reach the API server. Only ways a loopback server needs: client certificate or token, nothing to execute. */
export function connection(kubeconfig: Kubeconfig, choice: Choice): Connection {
  const { content } = kubeconfig;
  const name = choice.context || textAt(content, "current-context");
  const context = named(content, "contexts", name);
  if (context === undefined) {
    const known = listAt(content, "contexts").map((entry) => textAt(entry, "name"));
    throw fault(
      `has no context ${JSON.stringify(name)}`,
      `use one of: ${known.join(", ") || "none is there"}`,
    );
  }
  const cluster = activeCluster(kubeconfig, choice);
  const user = mapAt(named(content, "users", textAt(context, "context", "user")), "user");
  if (cluster === undefined)
    throw fault(`context ${JSON.stringify(name)} leads to no cluster`, "add the cluster to it");
  refuseUnsupported(cluster, user);
  const file = (source: Properties, key: string) => pem(kubeconfig, source, key);
  return {
    server: url(textAt(cluster, "server")),
    ca: file(cluster, "certificate-authority"),
    cert: file(user, "client-certificate"),
    key: file(user, "client-key"),
    token: textAt(user, "token") || tokenFile(kubeconfig, user),
    serverName: textAt(cluster, "tls-server-name") || undefined,
    skipVerify: at(cluster, "insecure-skip-tls-verify") === true,
    namespace: textAt(context, "context", "namespace"),
  };
}

function refuseUnsupported(cluster: Properties, user: Properties): void {
  const unsupported = ["exec", "auth-provider", "username", "password"].filter(
    (key) => key in user,
  );
  if ("proxy-url" in cluster) unsupported.push("proxy-url");
  if (unsupported.length === 0) return;
  throw fault(
    `uses ${unsupported.join(", ")}, which the stand-in plugin does not support`,
    "use a client certificate or a token, or install the official plugin",
  );
}

function parsed(text: string): Properties {
  let content: unknown;
  try {
    content = parse(text);
  } catch {
    throw fault("is no YAML", "check what the provider's kubeconfig argument holds");
  }
  if (!isProperties(content as Value))
    throw fault("is empty", "check what the provider's kubeconfig argument holds");
  return content as Properties;
}

function named(content: Properties, list: string, name: string): Value | undefined {
  return listAt(content, list).find((entry) => textAt(entry, "name") === name);
}

/** "<key>-data" holds it in base64, "<key>" names a file. */
function pem({ folder }: Kubeconfig, source: Properties, key: string): string | undefined {
  const data = textAt(source, `${key}-data`);
  if (data !== "") return Buffer.from(data, "base64").toString("utf8");
  const path = textAt(source, key);
  return path === "" ? undefined : read(isAbsolute(path) ? path : join(folder, path));
}

function tokenFile({ folder }: Kubeconfig, user: Properties): string | undefined {
  const path = textAt(user, "tokenFile");
  return path === "" ? undefined : read(isAbsolute(path) ? path : join(folder, path)).trim();
}

function url(server: string): URL {
  if (URL.canParse(server)) return new URL(server);
  throw fault(
    `has the server ${JSON.stringify(server)}, which is no URL`,
    "write it as https://127.0.0.1:PORT",
  );
}

function isFile(path: string): boolean {
  return path.length < 4096 && existsSync(path) && statSync(path).isFile();
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw fault("names a file that cannot be read", "check that it exists and is yours", cause);
  }
}

function fault(problem: string, fix: string, cause?: unknown): Fault {
  return new Fault({ where: WHERE, problem, fix, cause });
}
