import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** A program that was run to its end. */
export interface Timed {
  /** By the clock on the wall. */
  readonly seconds: number;
  /** Of all cores together; what else the machine does hardly changes it. */
  readonly cpuSeconds: number;
  readonly output: string;
}

/** The shell keeps the output in a file, so that nobody has to keep up with it, and says what its children used. */
const script = `"$@" >"$0" 2>"$0.err"; code=$?; times >"$0.times"; exit $code`;

/** User and system time of the children, out of what `times` of a POSIX shell prints: `0m1.250s 0m0.5s` on its second line. */
export function cpuOf(times: string): number {
  const [, children = ""] = times.split("\n");
  const parts = Array.from(children.matchAll(/(\d+)m([\d.]+)s/g), ([, minutes, seconds]) => [
    Number(minutes),
    Number(seconds),
  ]);
  return parts.reduce((sum, [minutes = 0, seconds = 0]) => sum + 60 * minutes + seconds, 0);
}

/** Runs a program to its end. @throws Error unless it ends with 0 or 1 */
export async function timed(
  command: readonly [string, ...string[]],
  file: string,
  cwd: string,
): Promise<Timed> {
  const start = performance.now();
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn("sh", ["-c", script, file, ...command], { cwd, stdio: "ignore" });
    child.on("error", reject);
    child.on("close", resolve);
  });
  const seconds = (performance.now() - start) / 1000;
  const read = (suffix: string) => readFileSync(`${file}${suffix}`, "utf8");
  if (code !== 0 && code !== 1)
    throw new Error(`${command[0]} ended with ${code}: ${read(".err")}`);
  return { seconds, cpuSeconds: cpuOf(read(".times")), output: read("") };
}
