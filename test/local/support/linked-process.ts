import { spawn } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { processFacts } from "../../../lib/process-facts.ts";
import { writeFile } from "./folders.ts";

const started: number[] = [];

/** A process run by way of the link `bin/<name>` of a folder, as controllers and their supervisor are; `endLinked` ends it. */
export async function runLinked(folder: string, name: string): Promise<number> {
  const path = join(folder, "bin", name);
  mkdirSync(join(folder, "bin"), { recursive: true });
  if (!existsSync(path)) symlinkSync(process.execPath, path);
  // The supervisor is known by its first argument, which is the module that Node.js runs here.
  writeFile(join(folder, "up"), 'setInterval(() => 0, 1e6);\nconsole.log("up");\n');
  const child = spawn(path, ["up", "--config", "compose.json"], {
    cwd: folder,
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const pid = child.pid ?? 0;
  started.push(pid);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  return pid;
}

export const isAlive = (pid: number): boolean => processFacts(pid) !== undefined;

export function endLinked(): void {
  for (const pid of started.splice(0)) if (isAlive(pid)) process.kill(pid, "SIGKILL");
}
