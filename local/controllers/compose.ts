import { join } from "node:path";

import { accountFiles } from "./account.ts";
import type { Controller } from "./controller.ts";
import type { Place } from "./place.ts";

/** Folder of the mount namespace in which a pod finds its ServiceAccount. */
const mounted = "/run/secrets/kubernetes.io/serviceaccount";

/** Runs as root of a user namespace of its own: what it mounts nobody else sees, and it ends with the process. */
const inPod = `mount -t tmpfs tmpfs /run && mkdir -p ${mounted} && cp "$0"/token "$0"/ca.crt "$0"/namespace ${mounted} && exec "$@"`;

/** Seconds between two looks at a process; after 60 failures in a row it is started anew. */
const readiness = { period_seconds: 1, timeout_seconds: 2, failure_threshold: 60 };

/** Path of the program that runs a controller: a link in the cluster's folder, by which its process is known. */
export const programOf = (folder: string, { name }: Pick<Controller, "name">): string =>
  join(folder, "bin", name);

/** What process-compose is given: order, readiness, restarts, and a log for each. */
export function composeOf(place: Place, controllers: readonly Controller[]): object {
  const present = new Set(controllers.map(({ name }) => name));
  const processes = controllers.map(
    (controller) => [controller.name, processOf(place, controller, present)] as const,
  );
  return {
    version: "0.5",
    is_strict: true,
    // A dollar in an argument is a dollar.
    disable_env_expansion: true,
    log_level: "info",
    processes: Object.fromEntries(processes),
  };
}

function processOf(place: Place, controller: Controller, present: ReadonlySet<string>): object {
  const { name, env, after, ready } = controller;
  const { folder, home, ports } = place;
  const port = String(ports[ready.port]);
  return {
    entrypoint: commandOf(place, controller),
    environment: Object.entries(env).map(([variable, value]) => `${variable}=${value}`),
    working_dir: join(folder, "work", name),
    log_location: join(home, "logs", `${name}.log`),
    log_configuration: {
      ...{ no_metadata: true, disable_json: true, no_color: true, flush_each_line: true },
      fields_order: ["message"],
      rotation: { max_size_mb: 20, max_backups: 1 },
    },
    is_dotenv_disabled: true,
    disable_ansi_colors: true,
    availability: { restart: "always", backoff_seconds: 1 },
    ...(ready.path === undefined
      ? {}
      : {
          readiness_probe: {
            http_get: { host: "127.0.0.1", scheme: "http", port, path: ready.path },
            ...readiness,
          },
        }),
    depends_on: Object.fromEntries(
      after.filter((each) => present.has(each)).map((each) => [each, conditionOf(each)]),
    ),
    shutdown: { signal: 15, timeout_seconds: 5 },
  };
}

/** What has no probe counts as there when it is started. */
const conditionOf = (name: string) => ({
  condition: name === "argocd-redis" ? "process_started" : "process_healthy",
});

function commandOf({ folder }: Place, controller: Controller): string[] {
  const command = [programOf(folder, controller), ...controller.args];
  if (controller.inside === "host" || controller.account === undefined) return command;
  const { folder: account } = accountFiles(folder, controller.account);
  return ["unshare", "--map-root-user", "--mount", "sh", "-c", inPod, account, ...command];
}
