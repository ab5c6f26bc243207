import { spawn } from "node:child_process";
import { join } from "node:path";

import { z } from "zod";

import { Fault } from "../../lib/fault.ts";
import { AlreadySaid } from "./already-said.ts";

const startedSchema = z.object({
  cluster: z.object({
    name: z.string(),
    server: z.string(),
    kubeconfig: z.string(),
    context: z.string(),
    uid: z.string(),
  }),
  /** Base of the repositories that Argo CD is delivered from here. */
  git: z.string(),
  tools: z.array(z.object({ tool: z.string(), version: z.string() })),
  plugins: z.array(z.object({ name: z.string(), version: z.string(), source: z.string() })),
  env: z.record(z.string(), z.string()),
});

/** A local control plane that runs, and the environment in which the engine meets it. */
export type Started = z.infer<typeof startedSchema>;

/** Size of simulated nodes. */
export interface Nodes {
  readonly count: number;
  readonly cpu: number;
  readonly memory: string;
}

const controllerSchema = z.object({
  name: z.string(),
  version: z.string().optional(),
  /** running: healthy. astray: its supervisor is gone. absent: this host cannot run it. */
  state: z.enum(["running", "starting", "astray", "stopped", "absent"]),
  /** The workload of the cluster whose place it takes. */
  workload: z.object({ namespace: z.string(), name: z.string() }).optional(),
  endpoints: z.record(z.string(), z.string()),
  note: z.string().optional(),
});

/** A controller that runs beside a local control plane, or could. */
export type LocalController = z.infer<typeof controllerSchema>;

/** core: the control plane alone. full: the controllers too. */
export type Profile = "core" | "full";

/** Local control planes, one per name; each with a state of its own. */
export interface ControlPlane {
  /** Starts it, heals it, or finds it running; its rows go to stderr. */
  start(cluster: string, nodes?: Nodes): Promise<Started>;
  /** The environment of one that runs; undefined when it does not. Starts nothing, says nothing. */
  look(cluster: string): Promise<Readonly<Record<string, string>> | undefined>;
  /** Makes the controllers run and waits until they are healthy, or ends them; its rows go to stderr. */
  follow(cluster: string, profile: Profile): Promise<void>;
  /** How its controllers are; empty when it never had any. Starts nothing, says nothing. */
  controllers(cluster: string): Promise<readonly LocalController[]>;
  /** Whether every tool of the profile `full` is there; builds nothing. */
  canRunControllers(): Promise<boolean>;
  /** Removes it and its state. */
  reset(cluster: string): Promise<void>;
}

/** Control planes by way of `node local/cli.ts`, so that ops knows a process and not a module. */
export function controlPlane(root: string, env: NodeJS.ProcessEnv): ControlPlane {
  const local = (
    args: readonly string[],
    stderr: "inherit" | "ignore" = "inherit",
    fine: readonly number[] = [0],
  ) =>
    new Promise<string>((resolve, reject) => {
      const child = spawn(process.execPath, [join(root, "local/cli.ts"), ...args], {
        cwd: root,
        env,
        stdio: ["ignore", "pipe", stderr],
      });
      let stdout = "";
      child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
      child.on("error", reject);
      child.on("close", (code) => {
        if (code !== null && fine.includes(code)) resolve(stdout);
        else reject(new AlreadySaid(code === 1 ? 1 : 2));
      });
    });

  return {
    async start(cluster, nodes) {
      const size = nodes
        ? [
            "--nodes",
            String(nodes.count),
            "--node-cpu",
            String(nodes.cpu),
            "--node-memory",
            nodes.memory,
          ]
        : [];
      return startedOf(await local(["start", cluster, ...size, "--json"]));
    },
    async look(cluster) {
      try {
        const answer = await local(["env", cluster, "--json"], "ignore");
        return z.record(z.string(), z.string()).parse(JSON.parse(answer));
      } catch (error) {
        if (error instanceof AlreadySaid) return undefined;
        throw error;
      }
    },
    async follow(cluster, profile) {
      await local(["start", cluster, "--profile", profile, "--only-profile", "--json"]);
    },
    async controllers(cluster) {
      const answer = await local(["status", cluster, "--json"], "ignore", [0, 1]);
      return z.object({ controllers: z.array(controllerSchema) }).parse(JSON.parse(answer))
        .controllers;
    },
    async canRunControllers() {
      const answer = await local(["doctor", "--json"], "ignore", [0, 2]);
      return z.object({ hasFull: z.boolean() }).parse(JSON.parse(answer)).hasFull;
    },
    async reset(cluster) {
      await local(["reset", cluster]);
    },
  };
}

/** What `local/cli.ts start --json` answered. Throws when it is not what was agreed. */
export function startedOf(answer: string): Started {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    value = undefined;
  }
  const read = startedSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new Fault({
    where: "local/cli.ts start --json",
    problem: `answered something else than agreed (${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""})`,
    fix: "run it alone and look: node local/cli.ts start",
  });
}
