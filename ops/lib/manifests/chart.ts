import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { load } from "js-yaml";

import { run } from "../../../lib/run.ts";
import { isRecord } from "../../../policy-packs/lib/values.ts";
import { documentsOf, type Manifest, manifestsOf } from "./manifest.ts";
import { faultAt } from "./place.ts";

/** Runs Helm, which is built when it is first needed. */
export interface Helm {
  /** Path of the program. @throws what stopped it from being there */
  readonly program: () => Promise<string>;
  /** Environment it runs in. */
  readonly env: NodeJS.ProcessEnv;
}

/** How one chart is rendered. */
export interface ChartInput {
  /** Folder or archive. */
  readonly path: string;
  readonly shown: string;
  readonly namespace: string;
  /** @default the name of the chart */
  readonly release?: string | undefined;
  /** Paths of values files. */
  readonly values: readonly string[];
  /** Values as a text, over those of the files. */
  readonly written?: string | undefined;
  /** Further arguments of `helm template`. */
  readonly more?: readonly string[];
  /** Leaves out the folder `crds`. @default false */
  readonly skipCrds?: boolean | undefined;
}

/** Longest time a chart may take. */
const LONGEST_MS = 120_000;

/** Whether a chart only lends templates to others and renders nothing. */
export function isLibrary(folder: string): boolean {
  try {
    const facts = load(readFileSync(join(folder, "Chart.yaml"), "utf8"));
    return isRecord(facts) && facts["type"] === "library";
  } catch {
    return false;
  }
}

/** The objects a chart makes, its CustomResourceDefinitions included. @throws Fault with Helm's own reason */
export async function renderChart(input: ChartInput, helm: Helm): Promise<Manifest[]> {
  const { path, shown } = input;
  const scratch = mkdtempSync(join(tmpdir(), "intelgraph-chart-"));
  try {
    const { code, stdout, stderr } = await run(await helm.program(), argsOf(input, scratch), {
      env: { ...helm.env, ...homes(scratch) },
      timeoutMs: LONGEST_MS,
    });
    if (code !== 0) {
      const problem = `helm cannot render it: ${helmReason(stderr, path, shown)}`;
      throw faultAt(shown, undefined, problem, "mend the chart or its values");
    }
    if (!/^\s*[^\s#-]/m.test(stdout)) {
      throw faultAt(shown, undefined, "renders no object", "give values that switch something on");
    }
    return manifestsOf(documentsOf(stdout, shown), "").map((manifest) => ({
      ...manifest,
      place: placed(manifest, path, shown),
    }));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function argsOf(input: ChartInput, scratch: string): string[] {
  const { path, namespace, written, more = [], skipCrds = false } = input;
  const values = [...input.values];
  if (written !== undefined) {
    const file = join(scratch, "values.yaml");
    writeFileSync(file, written, { mode: 0o600 });
    values.push(file);
  }
  return [
    "template",
    input.release ?? releaseOf(path),
    path,
    "--namespace",
    namespace,
    skipCrds ? "--skip-crds" : "--include-crds",
    ...values.flatMap((file) => ["--values", file]),
    ...more,
  ];
}

/** Folders of its own, so that nothing of the user's settings, plugins and repositories decides what is rendered. */
const homes = (scratch: string) => ({
  HELM_CACHE_HOME: join(scratch, "cache"),
  HELM_CONFIG_HOME: join(scratch, "config"),
  HELM_DATA_HOME: join(scratch, "data"),
});

function releaseOf(path: string): string {
  const [base = ""] = path.replace(/\/+$/, "").split("/").slice(-1);
  const name = base.replace(/\.tgz$/, "").replace(/-\d+\.\d+\..*$/, "");
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return plain.slice(0, 53) || "release";
}

/** A template in the folder is the place; its lines are not those of what it renders. */
function placed({ place, template }: Manifest, path: string, shown: string) {
  const below = template?.split("/").slice(1).join("/");
  if (below === undefined || !existsSync(join(path, below)))
    return { file: shown, line: place.line };
  return { file: join(shown, below), line: () => 1 };
}

function helmReason(stderr: string, path: string, shown: string): string {
  const lines = stderr.split("\n").filter((line) => line.trim() !== "" && !/^level=/.test(line));
  const line = lines.find((one) => /^Error:/.test(one)) ?? lines[0] ?? "it said nothing";
  return line
    .replace(/^Error: */, "")
    .replaceAll(path, shown)
    .trim();
}
