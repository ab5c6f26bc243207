import { isAbsolute } from "node:path";

/** The caller's environment without any setting that could point the engine or kubectl elsewhere. */
export function withoutSettings(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(PULUMI_|KUBECONFIG$|INTELGRAPH_CLUSTER)/.test(entry[0]),
  );
  return Object.fromEntries(kept);
}

/** Folder of a `file://` backend. */
export function folderOf(backend: string): string | undefined {
  const path = /^file:\/\/([^?]+)/.exec(backend)?.[1];
  return path !== undefined && isAbsolute(path) ? path : undefined;
}
