import { execFileSync } from "node:child_process";

export interface Process {
  readonly pid: number;
  readonly command: string;
}

/** Every process whose command line names `folder`, this one excepted. */
export function processesOf(folder: string): Process[] {
  const listed = execFileSync("ps", ["-eo", "pid=,args=", "-ww"], { encoding: "utf8" });
  return listed
    .split("\n")
    .map((line) => /^\s*(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, pid = "", command = ""]) => ({ pid: Number(pid), command }))
    .filter(({ pid, command }) => pid !== process.pid && command.includes(folder));
}

/** Waits until `condition` gives something; a wait that lasts too long says what it waited for. */
export async function until<T>(
  what: string,
  condition: () => T | undefined | false | Promise<T | undefined | false>,
  seconds = 180,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    const value = await condition();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited ${seconds} s in vain for ${what}`);
}
