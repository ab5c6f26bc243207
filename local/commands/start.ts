import { mkdirSync } from "node:fs";
import { join } from "node:path";

import { withLock } from "../../lib/lock.ts";
import type { NodeSize } from "../control-plane/nodes.ts";
import { startControlPlane, type Started } from "../control-plane/start.ts";
import { clusterName, type Layout, openLayout } from "../layout.ts";
import { fillPluginHome, type PluginReady } from "../plugin-home/fill.ts";
import { ensurePassphrase } from "../plugin-home/passphrase.ts";
import type { Screen } from "../screen.ts";
import { controllersFolder } from "../controllers/place.ts";
import { recordedPorts } from "../controllers/ports.ts";
import type { ControllersStarted } from "../controllers/start.ts";
import { sessionEnvironment, unset } from "../session.ts";
import { followProfile } from "./profile.ts";
import { ensure, type Ready } from "../toolchain/ensure.ts";
import { readTools } from "../toolchain/tool.ts";

/** core: the control plane alone. full: the controllers too, as far as the cluster has been provisioned with them. */
export type Profile = "core" | "full";

export interface StartInput {
  readonly cluster: string;
  readonly nodes: Partial<NodeSize>;
  /** `core` ends controllers that run; without a profile they are left as they are. */
  readonly profile?: Profile;
  /** The core is known to run: nothing is said about it. @default false */
  readonly onlyProfile?: boolean;
}

export interface CommandContext {
  readonly paths: Layout;
  readonly env: NodeJS.ProcessEnv;
  readonly screen: Screen;
  readonly signal?: AbortSignal;
}

/** A tool that is there; `seconds` is how long its build took, where there was one. */
export type ToolReport = Omit<Ready, "binaries">;

/** What `start --json` prints; the runner reads it. */
export interface StartReport {
  readonly cluster: Started;
  readonly tools: readonly ToolReport[];
  readonly plugins: readonly PluginReady[];
  /** Where the git server of profile `full` serves, or will: `git://127.0.0.1:<port>`, the same at each start. */
  readonly git: string;
  /** After a start of profile `full`. */
  readonly controllers?: ControllersStarted;
  /** Variables to set for everything that works on the cluster ... */
  readonly env: Readonly<Record<string, string>>;
  /** ... and those that must not be set. */
  readonly unset: readonly string[];
}

/** The rows of a start that only the profile is asked of. */
const silent = (screen: Screen): Screen => ({
  ...screen,
  row: () => undefined,
  tools: () => undefined,
});

/** Tools, control plane, plugin home: afterwards Pulumi can work on the cluster; then the profile. Does nothing twice. */
export async function start(input: StartInput, outer: CommandContext): Promise<StartReport> {
  const screen = input.onlyProfile === true ? silent(outer.screen) : outer.screen;
  const context = { ...outer, screen };
  const { paths, env } = context;
  const cluster = clusterName(input.cluster);
  openLayout(paths);
  const probes = { ...env, PULUMI_HOME: paths.pulumiHome };
  const core = readTools().filter(({ profile }) => profile === "core");
  const tools = await ensure(core, { ...context, env: probes, ignored: paths.ignored });
  screen.tools(tools);
  const binaries = Object.assign({}, ...tools.map((tool) => tool.binaries)) as Record<
    string,
    string
  >;

  const started = await locked(context, cluster, "start", () =>
    startControlPlane({ ...context, cluster, binaries, nodes: input.nodes }),
  );
  screen.row("cluster", clusterRow(started));
  ensurePassphrase(paths);
  mkdirSync(join(paths.states, cluster), { recursive: true, mode: 0o700 });
  const { pulumi, kubectl } = binaries;
  const version = tools.find(({ tool }) => tool === "pulumi")?.version ?? "";
  const plugins = fillPluginHome({
    paths,
    env,
    pulumi: { path: pulumi ?? "", version },
    beside: { kubectl: kubectl ?? "" },
  });
  for (const plugin of plugins) screen.row("plugins", pluginRow(plugin));
  const { git } = await recordedPorts(controllersFolder(paths, cluster));
  const controllers = await followProfile(input.profile, cluster, started.server, outer);
  return {
    ...(controllers === undefined ? {} : { controllers }),
    cluster: started,
    git: `git://127.0.0.1:${controllers?.ports["git"] ?? git}`,
    tools: tools.map(withoutBinaries),
    plugins,
    env: sessionEnvironment(paths, cluster, started.uid, env),
    unset,
  };
}

/** Runs under the cluster's lock; says so when another start, stop or reset has it. */
export function locked<T>(
  { paths, screen, signal }: CommandContext,
  cluster: string,
  doing: string,
  body: () => Promise<T>,
): Promise<T> {
  return withLock(join(paths.locks, `cluster-${cluster}.lock`), `${doing} of ${cluster}`, body, {
    onWait: (holder) => {
      screen.row("cluster", `waiting for the ${holder.doing} that process ${holder.pid} is doing`);
    },
    ...(signal === undefined ? {} : { signal }),
  });
}

function withoutBinaries({ tool, version, from, seconds }: Ready): ToolReport {
  return seconds === undefined ? { tool, version, from } : { tool, version, from, seconds };
}

function clusterRow({ name, server, seconds, nodes, created, healed }: Started): string {
  const how = created ? "created" : healed ? "healed" : "ready";
  const which = name === "local" ? "" : ` of ${name}`;
  const many = `nodes ${nodes} (simulated)`;
  return `kube-apiserver${which} ${how} in ${seconds.toFixed(1)} s   ${server}   ${many}`;
}

function pluginRow({ name, version, source }: PluginReady): string {
  if (source === "official") return `${name.padEnd(12)}official ${version}`;
  return `${name.padEnd(12)}stand-in (official plugin not found; see docs/local.md)`;
}
