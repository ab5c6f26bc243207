import { readFileSync } from "node:fs";
import { join } from "node:path";

import { deliver } from "../../../../ops/lib/manifests/application.ts";
import type { Checkout } from "../../../../ops/lib/manifests/checkout.ts";
import type { Manifest } from "../../../../ops/lib/manifests/manifest.ts";
import { removeFolders } from "../../../local/support/folders.ts";
import {
  CHART,
  fakeHelm,
  folderWith,
  helmWithPod,
  noHelm,
  podNamed,
} from "../../support/manifests.ts";

const URL = "https://github.com/acme/platform";

describe("deliver", () => {
  let root: string;
  const checkout: Checkout = {
    folderOf: (url) => (url === URL ? root : undefined),
    holds: (revision) => Promise.resolve(["", "main"].includes(revision)),
  };
  const app = (spec: object): Manifest => ({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    props: { metadata: { name: "api" }, spec },
    place: { file: "app.yaml", line: () => 1 },
  });
  const from = (source: object, more: object = {}) =>
    app({ destination: { namespace: "core" }, source: { repoURL: URL, ...source }, ...more });
  const namesIn = ({ manifests }: { manifests: readonly Manifest[] }) =>
    manifests.map(({ props }) => (props["metadata"] as { name: string }).name);

  beforeEach(() => {
    root = folderWith({
      "plain/a.yaml": podNamed("a"),
      "plain/notes.yaml": "just: notes",
      "plain/sub/b.yaml": podNamed("b"),
      "chart/Chart.yaml": CHART,
      "chart/prod.yaml": "a: 1",
      "values/prod.yaml": "a: 2",
      "kust/kustomization.yaml": "resources: []",
      "empty/readme.md": "#",
      "broken/a.yaml": "kind: [",
    });
  });
  afterEach(removeFolders);

  it("reads the manifests of a folder, and those below it only when asked to", async () => {
    const flat = await deliver(from({ path: "plain" }), checkout, noHelm);
    const deep = await deliver(
      from({ path: "plain", directory: { recurse: true, jsonnet: {} } }),
      checkout,
      noHelm,
    );

    expect(flat).toMatchObject({ namespace: "core", unseen: [] });
    expect([namesIn(flat), namesIn(deep)]).toEqual([["a"], ["a", "b"]]);
    expect(flat.manifests.map(({ place }) => place.file)).toEqual(["plain/a.yaml"]);
  });

  it("renders a chart for its namespace, with values from chart, root and named source", async () => {
    const helm = helmWithPod();
    const helmed = { valueFiles: ["prod.yaml", "../values/prod.yaml", "/values/prod.yaml"] };

    const found = await deliver(from({ path: "chart", helm: helmed }), checkout, helm);

    expect([found.unseen, namesIn(found)]).toEqual([[], ["api"]]);
    const args = readFileSync(`${helm.path}.args`, "utf8").split("\n");
    expect(args.slice(0, 5)).toEqual([
      ...["template", "api", join(root, "chart"), "--namespace", "core"],
    ]);
    expect(args.filter((arg) => arg.startsWith(root)).slice(1)).toEqual([
      join(root, "chart/prod.yaml"),
      join(root, "values/prod.yaml"),
      join(root, "values/prod.yaml"),
    ]);
  });

  it("takes values from a source that has a name, and everything from several sources", async () => {
    const helm = helmWithPod();
    const sources = [
      { repoURL: URL, path: "chart", helm: { valueFiles: ["$v/values/prod.yaml"] } },
      { repoURL: URL, targetRevision: "main", ref: "v" },
      { repoURL: URL, path: "plain" },
      { repoURL: "https://charts.example", chart: "db", targetRevision: "1.2.3" },
    ];

    const found = await deliver(app({ sources }), checkout, helm);

    expect(found).toMatchObject({
      namespace: "default",
      unseen: ["its source chart db of https://charts.example at 1.2.3 is not in this checkout"],
    });
    expect(namesIn(found)).toEqual(["api", "a"]);
    expect(readFileSync(`${helm.path}.args`, "utf8")).toContain(join(root, "values/prod.yaml"));
  });

  it.each([
    ["no source", {}, "it names no source"],
    ["an empty list of sources", { sources: [] }, "it names no source"],
    [
      "another repository, whose credentials it keeps to itself",
      { source: { repoURL: "https://u:secret@example.com/x", path: "a" } },
      "its source a of https://example.com/x is not in this checkout",
    ],
    [
      "another revision",
      { source: { repoURL: URL, path: "plain", targetRevision: "v1" } },
      `its source plain of ${URL} at v1 is not in this checkout`,
    ],
    [
      "a folder that is not there",
      { source: { repoURL: URL, path: "nowhere" } },
      `its source nowhere of ${URL} is not there in this checkout`,
    ],
    [
      "a folder outside",
      { source: { repoURL: URL, path: "../.." } },
      `its source ../.. of ${URL} is not there in this checkout`,
    ],
    ["a source that is none", { source: "x" }, "its source nothing of no repository is not in"],
    [
      "kustomize",
      { source: { repoURL: URL, path: "plain", kustomize: {} } },
      "its source uses kustomize, which is not rendered here",
    ],
    [
      "a plugin",
      { source: { repoURL: URL, path: "plain", plugin: {} } },
      "its source uses plugin, which is not rendered here",
    ],
    [
      "a kustomization",
      { source: { repoURL: URL, path: "kust" } },
      "kust is a kustomization, which is not rendered here",
    ],
    [
      "jsonnet",
      { source: { repoURL: URL, path: "plain", directory: { jsonnet: { tlas: [] } } } },
      "its source uses directory.jsonnet, which is not followed here",
    ],
    [
      "an exclusion",
      { source: { repoURL: URL, path: "plain", directory: { exclude: "a*" } } },
      "its source uses directory.exclude, which is not followed here",
    ],
    [
      "a folder without manifests",
      { source: { repoURL: URL, path: "empty" } },
      "its source empty holds no manifest",
    ],
    [
      "a broken manifest",
      { source: { repoURL: URL, path: "broken" } },
      "broken/a.yaml line 1: unexpected end of the stream within a flow collection",
    ],
    [
      "values outside the checkout",
      { source: { repoURL: URL, path: "chart", helm: { valueFiles: ["../../x.yaml"] } } },
      "its values file ../../x.yaml is not in this checkout",
    ],
    [
      "values from the net",
      { source: { repoURL: URL, path: "chart", helm: { valueFiles: ["https://e.example/v"] } } },
      "its values file https://e.example/v is not in this checkout",
    ],
    [
      "values of an unknown source",
      { source: { repoURL: URL, path: "chart", helm: { valueFiles: ["$x/v.yaml"] } } },
      "its values file $x/v.yaml is not in this checkout",
    ],
    [
      "a chart that does not render",
      { source: { repoURL: URL, path: "chart" } },
      "chart: helm cannot render it: no; mend the chart or its values",
    ],
  ])("gives the reason why %s cannot be seen", async (_, spec, reason) => {
    const helm = fakeHelm("echo 'Error: no' >&2", "echo more >&2", "exit 1");

    const { manifests, unseen } = await deliver(app(spec), checkout, helm);

    expect(manifests).toEqual([]);
    expect(unseen).toEqual([expect.stringContaining(reason)]);
  });
});
