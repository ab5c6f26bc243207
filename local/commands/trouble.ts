import { isAbsolute, relative } from "node:path";

import { Fault } from "../../lib/fault.ts";

/** What file systems say, in words. */
const words: Readonly<Record<string, string>> = {
  ENOSPC: "no space left on device",
  EDQUOT: "the disk quota is used up",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
};

/** Any error as the one line people see: a Fault as it is, trouble with a file by its name, never a path of this machine. */
export function asFault(error: unknown, root: string): Fault {
  if (error instanceof Fault) return error;
  const { code = "", path, message = String(error) } = error as Partial<NodeJS.ErrnoException>;
  const problem = words[code];
  const where = path !== undefined && isAbsolute(path) ? relative(root, path) : ".local";
  if (problem !== undefined) {
    const known = where.startsWith("..") ? "local environment" : where || ".";
    const fix = "mend that and run the same command again; nothing is lost";
    return new Fault({ where: known, problem, fix, cause: error });
  }
  return new Fault({
    where: "local environment",
    problem: `unexpected: ${message.replaceAll(`${root}/`, "").split("\n")[0] ?? ""}`,
    fix: "run the same command again; node local/cli.ts status and logs say more",
    cause: error,
  });
}
