import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A process that is alive now. */
export interface ProcessFacts {
  readonly pid: number;
  /** Program and arguments, joined by blanks. */
  readonly command: string;
  /** When it began, in the system's own words: only good for telling two holders of one pid apart. */
  readonly started: string;
}

/** The process behind a pid; undefined when there is none, or only a corpse nobody has buried yet. */
export function processFacts(pid: number): ProcessFacts | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

/** Every process whose command line begins with `prefix`, the caller itself left out. */
export function processesWith(prefix: string): ProcessFacts[] {
  return pids()
    .filter((pid) => pid !== process.pid)
    .map(processFacts)
    .filter((facts) => facts?.command.startsWith(prefix) === true)
    .filter((facts) => facts !== undefined);
}

function pids(): number[] {
  const listed =
    process.platform === "linux"
      ? readdirSync("/proc")
      : execFileSync("ps", ["-A", "-o", "pid="], { encoding: "utf8" }).split("\n");
  return listed.map(Number).filter((pid) => Number.isInteger(pid) && pid > 0);
}

function fromProc(pid: number): ProcessFacts | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (isCorpse(fields[0])) return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim();
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return { pid, command, started: `${boot} ${fields[19] ?? ""}` };
  } catch {
    return undefined;
  }
}

function fromPs(pid: number): ProcessFacts | undefined {
  try {
    const args = ["-o", "stat=,lstart=,command=", "-p", String(pid)];
    const line = execFileSync("ps", args, {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C" },
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
    const [state, ...words] = line.split(/\s+/);
    if (isCorpse(state)) return undefined;
    return { pid, started: words.slice(0, 5).join(" "), command: words.slice(5).join(" ") };
  } catch {
    return undefined;
  }
}

const isCorpse = (state: string | undefined): boolean =>
  state === undefined || /^[ZXx]/.test(state);
