import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { stringify } from "yaml";
import { kubeconfigOf } from "../../stacks/kubeconfig.ts";

const root = join(import.meta.dirname, "../..");
const contexts = [{ name: "intelgraph-dev" }, { name: "other" }];
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "kubeconfig-"))));
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Writes a kubeconfig and tells its path as settings would. */
function written(text: string): string {
  const file = join(folder, "config");
  writeFileSync(file, text);
  return relative(root, file);
}

describe("kubeconfigOf", () => {
  it.each([
    ["YAML", stringify({ contexts })],
    ["JSON", JSON.stringify({ contexts })],
  ])("gives the path from the folder of the program, for a file in %s", (_, text) => {
    const kubeconfig = written(text);

    expect(kubeconfigOf({ kubeconfig, context: "intelgraph-dev" }, "")).toBe(`../${kubeconfig}`);
  });

  it("says which context was meant", () => {
    const kubeconfig = written(stringify({ contexts }));

    expect(() =>
      kubeconfigOf({ kubeconfig, context: "intelgraph-dve" }, "Pulumi.dev.yaml"),
    ).toThrow(
      new Error(
        `Pulumi.dev.yaml: 1 fault\n  environment.cluster.context  "intelgraph-dve" is not in ${kubeconfig}; did you mean intelgraph-dev?`,
      ),
    );
  });

  it("says that a file does not exist, and who writes it", () => {
    expect(() =>
      kubeconfigOf({ kubeconfig: ".local/kube/none", context: "x" }, "Pulumi.dev.yaml"),
    ).toThrow(
      new Error(
        'Pulumi.dev.yaml: 1 fault\n  environment.cluster.kubeconfig  ".local/kube/none" does not exist; put the kubeconfig of the cluster there (for local, make up does)',
      ),
    );
  });

  it.each(["", "[", "contexts: 7"])("refuses %j as a kubeconfig", (text) => {
    const kubeconfig = written(text);

    expect(() => kubeconfigOf({ kubeconfig, context: "x" }, "")).toThrow(
      /is no kubeconfig; replace it$/,
    );
  });
});
