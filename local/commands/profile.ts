import {
  type ControllersStarted,
  startControllers,
  stopControllers,
} from "../controllers/start.ts";
import { ensure, type Ready } from "../toolchain/ensure.ts";
import { readTools } from "../toolchain/tool.ts";
import { type CommandContext, locked, type Profile } from "./start.ts";

/** Makes the controllers of a cluster run, or end, as its profile says; undefined when there is none to run. */
export async function followProfile(
  profile: Profile | undefined,
  cluster: string,
  server: string,
  context: CommandContext,
): Promise<ControllersStarted | undefined> {
  if (profile === undefined) return undefined;
  const { paths, screen } = context;
  if (profile === "core") {
    const ran = await locked(context, cluster, "stop of the controllers", () =>
      stopControllers(paths, cluster),
    );
    if (ran) screen.row("controllers", "stopped, data kept (profile core)");
    return undefined;
  }
  const tools = await fullTools(context);
  const started = await locked(context, cluster, "start of the controllers", () =>
    startControllers({ ...context, cluster, server, tools, signal: context.signal }),
  );
  const { running, absent, began, seconds } = started;
  const how = began ? `healthy in ${seconds.toFixed(1)} s` : "run and are healthy";
  screen.row("controllers", `${running.length} ${how}`);
  for (const { name, why } of absent) screen.row("controllers", `${name}: ${why}`);
  return started;
}

/** Tools of the profile, built when they are missing. */
async function fullTools(context: CommandContext): Promise<readonly Ready[]> {
  const { paths, env, screen } = context;
  // Argo CD renders charts with helm.
  const wanted = readTools().filter(({ profile, name }) => profile === "full" || name === "helm");
  const probes = { ...env, PULUMI_HOME: paths.pulumiHome };
  const tools = await ensure(wanted, { ...context, env: probes, ignored: paths.ignored });
  if (tools.some(({ from }) => from === "built")) screen.tools(tools);
  return tools;
}
