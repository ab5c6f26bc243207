import { readFileSync } from "node:fs";
import { join } from "node:path";

import { writeAtomic } from "../../lib/write-atomic.ts";
import { isFree, portsFor } from "../control-plane/ports.ts";

/** What controllers listen on, all of it on loopback; the collector's are those of its pods. */
export const controllerPortNames = [
  "git",
  "redis",
  "repoServer",
  "repoServerMetrics",
  "applicationController",
  "applicationSetMetrics",
  "applicationSetProbe",
  "applicationSetWebhook",
  "rolloutsMetrics",
  "rolloutsHealth",
  "sealedSecrets",
  "sealedSecretsMetrics",
  "prometheusOperator",
  "prometheus",
  "alertmanager",
  "kubeletStandIn",
  "serviceProxy",
  "otlpGrpc",
  "otlpHttp",
  "otlpPeers",
  "collectorMetrics",
  "spanMetrics",
  "collectorHealth",
] as const;

export type ControllerPort = (typeof controllerPortNames)[number];
export type ControllerPorts = Readonly<Record<ControllerPort, number>>;

/** File in a cluster's `controllers` folder that says which port is whose. */
export const portsFile = (folder: string): string => join(folder, "ports.json");

/** The recorded ports; undefined when there are none, or not of all that there are now. */
export function readPorts(folder: string): ControllerPorts | undefined {
  try {
    const value = JSON.parse(readFileSync(portsFile(folder), "utf8")) as Partial<ControllerPorts>;
    const whole = controllerPortNames.every((name) => Number.isInteger(value[name]));
    return whole ? (value as ControllerPorts) : undefined;
  } catch {
    return undefined;
  }
}

/** The ports of a cluster's controllers: those recorded, so that addresses last, else new ones. */
export async function recordedPorts(folder: string): Promise<ControllerPorts> {
  const known = readPorts(folder);
  if (known !== undefined) return known;
  const chosen = await portsFor(controllerPortNames);
  writePorts(folder, chosen);
  return chosen;
}

/** Replaces ports on which something else listens; only while no controller of the cluster runs. Returns those that were taken. */
export async function replaceTaken(
  folder: string,
  ports: ControllerPorts,
): Promise<{ readonly ports: ControllerPorts; readonly taken: readonly number[] }> {
  const free = await Promise.all(controllerPortNames.map((name) => isFree(ports[name])));
  const taken = controllerPortNames.filter((_, index) => free[index] === false);
  if (taken.length === 0) return { ports, taken: [] };
  const others = { ...ports, ...(await portsFor(taken, Object.values(ports))) };
  writePorts(folder, others);
  return { ports: others, taken: taken.map((name) => ports[name]) };
}

function writePorts(folder: string, ports: ControllerPorts): void {
  writeAtomic(portsFile(folder), `${JSON.stringify(ports, undefined, 2)}\n`);
}
