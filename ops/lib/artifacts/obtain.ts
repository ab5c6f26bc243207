import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type LockedFile, titleOf } from "../../../lib/artifacts/lock.ts";
import type { Source } from "../../../lib/artifacts/schema.ts";
import type { Module, ModuleFiles } from "./go-modules.ts";
import type { NotHad } from "./not-had.ts";

/** Bytes that a source gave, nobody has compared with anything as yet. */
export interface Obtained {
  readonly bytes: Buffer;
  readonly from: "module cache" | "module proxy" | "release";
}

/** Seconds a release asset may take. */
const TIMEOUT_MS = 120_000;

/** Asks each module once, however many of its files are wanted. */
export interface Sources {
  readonly obtain: (file: LockedFile, source: Source) => Promise<Obtained | NotHad>;
}

/** The sources as this machine reaches them: releases by their address, modules as it is said. */
export function sourcesOf(moduleFiles: ModuleFiles, signal: AbortSignal): Sources {
  const modules = new Map<string, Promise<Module | NotHad>>();
  const moduleOf = (module: string, version: string) => {
    const key = `${module}@${version}`;
    const asked = modules.get(key) ?? moduleFiles(module, version);
    modules.set(key, asked);
    return asked;
  };
  return {
    obtain: async (file, source) => {
      if ("release" in source) return await fromRelease(source.release, signal);
      const found = await moduleOf(source.module, file.version);
      if (!("folder" in found)) return found;
      try {
        return { bytes: readFileSync(join(found.folder, source.path)), from: found.from };
      } catch {
        return { reason: `${titleOf(file)}: the module has no ${source.path}`, lacks: "path" };
      }
    },
  };
}

async function fromRelease(address: string, signal: AbortSignal): Promise<Obtained | NotHad> {
  const { host } = new URL(address);
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const answer = await fetch(address, { signal: limit });
    if (!answer.ok) return { reason: `${host} answers ${answer.status}`, lacks: "asset" };
    return { bytes: Buffer.from(await answer.arrayBuffer()), from: "release" };
  } catch (error) {
    signal.throwIfAborted();
    const { cause } = error as Error & { cause?: { code?: string } };
    const code = cause?.code ?? (error as Error).name;
    return { reason: `${host} cannot be reached (${code})`, lacks: "network" };
  }
}
