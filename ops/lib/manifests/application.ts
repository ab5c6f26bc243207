import { join, relative } from "node:path";

import { CannotTell } from "../../../policy-packs/lib/finding.ts";
import { field, isAbsent, isRecord, type Props, textAt } from "../../../policy-packs/lib/values.ts";
import { type Helm, renderChart } from "./chart.ts";
import { type Checkout, within } from "./checkout.ts";
import { folderContent, isChart, isKustomization, namesIn } from "./folder.ts";
import { helmValues, type ValueFile } from "./helm-source.ts";
import { documentsOf, isClaimed, type Manifest, manifestsOf } from "./manifest.ts";
import { readText } from "./read-text.ts";

/** What an Argo CD Application deploys, as far as it can be seen from here. */
export interface Delivered {
  readonly manifests: readonly Manifest[];
  /** Namespace for objects that name none. */
  readonly namespace: string;
  /** Why something of it cannot be seen, one reason for each source. */
  readonly unseen: readonly string[];
}

interface Source {
  readonly props: Props;
  readonly repoURL: string;
  readonly folder: string | undefined;
  /** Root of the checkout, when that is where the source is. */
  readonly root: string | undefined;
}

/** Renders every source that lies in this checkout. Never throws for a source: what cannot be seen has its reason. */
export async function deliver(
  { props, place }: Manifest,
  checkout: Checkout,
  helm: Helm,
): Promise<Delivered> {
  const spec = field(props, "spec");
  const namespace = quietText(spec, "destination", "namespace") ?? "default";
  const name = quietText(props, "metadata", "name") ?? "release";
  const sources = sourcesOf(spec);
  if (sources.length === 0) return { manifests: [], namespace, unseen: ["it names no source"] };
  const manifests: Manifest[] = [];
  const unseen: string[] = [];
  const placed = await Promise.all(sources.map((source) => locate(source, checkout)));
  const refs = new Map(
    placed.flatMap((one) => {
      const ref = quietText(one.props, "ref");
      return ref === undefined ? [] : [[ref, one.root] as const];
    }),
  );
  for (const source of placed) {
    try {
      manifests.push(...(await render(source, { name, namespace, refs, file: place.file }, helm)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      unseen.push(reason.split("\n")[0] ?? reason);
    }
  }
  return { manifests, namespace, unseen };
}

function sourcesOf(spec: unknown): readonly unknown[] {
  const several = field(spec, "sources");
  if (Array.isArray(several) && several.length > 0) return several as readonly unknown[];
  const one = field(spec, "source");
  return isAbsent(one) ? [] : [one];
}

async function locate(source: unknown, checkout: Checkout): Promise<Source> {
  const props = isRecord(source) ? source : {};
  const repoURL = quietText(props, "repoURL") ?? "";
  const path = quietText(props, "path");
  const root = checkout.folderOf(repoURL);
  const current =
    root !== undefined && (await checkout.holds(quietText(props, "targetRevision") ?? ""));
  const folder = current && path !== undefined ? within(root, path) : undefined;
  return { props, repoURL, folder, root: current ? root : undefined };
}

interface Situation {
  readonly name: string;
  readonly namespace: string;
  readonly refs: ReadonlyMap<string, string | undefined>;
  readonly file: string;
}

async function render(source: Source, at: Situation, helm: Helm): Promise<Manifest[]> {
  const { props, folder, root } = source;
  const path = quietText(props, "path");
  // A source that others only take values from.
  if (path === undefined && quietText(props, "ref") !== undefined && root !== undefined) return [];
  if (folder === undefined || root === undefined || path === undefined) throw elsewhere(source);
  for (const key of ["kustomize", "plugin"]) {
    if (!isAbsent(field(props, key)))
      throw new CannotTell(`its source uses ${key}, which is not rendered here`);
  }
  const names = namesIn(folder, path);
  if (isChart(names)) {
    const files = (text: string) => valueFile(text, { folder, root }, at.refs);
    const { release, namespace, ...input } = helmValues(field(props, "helm"), files);
    const where = { path: folder, shown: path, release: release ?? at.name };
    return renderChart({ ...where, ...input, namespace: namespace ?? at.namespace }, helm);
  }
  if (isKustomization(names))
    throw new CannotTell(`${path} is a kustomization, which is not rendered here`);
  return plain(folder, path, field(props, "directory"));
}

function elsewhere({ props, repoURL, root }: Source): CannotTell {
  const chart = quietText(props, "chart");
  const revision = quietText(props, "targetRevision");
  const path = quietText(props, "path");
  const what = chart === undefined ? (path ?? "nothing") : `chart ${chart}`;
  const from = `${what} of ${repoURL === "" ? "no repository" : withoutCredentials(repoURL)}`;
  const at = revision === undefined ? "" : ` at ${revision}`;
  const reason = root === undefined ? "is not in this checkout" : "is not there in this checkout";
  return new CannotTell(`its source ${from}${at} ${reason}`);
}

const withoutCredentials = (url: string): string => url.replace(/\/\/[^@/]*@/, "//");

/** A values file of an Application: from the chart, from the root (`/...`), or from a source that has a name (`$...`). */
function valueFile(
  text: string,
  { folder, root }: { readonly folder: string; readonly root: string },
  refs: ReadonlyMap<string, string | undefined>,
): ValueFile {
  const [, ref, below] = /^\$([^/]+)\/(.+)$/.exec(text) ?? [];
  if (ref !== undefined && below !== undefined) {
    const other = refs.get(ref);
    if (other === undefined)
      throw new CannotTell(`its values file ${text} is not in this checkout`);
    return { path: join(other, below), found: within(other, below) !== undefined };
  }
  if (/^[a-z]+:\/\//.test(text))
    throw new CannotTell(`its values file ${text} is not in this checkout`);
  const path = join(text.startsWith("/") ? root : folder, text);
  return { path, found: within(root, relative(root, path)) !== undefined };
}

/** Argo CD reads the files of the folder itself, and those below it only when asked to. */
function plain(folder: string, shown: string, directory: unknown): Manifest[] {
  for (const key of ["jsonnet", "include", "exclude"]) {
    const value = field(directory, key);
    if (!isAbsent(value) && value !== "" && !(isRecord(value) && Object.keys(value).length === 0))
      throw new CannotTell(`its source uses directory.${key}, which is not followed here`);
  }
  const recurse = field(directory, "recurse") === true;
  const { files } = folderContent(folder, shown, recurse);
  const found = files.flatMap(({ path, shown: file }) => {
    const text = readText(path, file);
    return manifestsOf(documentsOf(text, file).filter(isClaimed), text);
  });
  if (found.length === 0) throw new CannotTell(`its source ${shown} holds no manifest`);
  return found;
}

function quietText(value: unknown, ...path: readonly string[]): string | undefined {
  try {
    return textAt(value, ...path);
  } catch {
    return undefined;
  }
}
