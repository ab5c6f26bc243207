import { join } from "node:path";

import type { Layout } from "../layout.ts";
import type { ControllerPorts } from "./ports.ts";

/** Where the controllers of one cluster are. */
export interface Place {
  readonly cluster: string;
  /** `.local/clusters/<cluster>/controllers`: all that they keep. */
  readonly folder: string;
  /** Folder of the control plane: its certificates. */
  readonly home: string;
  /** Folder with the bare repositories of this clone, `.local/git`. */
  readonly git: string;
  /** The API server. */
  readonly server: string;
  readonly ports: ControllerPorts;
}

export const controllersFolder = (paths: Layout, cluster: string): string =>
  join(paths.clusters, cluster, "controllers");

/** Folder of the repositories that every cluster of this clone can be delivered from. */
export const gitFolder = (paths: Layout): string => join(paths.local, "git");

export function placeOf(
  paths: Layout,
  cluster: string,
  server: string,
  ports: ControllerPorts,
): Place {
  return {
    cluster,
    folder: controllersFolder(paths, cluster),
    home: join(paths.clusters, cluster),
    git: gitFolder(paths),
    server,
    ports,
  };
}
