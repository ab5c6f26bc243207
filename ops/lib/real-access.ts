import { accessSync, closeSync, constants, openSync, readFileSync, readSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { run } from "../../lib/run.ts";
import { folderOf, withoutSettings } from "./engine-env.ts";
import type { PolicyDoor } from "./engine.ts";
import type { Access, AccessPorts, Target } from "./target.ts";

/** The oldest engine the runner knows the events of. */
const oldest = [3, 259, 0] as const;

/** Settings of the user that a run against a real cluster needs. */
const kept = /^(PULUMI_HOME|PULUMI_CONFIG_PASSPHRASE(_FILE)?)$/;

/**
 * A stack on a real cluster: the user's own pulumi, PULUMI_HOME and credentials, the backend of the settings, official
 * plugins only. Throws every obstacle at once.
 */
export async function realAccess(
  target: Target,
  { root, env: own, loadEngine, makeCluster, onProcess }: AccessPorts,
  door: PolicyDoor,
): Promise<Access> {
  const name = target.file?.name ?? `Pulumi.${target.environment}.yaml`;
  const { backend, secretsProvider } = target.file?.runner ?? {};
  const version = await engineVersion(own);
  const obstacles = [
    ...(version instanceof Fault ? [version] : []),
    ...(backend === undefined ? [noBackend(name, target.environment)] : []),
    ...passphraseFaults(name, secretsProvider, own),
    ...kubeconfigFaults(root, name, target),
    ...pluginFaults(root, own),
  ];
  if (obstacles.length === 1) throw obstacles[0] ?? new Error("unreachable");
  if (obstacles.length > 0) throw new AggregateError(obstacles);
  const settings = Object.fromEntries(
    Object.entries(own).filter((entry): entry is [string, string] => kept.test(entry[0])),
  );
  const kubeconfig = target.file?.cluster && resolve(root, target.file.cluster.kubeconfig);
  const env = {
    ...withoutSettings(own),
    ...settings,
    PULUMI_BACKEND_URL: backend ?? "",
    PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    KUBECONFIG: kubeconfig ?? "/dev/null",
  };
  const configFile = join(target.directory, name);
  return {
    engine: (await loadEngine())({
      stack: target.environment,
      directory: target.directory,
      nursery: target.directory,
      configFile,
      env,
      version: typeof version === "string" ? version : "",
      onProcess,
      ...(secretsProvider === undefined ? {} : { secretsProvider }),
    }),
    cluster:
      kubeconfig !== undefined && target.file?.cluster !== undefined
        ? makeCluster({ kubeconfig, context: target.file.cluster.context, env })
        : undefined,
    door,
    stateFolder: folderOf(backend ?? ""),
    kubeconfig: target.file?.cluster?.kubeconfig,
    configFile,
  };
}

const noBackend = (name: string, environment: string) =>
  new Fault({
    where: `${name} intelgraph:runner.backend`,
    problem: "missing, so there is no place for the state of a real environment",
    fix: `name one, for example s3://bucket/intelgraph?region=eu-central-1, or rehearse: make preview STACK=${environment}`,
  });

function passphraseFaults(
  name: string,
  provider: string | undefined,
  env: NodeJS.ProcessEnv,
): Fault[] {
  if (provider !== undefined && provider !== "passphrase") return [];
  if (
    env["PULUMI_CONFIG_PASSPHRASE"] !== undefined ||
    env["PULUMI_CONFIG_PASSPHRASE_FILE"] !== undefined
  )
    return [];
  return [
    new Fault({
      where: `${name} intelgraph:runner.secretsProvider`,
      problem: "is passphrase, and there is none",
      fix: "set PULUMI_CONFIG_PASSPHRASE_FILE, or name a key like awskms://alias/name?region=eu-central-1",
    }),
  ];
}

function kubeconfigFaults(root: string, name: string, { file, environment }: Target): Fault[] {
  if (file?.cluster === undefined) return [];
  const { kubeconfig } = file.cluster;
  try {
    accessSync(resolve(root, kubeconfig), constants.R_OK);
    return [];
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    return [
      new Fault({
        where: `${name} environment.cluster.kubeconfig`,
        problem: `${kubeconfig} ${missing ? "does not exist" : "cannot be read"}`,
        fix: `put the kubeconfig of the cluster there, or rehearse: make preview STACK=${environment}`,
      }),
    ];
  }
}

async function engineVersion(env: NodeJS.ProcessEnv): Promise<string | Fault> {
  const { code, stdout } = await run("pulumi", ["version"], {
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    timeoutMs: 30_000,
  });
  const version = /^v?(\d+\.\d+\.\d+)/.exec(stdout.trim())?.[1];
  const fix = `install pulumi ${oldest.join(".")} or a newer 3.x (https://www.pulumi.com/docs/install), a real environment is not run with a built one`;
  if (code !== 0 || version === undefined) {
    return new Fault({ where: "pulumi", problem: "is not on PATH", fix });
  }
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major === oldest[0] && minor >= oldest[1]) return version;
  return new Fault({ where: "pulumi", problem: `${version} is not supported`, fix });
}

/** Stand-ins are scripts and never act on a real cluster; the official plugins are binaries of the pinned version. */
function pluginFaults(root: string, env: NodeJS.ProcessEnv): Fault[] {
  const home = env["PULUMI_HOME"] ?? join(env["HOME"] ?? homedir(), ".pulumi");
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    dependencies?: Record<string, string>;
  };
  return ["kubernetes", "random"].flatMap((plugin) => {
    const version = manifest.dependencies?.[`@pulumi/${plugin}`] ?? "";
    const path = join(
      home,
      "plugins",
      `resource-${plugin}-v${version}`,
      `pulumi-resource-${plugin}`,
    );
    if (isBinary(path)) return [];
    return [
      new Fault({
        where: `plugin ${plugin} ${version}`,
        problem: "the official one is not installed, and a stand-in never acts on a real cluster",
        fix: `pulumi plugin install resource ${plugin} ${version}`,
      }),
    ];
  });
}

function isBinary(path: string): boolean {
  try {
    const file = openSync(path, "r");
    const start = Buffer.alloc(2);
    readSync(file, start, 0, 2, 0);
    closeSync(file);
    return start.toString("latin1") !== "#!";
  } catch {
    return false;
  }
}
