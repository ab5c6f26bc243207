import { spawn } from "node:child_process";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { AlreadySaid } from "./already-said.ts";

/** Where a program of the local toolchain is; it is built when it is nowhere. Its rows go to stderr. */
export async function localTool(
  root: string,
  env: NodeJS.ProcessEnv,
  tool: string,
  program = tool,
): Promise<string> {
  const args = [join(root, "local/cli.ts"), "tool", tool, "--json"];
  const answer = await new Promise<string>((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(stdout);
      else reject(new AlreadySaid(code === 1 ? 1 : 2));
    });
  });
  const { binaries } = JSON.parse(answer) as { binaries?: Readonly<Record<string, string>> };
  const path = binaries?.[program];
  if (path !== undefined) return path;
  throw new Fault({
    where: `local/cli.ts tool ${tool}`,
    problem: "names no program",
    fix: "run it alone and look",
  });
}
