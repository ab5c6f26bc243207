import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";

import { type Cluster, cluster } from "./cluster.ts";
import type { ControlPlane } from "./control-plane.ts";
import { deriveConfig, type Replacements } from "./derived-config.ts";
import { folderOf, withoutSettings } from "./engine-env.ts";
import type { Engine, EngineFacts, PolicyDoor } from "./engine.ts";
import { type EnvironmentFile, environmentFile, fileOf } from "./environment-file.ts";
import { environmentName, projectName } from "./environment-name.ts";
import { realAccess } from "./real-access.ts";

export type Kind = "local" | "rehearsal" | "real";

/** Which stack a command is about; known before anything is started. */
export interface Target {
  readonly environment: string;
  readonly kind: Kind;
  readonly project: string;
  /** Folder of Pulumi.yaml, absolute. */
  readonly directory: string;
  readonly file: EnvironmentFile | undefined;
  /** Name of its lock, journal and backups: one per state. */
  readonly id: string;
  /** Name of the local control plane; undefined for a real cluster. */
  readonly cluster: string | undefined;
}

/** A target that can be worked on: where the engine finds everything. */
export interface Access {
  readonly engine: Engine;
  readonly cluster: Cluster | undefined;
  readonly door: PolicyDoor;
  /** Folder of a file backend; undefined for any other. */
  readonly stateFolder: string | undefined;
  /** Path people can use, relative to the project root; undefined when the environment names none. */
  readonly kubeconfig: string | undefined;
  /** The settings file the engine reads. */
  readonly configFile: string;
}

export interface TargetInput {
  readonly environment: string;
  /** Provision the settings on a local control plane of their own. @default false */
  readonly rehearse?: boolean;
  /** Another project folder, relative to the root or absolute. @default the root */
  readonly project?: string;
}

/** Finds the stack that is meant, and everything wrong with how it is named or configured for ops. */
export function findTarget(root: string, input: TargetInput): Target {
  const directory = resolve(root, input.project ?? ".");
  const shown = relative(root, directory) || ".";
  const project = projectName(directory, shown);
  const environment = environmentName(input.environment, directory);
  const rehearsal = input.rehearse === true && environment !== "local";
  const kind = rehearsal ? "rehearsal" : environment === "local" ? "local" : "real";
  const path = fileOf(directory, environment);
  const cluster = kind === "real" ? undefined : rehearsal ? `rehearse-${environment}` : "local";
  const own = cluster ?? environment;
  return {
    environment,
    kind,
    project,
    directory,
    file: path === undefined ? undefined : environmentFile(path),
    id: directory === root ? own : `${project}.${own}`,
    cluster,
  };
}

export interface AccessPorts {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly controlPlane: ControlPlane;
  /** Loads the Automation API, which takes half a second; called early, awaited late. */
  readonly loadEngine: () => Promise<(facts: EngineFacts) => Engine>;
  readonly makeCluster: typeof cluster;
  readonly onProcess: NonNullable<EngineFacts["onProcess"]>;
}

/** Folder of everything one clone keeps. */
export const localFolder = (root: string, ...parts: readonly string[]): string =>
  join(root, ".local", ...parts);

/** Takes the salt from the state when the derived settings have lost it. */
const fallback = { PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true" };

/** Starts what has to be started and says how to reach the stack. */
export async function openTarget(
  target: Target,
  ports: AccessPorts,
  replacements: Replacements = [],
): Promise<Access> {
  const { root } = ports;
  const loading = ports.loadEngine();
  loading.catch(() => undefined);
  const door = policyDoor(root, target.environment);
  if (target.cluster === undefined) return realAccess(target, ports, door);
  const started = await ports.controlPlane.start(target.cluster, target.file?.runner.nodes);
  const { kubeconfig, context, uid } = started.cluster;
  const env = { ...withoutSettings(ports.env), ...started.env, ...fallback };
  const configFile = deriveConfig({
    folder: localFolder(root, "config", ...(target.directory === root ? [] : [target.project])),
    project: target.project,
    stack: target.environment,
    ...(target.file ? { source: target.file.document } : {}),
    replacements: [
      ...replacements,
      ...(target.kind === "rehearsal"
        ? ([
            [
              ["intelgraph:environment", "cluster"],
              { kubeconfig: relative(root, kubeconfig), context, identifier: uid },
            ],
          ] as const)
        : []),
    ],
  });
  const backend = started.env["PULUMI_BACKEND_URL"] ?? "";
  return {
    engine: (await loading)({
      stack: target.environment,
      directory: target.directory,
      nursery: join(configFile, ".."),
      configFile,
      env,
      version: started.tools.find(({ tool }) => tool === "pulumi")?.version ?? "3.259.0",
      onProcess: ports.onProcess,
    }),
    cluster: ports.makeCluster({ kubeconfig, context, env }),
    door,
    stateFolder: folderOf(backend),
    kubeconfig: shownKubeconfig(root, kubeconfig, target.cluster),
    configFile,
  };
}

/** The aggregate pack, with the settings of that environment; without settings the strictest values hold. */
function policyDoor(root: string, environment: string): PolicyDoor {
  const pack = join(root, "policy-packs/all");
  const config = join(pack, `config.${environment.replace(/^pr-\d+$/, "pr")}.json`);
  return existsSync(config) ? { pack, config } : { pack };
}

function shownKubeconfig(root: string, path: string, cluster: string): string {
  return cluster === "local" ? ".local/kubeconfig" : relative(root, path);
}
