import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import type { KubernetesObject } from "../../components/delivery/lib/object.ts";

const MODULES = {
  "argo-cd": "github.com/argoproj/argo-cd/v3@v3.1.16",
  "argo-rollouts": "github.com/argoproj/argo-rollouts@v1.8.3",
} as const;

/** The objects of a manifest that a project publishes in its Go module, out of Go's own cache. */
export function manifest(project: keyof typeof MODULES, path: string): readonly KubernetesObject[] {
  const args = ["mod", "download", "-json", MODULES[project]];
  const answer = execFileSync("go", args, { cwd: tmpdir(), encoding: "utf8" });
  const { Dir } = JSON.parse(answer) as { readonly Dir: string };
  const documents = loadAll(readFileSync(join(Dir, "manifests", path), "utf8"));
  return documents.filter((one) => one !== null) as unknown as readonly KubernetesObject[];
}
