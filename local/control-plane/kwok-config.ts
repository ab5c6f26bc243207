import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { writeAtomic } from "../../lib/write-atomic.ts";
import { portNames, type PortName, type Ports } from "./ports.ts";

/** Programs kwokctl starts, by the option that names them. */
export type Binaries = Readonly<Record<string, string>>;

const binaryOptions = {
  etcdBinary: "etcd",
  kubeApiserverBinary: "kube-apiserver",
  kubeControllerManagerBinary: "kube-controller-manager",
  kubeSchedulerBinary: "kube-scheduler",
  kwokControllerBinary: "kwok",
  kubectlBinary: "kubectl",
} as const;

/**
 * What kwokctl is given to create a cluster: processes instead of containers, loopback only (its default listens on
 * every interface), authorization by RBAC, admission on.
 */
export function createConfig(ports: Ports, binaries: Binaries): string {
  const options = {
    runtime: "binary",
    bindAddress: "127.0.0.1",
    kubeAuthorization: true,
    kubeAdmission: true,
    securePort: true,
    ...ports,
    ...Object.fromEntries(
      Object.entries(binaryOptions).map(([option, name]) => [option, binaries[name]]),
    ),
  };
  return JSON.stringify({
    kind: "KwokctlConfiguration",
    apiVersion: "config.kwok.x-k8s.io/v1alpha1",
    options,
    componentsPatches: Object.entries(extraArguments).map(([name, args]) => ({
      name,
      extraArgs: Object.entries(args).map(([key, value]) => ({ key, value })),
    })),
  });
}

/** One of each per cluster needs no election: it costs 15 s after a kill, and ends both when the API is away. */
const alone = { "leader-elect": "false" };

const extraArguments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "kube-apiserver": {
    // A machine without a network has no other address; nothing uses the endpoints of the API's own service.
    "advertise-address": "127.0.0.1",
    "endpoint-reconciler-type": "none",
    "service-cluster-ip-range": "10.0.0.0/24",
  },
  // Each controller under a name of its own, as on a real cluster: admission trusts some of them, and never an administrator.
  "kube-controller-manager": { ...alone, "use-service-account-credentials": "true" },
  "kube-scheduler": alone,
};

/** Changes when clusters are made otherwise than before; ports and places of programs do not count. */
export function configRecipe(): string {
  const ports = Object.fromEntries(portNames.map((name) => [name, 0])) as Ports;
  return createHash("sha256").update(createConfig(ports, {})).digest("hex").slice(0, 10);
}

/** What kwokctl wrote down about a cluster, as far as it matters here. */
export interface Recorded {
  readonly ports: Ports;
  /** The folder the cluster was made in; another one than now when the clone was moved or copied. */
  readonly workdir: string;
}

/** Reads the cluster's `kwok.yaml`; undefined when it is missing or not a finished one. */
export function readRecorded(folder: string): Recorded | undefined {
  const text = textOf(join(folder, "kwok.yaml"));
  const workdir = /^ {2}workDir: (.+)$/m.exec(text)?.[1];
  const port = (name: PortName) => Number(new RegExp(`^  ${name}: (\\d+)$`, "m").exec(text)?.[1]);
  const ports = Object.fromEntries(portNames.map((name) => [name, port(name)])) as Ports;
  if (workdir === undefined || Object.values(ports).some(Number.isNaN)) return undefined;
  return { ports, workdir: workdir.replace(/^(["'])(.*)\1$/, "$2") };
}

/** Gives a stopped cluster other ports, in both files that carry them. */
export function changePorts(folder: string, from: Ports, to: Ports): void {
  const numbers = new Map(portNames.map((name) => [String(from[name]), String(to[name])]));
  rewrite(folder, (text) =>
    text.replace(
      /(127\.0\.0\.1:|--secure-port=|--node-port=|[pP]ort: )(\d+)\b/g,
      (_, before: string, port: string) => before + (numbers.get(port) ?? port),
    ),
  );
}

/** Tells a stopped cluster that its folder has moved. */
export function changeWorkdir(folder: string, from: string): void {
  rewrite(folder, (text) => text.replaceAll(from, folder));
}

function rewrite(folder: string, change: (text: string) => string): void {
  for (const name of ["kwok.yaml", "kubeconfig.yaml"]) {
    const path = join(folder, name);
    const text = textOf(path);
    if (text === "") {
      throw new Fault({
        where: `control plane ${folder.split("/").at(-1) ?? ""}`,
        problem: `its ${name} is missing or unreadable`,
        fix: `node local/cli.ts reset ${folder.split("/").at(-1) ?? ""} makes a new one`,
      });
    }
    writeAtomic(path, change(text));
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
