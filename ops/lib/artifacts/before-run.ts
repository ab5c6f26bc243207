import { existsSync } from "node:fs";
import { join } from "node:path";

import {
  ARTIFACTS_FOLDER_NAME,
  LOCK,
  lockedFiles,
  readArtifacts,
} from "../../../lib/artifacts/lock.ts";
import { storedFile } from "../../../lib/artifacts/store.ts";
import { Fault } from "../../../lib/fault.ts";
import type { Ports } from "../ports.ts";
import type { Target } from "../target.ts";

/**
 * Brings what is missing before a run on this machine; before a run on a real cluster it only looks.
 *
 * @throws Fault when a cached copy is tampered, and, for a real environment, when one is missing
 */
export async function artifactsBeforeRun(
  { kind, directory }: Target,
  ports: Pick<Ports, "root" | "env" | "screen" | "signal" | "now">,
): Promise<void> {
  if (directory !== ports.root || !existsSync(join(ports.root, LOCK))) return;
  const lock = readArtifacts(join(ports.root, ARTIFACTS_FOLDER_NAME), ports.env);
  let missing = false;
  for (const file of lockedFiles(lock)) {
    try {
      storedFile(lock, file);
    } catch (error) {
      if (!(error instanceof Fault) || error.exit === 1 || kind === "real") throw error;
      missing = true;
    }
  }
  if (!missing) return;
  const { artifactsFetch, ending } = await import("../../commands/artifacts-fetch.ts");
  ports.screen.row("artifacts", ending(await artifactsFetch(ports)));
}
