import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type * as Yaml from "yaml";
import { report } from "./schema/fault-lines.ts";
import { oneOf, quote } from "./schema/wording.ts";

interface Cluster {
  readonly kubeconfig: string;
  readonly context: string;
}

const ROOT = join(import.meta.dirname, "..");

/**
 * The kubeconfig as the provider finds it: relative to this folder, where the engine starts programs and plugins, so that
 * state names no path of one machine.
 *
 * @throws RunError when the file cannot be read or has no such context; the provider would say so later, and longer.
 */
export function kubeconfigOf({ kubeconfig, context }: Cluster, file: string): string {
  const fault = (key: string, says: string) =>
    new pulumi.RunError(report(file, [{ path: `environment.cluster.${key}`, says }]));

  let text: string;
  try {
    text = readFileSync(join(ROOT, kubeconfig), "utf8");
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "does not exist" : "cannot be read";
    const fix = "put the kubeconfig of the cluster there (for local, make up does)";
    throw fault("kubeconfig", `${quote(kubeconfig)} ${reason}; ${fix}`);
  }
  if (!text.includes(`name: ${context}\n`)) {
    const known = contextsOf(text);
    if (known === undefined)
      throw fault("kubeconfig", `${quote(kubeconfig)} is no kubeconfig; replace it`);
    if (!known.includes(context)) {
      throw fault("context", `${quote(context)} is not in ${kubeconfig}; ${oneOf(context, known)}`);
    }
  }
  return `../${kubeconfig}`;
}

/** Names of the contexts. Loads the YAML reader only when a plain look did not find the name, which saves 40 ms. */
function contextsOf(text: string): string[] | undefined {
  const yaml = createRequire(import.meta.url)("yaml") as typeof Yaml;
  try {
    const { contexts } = yaml.parse(text) as { contexts: { name: string }[] };
    return contexts.map(({ name }) => name);
  } catch {
    return undefined;
  }
}
