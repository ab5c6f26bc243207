import { homedir } from "node:os";
import { join } from "node:path";

/** The user's cache, shared by all clones: `$INTELGRAPH_CACHE`, else `intelgraph` in the XDG cache folder. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  if (env["INTELGRAPH_CACHE"]) return env["INTELGRAPH_CACHE"];
  const base = env["XDG_CACHE_HOME"] ?? join(env["HOME"] ?? homedir(), ".cache");
  return join(base, "intelgraph");
}

/** How the cache is called on a screen: never by its full path. */
export function cacheLabel(env: NodeJS.ProcessEnv): string {
  if (env["INTELGRAPH_CACHE"]) return "$INTELGRAPH_CACHE";
  return env["XDG_CACHE_HOME"] ? "$XDG_CACHE_HOME/intelgraph" : "~/.cache/intelgraph";
}
