import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";

import { run } from "../../../lib/run.ts";
import { writeAtomic } from "../../../lib/write-atomic.ts";
import type { Source } from "./sources.ts";

/** How one program gets its configuration. */
export interface Delivery {
  readonly name: string;
  /** Folder that stands for the folder of its pod. */
  readonly folder: string;
  /** The file it is started with. */
  readonly file: string;
  readonly source: () => Promise<Source | undefined>;
  /** The generated configuration as this host can load it. */
  readonly localize: (generated: string) => string;
  /** Command that judges a configuration; the file's path is put behind it. */
  readonly check: readonly string[];
  /** Makes the program read its files again. A program that does not run yet reads them when it starts. */
  readonly reload: () => Promise<void>;
}

/** delivered: what the cluster says is on disk. waiting: nobody has generated it yet. refused: the program's own check does not take it. */
export interface Outcome {
  readonly state: "delivered" | "waiting" | "refused";
  readonly note?: string;
}

/**
 * Brings a program's files to what the cluster says: beside the old ones first, judged there by the program's own check,
 * then moved and reloaded. What is refused changes nothing.
 */
export async function deliver(delivery: Delivery): Promise<Outcome> {
  const { folder, file, localize, check, reload, name } = delivery;
  const source = await delivery.source();
  if (source === undefined) return { state: "waiting", note: "nothing generated yet" };
  const files = {
    ...source.files,
    [`generated/${basename(file)}`]: source.main,
    [basename(file)]: localize(source.main),
  };
  if (isThere(folder, files)) return { state: "delivered" };

  const next = `${folder}.next`;
  rmSync(next, { recursive: true, force: true });
  writeAll(next, {
    ...files,
    [basename(file)]: localize(source.main).replaceAll(`${folder}/`, `${next}/`),
  });
  const { code, stdout, stderr } = await run(check[0] ?? "", [
    ...check.slice(1),
    join(next, basename(file)),
  ]);
  rmSync(next, { recursive: true, force: true });
  if (code !== 0) {
    const said = `${stderr}\n${stdout}`.split("\n").find((line) => /error|fail/i.test(line));
    return { state: "refused", note: `${name}: ${(said ?? "its check failed").trim()}` };
  }
  for (const each of owned) rmSync(join(folder, each), { recursive: true, force: true });
  writeAll(folder, files);
  await reload();
  return { state: "delivered" };
}

/** Folders of which the cluster says all that is in them; beside them a program keeps what is its own. */
const owned = ["rules", "config", "secrets", "configmaps"];

function isThere(folder: string, files: Readonly<Record<string, string>>): boolean {
  const left = owned
    .filter((each) => existsSync(join(folder, each)))
    .flatMap((each) =>
      readdirSync(join(folder, each), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name))),
    );
  if (left.some((path) => !Object.hasOwn(files, path))) return false;
  return Object.entries(files).every(([path, text]) => {
    const full = join(folder, path);
    return existsSync(full) && readFileSync(full, "utf8") === text;
  });
}

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const full = join(folder, path);
    mkdirSync(dirname(full), { recursive: true, mode: 0o700 });
    writeAtomic(full, text);
  }
}
