import { lstatSync, readdirSync, statSync } from "node:fs";
import { resolve } from "node:path";

import { Fault } from "../../../lib/fault.ts";
import { groupOf } from "../../../policy-packs/lib/subject.ts";
import { deliver } from "./application.ts";
import { type Helm, isLibrary, renderChart } from "./chart.ts";
import { type Checkout, checkoutAt } from "./checkout.ts";
import { folderContent, isChart, type Skipped } from "./folder.ts";
import { documentsOf, isClaimed, type Manifest, manifestsOf } from "./manifest.ts";
import { faultAt } from "./place.ts";
import { readBytes, readStdin, readText, unreadablePath } from "./read-text.ts";

/** Where manifests come from. */
export interface LoadInput {
  readonly inputs: readonly string[];
  /** Values files for charts. */
  readonly values: readonly string[];
  /** Namespace for objects that name none, and the one charts are rendered for. */
  readonly namespace: string;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly helm: Helm;
  /** @default what is on this process's stdin */
  readonly stdin?: () => string;
}

/** One manifest, with the namespace for it when it names none. */
export interface Loaded {
  readonly manifest: Manifest;
  readonly namespace: string;
  /** Why something it deploys cannot be seen from here; of Argo CD's kinds only. */
  readonly unseen: readonly string[];
}

/** Everything that was read. */
export interface Load {
  readonly loaded: readonly Loaded[];
  readonly skipped: readonly Skipped[];
  /** Charts that were rendered. */
  readonly rendered: readonly string[];
}

/** Applications within Applications are followed this far. */
const DEEPEST_DELIVERY = 8;

/** Reads everything. @throws AggregateError with every Fault there is; then nothing counts as read */
export async function loadManifests(input: LoadInput): Promise<Load> {
  const faults: Fault[] = [];
  const manifests: Manifest[] = [];
  const skipped: Skipped[] = [];
  const rendered: string[] = [];
  const values = input.values.map((file) => resolve(input.cwd, file));
  let charts = 0;

  /** Goes on after a fault, so that all are said at once. */
  const attempt = async (read: () => void | Promise<void>) => {
    try {
      await read();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(error);
    }
  };

  const take = (found: readonly Manifest[]) => {
    for (const one of found) manifests.push(one);
  };
  const chart = async (path: string, shown: string) => {
    charts += 1;
    // Helm would only say once more, and in its own words, that a values file is not there.
    if (!valuesAreGood) return;
    take(await renderChart({ path, shown, namespace: input.namespace, values }, input.helm));
    rendered.push(shown);
  };
  const text = (content: string, file: string, lenient: boolean) => {
    const documents = documentsOf(content, file);
    if (lenient && !documents.some(isClaimed)) {
      skipped.push({ file, reason: "no document in it has apiVersion and kind" });
      return;
    }
    const found = manifestsOf(documents, content);
    if (found.length === 0)
      throw faultAt(file, undefined, "holds no manifest", "give at least one");
    take(found);
  };
  const folder = async (path: string, shown: string) => {
    if (isChart(readdirSync(path))) return chart(path, shown);
    const content = folderContent(path, shown);
    const before = manifests.length + faults.length + charts;
    skipped.push(...content.skipped);
    for (const one of content.files)
      await attempt(() => {
        text(readText(one.path, one.shown), one.shown, true);
      });
    for (const one of content.charts) {
      if (isLibrary(one.path)) skipped.push({ file: one.shown, reason: "library chart" });
      else await attempt(() => chart(one.path, one.shown));
    }
    if (manifests.length + faults.length + charts === before)
      throw faultAt(
        shown,
        undefined,
        "holds no manifest",
        "name a folder with *.yaml, *.yml or *.json in it",
      );
  };
  const one = async (shown: string) => {
    if (shown === "") throw faultAt('""', undefined, "is no path", "name a file or folder");
    if (shown === "-") {
      text((input.stdin ?? readStdin)(), "stdin", false);
      return;
    }
    const path = resolve(input.cwd, shown);
    const facts = factsOf(path, shown);
    if (facts.isDirectory()) await folder(path, shown);
    else if (/\.(?:tgz|tar\.gz)$/.test(shown)) await chart(path, shown);
    else text(readText(path, shown), shown, false);
  };

  for (const [i, file] of input.values.entries())
    await attempt(() => {
      refuseUnreadable(values[i] ?? file, file);
    });
  const valuesAreGood = faults.length === 0;
  for (const shown of new Set(input.inputs)) await attempt(() => one(shown));
  if (faults.length === 0 && input.values.length > 0 && charts === 0)
    faults.push(
      faultAt(
        "--values",
        undefined,
        "is for charts, and none was given",
        "name a chart, or leave it out",
      ),
    );
  if (faults.length > 0) throw new AggregateError(faults);
  return { loaded: await delivered(manifests, input), skipped, rendered };
}

/** A values file is looked at before any chart is rendered. */
function refuseUnreadable(path: string, shown: string): void {
  try {
    readBytes(path, shown);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw faultAt(error.where, undefined, error.problem, "give a YAML file of values");
  }
}

function factsOf(path: string, shown: string) {
  try {
    lstatSync(path);
    return statSync(path);
  } catch (error) {
    throw unreadablePath(shown, error);
  }
}

/** The manifests, each Application followed by what it deploys. */
async function delivered(manifests: readonly Manifest[], input: LoadInput): Promise<Loaded[]> {
  const all: Loaded[] = [];
  let checkout: Checkout | undefined;
  const follow = async (list: readonly Manifest[], namespace: string, depth: number) => {
    for (const manifest of list) {
      const { apiVersion, kind } = manifest;
      if (kind === "ApplicationSet" && groupOf(apiVersion) === "argoproj.io") {
        all.push({
          manifest,
          namespace,
          unseen: ["its Applications are made by generators, which do not run here"],
        });
      } else if (kind === "Application" && groupOf(apiVersion) === "argoproj.io") {
        checkout ??= await checkoutAt(input.cwd, input.env);
        if (depth >= DEEPEST_DELIVERY) {
          all.push({ manifest, namespace, unseen: [`it lies ${depth} Applications deep`] });
          continue;
        }
        const {
          manifests: below,
          namespace: destination,
          unseen,
        } = await deliver(manifest, checkout, input.helm);
        all.push({ manifest, namespace, unseen });
        await follow(below, destination, depth + 1);
      } else all.push({ manifest, namespace, unseen: none });
    }
  };
  await follow(manifests, input.namespace, 0);
  return all;
}

const none: readonly string[] = [];
