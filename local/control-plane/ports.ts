import { createServer } from "node:net";
import { randomInt } from "node:crypto";

/** Options of kwokctl that hold a port, and the component that listens on it. */
export const portOwners = {
  etcdPort: "etcd",
  etcdPeerPort: "etcd",
  kubeApiserverPort: "kube-apiserver",
  kubeControllerManagerPort: "kube-controller-manager",
  kubeSchedulerPort: "kube-scheduler",
  kwokControllerPort: "kwok-controller",
} as const;

export type PortName = keyof typeof portOwners;
export type Ports = Readonly<Record<PortName, number>>;

/** Below the range from which Linux and macOS hand out ports to clients (32768 and 49152 upwards). */
const range = [20_000, 32_000] as const;

export const portNames = Object.keys(portOwners) as readonly PortName[];

/** Ports for a control plane that are free on loopback now. */
export async function freePorts(taken: readonly number[] = []): Promise<Ports> {
  return portsFor(portNames, taken);
}

/** A free port of loopback for each name, picked at random so that two clones rarely pick the same. */
export async function portsFor<Name extends string>(
  names: readonly Name[],
  taken: readonly number[] = [],
): Promise<Readonly<Record<Name, number>>> {
  const chosen: number[] = [];
  while (chosen.length < names.length) {
    const port = randomInt(...range);
    if (taken.includes(port) || chosen.includes(port) || !(await isFree(port))) continue;
    chosen.push(port);
  }
  const pairs = names.map((name, index) => [name, chosen[index]] as const);
  return Object.fromEntries(pairs) as Record<Name, number>;
}

/** Whether somebody could listen on that port of loopback. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => {
      resolve(false);
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
