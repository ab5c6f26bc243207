import { mkdirSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { run } from "../../lib/run.ts";
import { linkAtomic, writeAtomic } from "../../lib/write-atomic.ts";
import type { Layout } from "../layout.ts";
import { components } from "./components.ts";
import { type Binaries, createConfig } from "./kwok-config.ts";
import type { Ports } from "./ports.ts";

/** Milliseconds kwokctl may take; it starts processes and waits for none. */
const patience = 60_000;

/** kwokctl for one cluster of this clone. The processes it starts outlive it, and the terminal. */
export interface Kwokctl {
  /** Makes the cluster's keys and configuration and starts it. */
  create(ports: Ports): Promise<void>;
  /** Starts what does not run. */
  start(): Promise<void>;
  /** Points the cluster at the programs of today. */
  relink(): void;
}

export function kwokctl(paths: Layout, cluster: string, binaries: Binaries): Kwokctl {
  const folder = join(paths.clusters, cluster);
  const call = async (...args: string[]) => {
    const asked = join(import.meta.dirname, "asked-by-kwokctl");
    const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith("KWOK_"));
    const env = {
      ...Object.fromEntries(inherited),
      KWOK_WORKDIR: paths.local,
      PATH: `${asked}${delimiter}${process.env["PATH"] ?? ""}`,
    };
    const program = binaries["kwokctl"] ?? "kwokctl";
    const all = ["--name", cluster, ...args];
    const { code, stderr } = await run(program, all, {
      env,
      cwd: paths.local,
      timeoutMs: patience,
    });
    if (code === 0) return;
    throw new Fault({
      where: `control plane ${cluster}`,
      problem: `kwokctl ${args[0] ?? ""} failed: ${reason(stderr).replaceAll(`${paths.root}/`, "")}`,
      fix: `node local/cli.ts logs --cluster ${cluster}, or reset ${cluster} for a new one`,
    });
  };

  return {
    create: async (ports) => {
      const config = join(paths.config, `kwokctl-${cluster}.json`);
      mkdirSync(paths.clusters, { recursive: true, mode: 0o700 });
      writeAtomic(config, createConfig(ports, binaries));
      try {
        await call(
          "create",
          "cluster",
          "--config",
          config,
          "--kubeconfig",
          "",
          "--node-lease-duration-seconds",
          "0",
        );
      } finally {
        rmSync(config, { force: true });
      }
    },
    start: () => call("start", "cluster"),
    relink: () => {
      for (const component of components) {
        const target = binaries[component === "kwok-controller" ? "kwok" : component];
        if (target !== undefined) linkAtomic(target, join(folder, "bin", component));
      }
    },
  };
}

/** kwokctl's last complaint; it prints one JSON object per line when nobody looks. */
function reason(stderr: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "");
  const said = lines.map(parsed).filter(({ level }) => level !== "INFO" && level !== "WARN");
  const last = said.at(-1);
  return (
    [last?.msg, last?.err].filter((part) => part !== undefined).join(": ") || "no reason given"
  );
}

function parsed(line: string): { level?: string; msg?: string; err?: string } {
  try {
    return JSON.parse(line) as object;
  } catch {
    return { level: "ERROR", msg: line.replace(/^(Error|ERROR):?\s*/, "") };
  }
}
