import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

import type { cluster } from "./cluster.ts";
import { type Cluster } from "./cluster.ts";
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
  /** The project root, absolute: what `.local` is under. */
  readonly root: string;
  /** Folder of Pulumi.yaml, absolute. */
  readonly directory: string;
  readonly file: EnvironmentFile | undefined;
  /** Name of its lock, journal and backups: one per state. */
  readonly id: string;
  /** Name of the local control plane; undefined for a real cluster. */
  readonly cluster: string | undefined;
}

/** How people call the stack: the environment, after the project when it is another one than the root's. */
export const titleOf = ({ environment, project, directory, root }: Target): string =>
  directory === root ? environment : `${project} ${environment}`;

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

/** The command for a verb on this stack, as a person types it. */
export function commandFor({ environment, kind, directory, root }: Target, verb: Verb): string {
  const folder = relative(root, directory);
  const other = folder === "" ? "" : ` --project ${folder}`;
  if (kind === "rehearsal") return `ops rehearse ${environment}${other}`;
  const short = environment === "local" && other === "" && (verb === "up" || verb === "preview");
  return short ? `make ${verb}` : `ops ${verb} ${environment}${other}`;
}

/** What is done with a stack. */
export type Verb = "preview" | "up" | "down" | "refresh" | "rehearse";

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
  const shown = input.project ?? ".";
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
    root,
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
  const cluster = { kubeconfig: relative(root, kubeconfig), context, identifier: uid };
  const configFile = deriveConfig({
    folder: configFolder(root, target),
    project: target.project,
    stack: target.environment,
    ...(target.file ? { source: target.file.document } : {}),
    replacements: [
      ...replacements,
      ...(target.kind === "rehearsal" ? rehearsed(target, cluster) : []),
    ],
  });
  const version = started.tools.find(({ tool }) => tool === "pulumi")?.version ?? "3.259.0";
  return localAccess(target, ports, {
    make: await loading,
    version,
    door,
    configFile,
    env: started.env,
    kubeconfig,
    context,
  });
}

/** What a rehearsal has otherwise than the real thing: a cluster of its own, where no image ever runs. */
function rehearsed(target: Target, cluster: object): Replacements {
  const images = ["intelgraph:environment", "platform", "images"];
  return [
    [["intelgraph:environment", "cluster"], cluster],
    ...(hasPlatform(target) ? ([[images, "recorded"]] as const) : []),
  ];
}

/** Whether the settings of a stack ask for the controllers. */
export const hasPlatform = ({ file }: Pick<Target, "file">): boolean =>
  file?.document.hasIn(["config", "intelgraph:environment", "platform"]) ?? false;

/** The stack as it is, when there is nothing to start for it; undefined when its control plane does not run. */
export async function lookAt(target: Target, ports: AccessPorts): Promise<Access | undefined> {
  const { root } = ports;
  const door = policyDoor(root, target.environment);
  if (target.cluster === undefined) return realAccess(target, ports, door);
  const loading = ports.loadEngine();
  loading.catch(() => undefined);
  const env = await ports.controlPlane.look(target.cluster);
  if (env === undefined) return undefined;
  return localAccess(target, ports, {
    make: await loading,
    version: "3.259.0",
    door,
    configFile: join(configFolder(root, target), `Pulumi.${target.environment}.yaml`),
    env,
    kubeconfig: env["KUBECONFIG"] ?? "",
    context: target.cluster,
  });
}

interface LocalFacts {
  readonly make: (facts: EngineFacts) => Engine;
  readonly version: string;
  readonly door: PolicyDoor;
  readonly configFile: string;
  readonly env: Readonly<Record<string, string>>;
  readonly kubeconfig: string;
  readonly context: string;
}

function localAccess(
  { environment, directory, cluster: name }: Target,
  { root, env: own, makeCluster, onProcess }: AccessPorts,
  { make, version, door, configFile, env: session, kubeconfig, context }: LocalFacts,
): Access {
  const env = { ...withoutSettings(own), ...session, ...fallback };
  const nursery = dirname(configFile);
  return {
    engine: make({ stack: environment, directory, nursery, configFile, env, version, onProcess }),
    cluster: makeCluster({ kubeconfig, context, env }),
    door,
    stateFolder: folderOf(session["PULUMI_BACKEND_URL"] ?? ""),
    kubeconfig: name === "local" ? ".local/kubeconfig" : relative(root, kubeconfig),
    configFile,
  };
}

/** Folder of the settings that runs use: one per project, because each has a Pulumi.yaml. */
export const configFolder = (root: string, { directory, project }: Target): string =>
  localFolder(root, "config", ...(directory === root ? [] : [project]));

/** The aggregate pack, with the settings of that environment; without settings the strictest values hold. */
function policyDoor(root: string, environment: string): PolicyDoor {
  const pack = join(root, "policy-packs/all");
  const config = join(pack, `config.${environment.replace(/^pr-\d+$/, "pr")}.json`);
  return existsSync(config) ? { pack, config } : { pack };
}
