import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import type { KubernetesObject } from "../../components/delivery/lib/object.ts";
import { run } from "../../lib/run.ts";

const MODULES = {
  "argo-cd": "github.com/argoproj/argo-cd/v3@v3.1.16",
  "argo-rollouts": "github.com/argoproj/argo-rollouts@v1.8.3",
} as const;

/** The objects of a manifest that a project publishes in its Go module, out of Go's own cache. */
export async function manifest(
  project: keyof typeof MODULES,
  path: string,
): Promise<readonly KubernetesObject[]> {
  const module = MODULES[project];
  const { code, stdout, stderr } = await run("go", ["mod", "download", "-json", module], {
    cwd: tmpdir(),
  });
  if (code !== 0) throw new Error(`go mod download ${module} failed: ${stderr}`);
  const { Dir } = JSON.parse(stdout) as { readonly Dir: string };
  const documents = loadAll(readFileSync(join(Dir, "manifests", path), "utf8"));
  return documents.filter((one) => one !== null) as readonly KubernetesObject[];
}
