import { readdirSync, readFileSync } from "node:fs";

/** Milliseconds between two looks. */
const pause = 250;

/** A process by its number, with that of its parent and its resident memory in bytes. */
export interface Resident {
  readonly pid: number;
  readonly parent: number;
  readonly bytes: number;
}

/** Resident memory of a process and of all that descend from it, in bytes; pages that several share count for each. */
export function treeBytes(root: number, all: readonly Resident[]): number {
  const children = Map.groupBy(all, ({ parent }) => parent);
  const sum = (of: readonly Resident[]): number =>
    of.reduce((bytes, each) => bytes + each.bytes + sum(children.get(each.pid) ?? []), 0);
  return sum(all.filter(({ pid }) => pid === root));
}

/** Looks at a process and all that descend from it until told to stop, which answers their highest sum in bytes. Linux. */
export function peakMemory(root: number): () => number {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, treeBytes(root, residents()));
  }, pause);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

/** Every process there is; one that ends meanwhile is left out. */
function residents(): Resident[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [residentOf(readFileSync(`/proc/${name}/status`, "utf8"))];
      } catch {
        return [];
      }
    });
}

/** Out of `/proc/<pid>/status`; kernel threads and corpses have no resident memory. */
export function residentOf(status: string): Resident {
  const number = (field: string) =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
  return { pid: number("Pid"), parent: number("PPid"), bytes: number("VmRSS") * 1024 };
}
