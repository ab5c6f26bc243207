import { join } from "node:path";

import { run } from "../../../lib/run.ts";
import { localTool } from "../../../ops/lib/local-tool.ts";

/** Runs kubectl as the administrator of a copy's cluster; what it refuses is thrown. */
export type Kubectl = (...args: string[]) => Promise<string>;

export async function kubectlOf(root: string, env: NodeJS.ProcessEnv): Promise<Kubectl> {
  const program = await localTool(root, env, "kubernetes", "kubectl");
  return async (...args) => {
    const kubeconfig = join(root, ".local/kubeconfig");
    const { code, stdout, stderr } = await run(program, [`--kubeconfig=${kubeconfig}`, ...args]);
    if (code === 0) return stdout;
    throw new Error(`kubectl ${args.join(" ")}: ${stderr}`);
  };
}
