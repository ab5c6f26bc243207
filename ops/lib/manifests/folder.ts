import { readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";

import { faultAt } from "./place.ts";
import { unreadablePath } from "./read-text.ts";

/** Something in a folder that is not judged, and why. */
export interface Skipped {
  readonly file: string;
  readonly reason: string;
}

/** What a folder holds, sorted by path. */
export interface FolderContent {
  /** Files that may be manifests, as paths and as people see them. */
  readonly files: readonly { readonly path: string; readonly shown: string }[];
  /** Folders that are charts. */
  readonly charts: readonly { readonly path: string; readonly shown: string }[];
  readonly skipped: readonly Skipped[];
}

const KUSTOMIZATION = /^(?:kustomization\.ya?ml|Kustomization)$/;
const VALUES = /^values([-.].*)?\.ya?ml$/;
const MANIFEST = /\.(?:ya?ml|json)$/;

/** Whether a folder is a chart. */
export const isChart = (names: readonly string[]): boolean => names.includes("Chart.yaml");

/** Whether a folder is a kustomization. */
export const isKustomization = (names: readonly string[]): boolean =>
  names.some((name) => KUSTOMIZATION.test(name));

/** Looks through a folder and all below it, or only at its own files. @throws Fault */
export function folderContent(path: string, shown: string, recurse = true): FolderContent {
  const files: { path: string; shown: string }[] = [];
  const charts: { path: string; shown: string }[] = [];
  const skipped: Skipped[] = [];
  const above = new Set<string>();

  const walk = (folder: string, label: string) => {
    const names = namesIn(folder, label);
    if (isKustomization(names)) throw kustomization(label);
    if (isChart(names)) {
      charts.push({ path: folder, shown: label });
      return;
    }
    const real = realpathSync(folder);
    if (above.has(real)) {
      throw faultAt(
        label,
        undefined,
        "is a symbolic link that leads back to a folder above it",
        "remove the link",
      );
    }
    above.add(real);
    for (const name of names) entry(join(folder, name), join(label, name), name);
    above.delete(real);
  };

  const entry = (at: string, label: string, name: string) => {
    const facts = factsOf(at, label);
    if (facts.isDirectory()) {
      const reason = name === "node_modules" ? "packages of npm" : "hidden folder";
      if (name.startsWith(".") || name === "node_modules") skipped.push({ file: label, reason });
      else if (recurse) walk(at, label);
      else skipped.push({ file: label, reason: "folder below, not asked for" });
    } else if (VALUES.test(name)) skipped.push({ file: label, reason: "values of a chart" });
    else if (!MANIFEST.test(name)) skipped.push({ file: label, reason: "neither YAML nor JSON" });
    else files.push({ path: at, shown: label });
  };

  walk(path, shown);
  return { files, charts, skipped };
}

/** Names in a folder, in an order that does not hang on the machine. */
export function namesIn(folder: string, shown: string): string[] {
  try {
    return readdirSync(folder).sort((a, b) => (a < b ? -1 : 1));
  } catch (error) {
    throw unreadablePath(shown, error);
  }
}

function factsOf(path: string, shown: string) {
  try {
    return statSync(path);
  } catch (error) {
    throw unreadablePath(shown, error);
  }
}

const kustomization = (shown: string) =>
  faultAt(
    shown,
    undefined,
    "is a kustomization, which is not rendered here",
    `kubectl kustomize ${shown} | ops policy check -`,
  );
