import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { download, type ModuleFiles } from "./go-modules.ts";

/** A module that was downloaded for a lock. */
export interface AskedModule {
  readonly module: string;
  readonly version: string;
  /** The checksum database that has this content; none where the settings of this machine keep Go from asking one. */
  readonly vouchedBy?: string;
}

/** A cache of modules that nobody else has written to, and what was put into it. */
export interface FreshModules {
  readonly files: ModuleFiles;
  readonly asked: readonly AskedModule[];
}

/**
 * Downloads modules into a cache of their own, which is removed afterwards.
 *
 * Of a module that is in the user's cache Go looks at a stored hash, never at the extracted files: whoever changed one of
 * these would have it locked. The user's settings on checksum databases hold, since some machines reach none; which module
 * was vouched for is read from what the database answered.
 */
export async function withFreshModules<T>(
  env: NodeJS.ProcessEnv,
  body: (modules: FreshModules) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "intelgraph-modules-"));
  const cache = join(folder, "cache");
  const asked: AskedModule[] = [];
  const files: ModuleFiles = async (module, version) => {
    const found = await download(module, version, {
      cwd: folder,
      // Go makes the folders of its cache read-only otherwise, and nobody but root could remove them.
      flags: "-modcacherw",
      env: { ...env, GOMODCACHE: cache },
    });
    if (!("folder" in found)) return found;
    const database = databaseOf(cache, `${module} ${version} ${found.sum}`);
    asked.push({ module, version, ...(database === undefined ? {} : { vouchedBy: database }) });
    return { folder: found.folder, from: "module proxy" };
  };
  try {
    // A module of its own: a go.sum in a folder above would be believed instead of the database.
    writeFileSync(join(folder, "go.mod"), "module upgrade\n");
    return await body({ files, asked });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The database that gave this line of a go.sum. Go keeps an answer only once it has verified its signature. */
function databaseOf(cache: string, line: string): string | undefined {
  const folder = join(cache, "cache/download/sumdb");
  if (!existsSync(folder)) return undefined;
  const answers = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  for (const { parentPath, name } of answers) {
    const [database = "", lookup] = join(parentPath, name)
      .slice(folder.length + 1)
      .split("/lookup/");
    if (lookup === undefined) continue;
    if (readFileSync(join(parentPath, name), "utf8").split("\n").includes(line)) return database;
  }
  return undefined;
}
