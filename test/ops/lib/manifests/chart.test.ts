import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type ChartInput, isLibrary, renderChart } from "../../../../ops/lib/manifests/chart.ts";
import { removeFolders } from "../../../local/support/folders.ts";
import { CHART, fakeHelm, folderWith, helmWithPod } from "../../support/manifests.ts";

const inputOf = (path: string, more: Partial<ChartInput> = {}): ChartInput => ({
  path,
  shown: "charts/demo",
  namespace: "core",
  values: [],
  ...more,
});
const argsOf = (path: string) => readFileSync(`${path}.args`, "utf8").trimEnd().split("\n");

describe("renderChart", () => {
  afterEach(removeFolders);

  it("asks helm for the chart with its definitions, in a namespace, with all values", async () => {
    const folder = folderWith({ "demo-1.2.3/Chart.yaml": CHART });
    const helm = helmWithPod();

    const input = inputOf(join(folder, "demo-1.2.3"), { values: ["/a.yaml", "/b.yaml"] });
    const found = await renderChart({ ...input, more: ["--set", "x=1"] }, helm);

    expect(argsOf(helm.path)).toEqual([
      ...["template", "demo", join(folder, "demo-1.2.3"), "--namespace", "core", "--include-crds"],
      ...["--values", "/a.yaml", "--values", "/b.yaml", "--set", "x=1"],
    ]);
    expect(found.map(({ kind, props }) => [kind, props["metadata"]])).toEqual([
      ["Pod", { name: "demo" }],
    ]);
  });

  it("gives helm folders of its own, written values behind the files, and removes them", async () => {
    const helm = fakeHelm(
      `for each; do last=$each; done; cp "$last" "$0.values"`,
      "echo 'apiVersion: v1'; echo 'kind: Pod'",
    );

    await renderChart(
      inputOf("/charts/My_Chart.tgz", { values: ["/a.yaml"], written: "a: 1", skipCrds: true }),
      helm,
    );

    const [, release, , , , crds, , first, , last = ""] = argsOf(helm.path);
    expect([release, crds, first]).toEqual(["my-chart", "--skip-crds", "/a.yaml"]);
    expect(readFileSync(`${helm.path}.values`, "utf8")).toBe("a: 1");
    expect(existsSync(last)).toBe(false);
    const env = readFileSync(`${helm.path}.env`, "utf8");
    for (const home of ["CACHE", "CONFIG", "DATA"])
      expect(env).toMatch(new RegExp(`^HELM_${home}_HOME=.*intelgraph-chart-`, "m"));
  });

  it("names the template as the place, or the chart when there is no such file", async () => {
    const folder = folderWith({ "Chart.yaml": CHART, "templates/pod.yaml": "{{ x }}" });
    const bare = folderWith({ "Chart.yaml": CHART });
    const placesIn = async (path: string) =>
      (await renderChart(inputOf(path), helmWithPod())).map(({ place }) => [
        place.file,
        place.line(),
      ]);

    await expect(placesIn(folder)).resolves.toEqual([["charts/demo/templates/pod.yaml", 1]]);
    await expect(placesIn(bare)).resolves.toEqual([["charts/demo", 3]]);
  });

  it.each([
    [
      "helm's own reason",
      [`echo 'level=WARN msg=x' >&2; echo "Error: in $3: no image" >&2; exit 1`],
      "charts/demo: helm cannot render it: in charts/demo: no image; mend the chart or its values",
    ],
    ["silence", ["exit 3"], "charts/demo: helm cannot render it: it said nothing; mend the chart"],
    [
      "a chart that renders nothing",
      ["echo '# Source: demo/templates/x.yaml'; echo '---'"],
      "charts/demo: renders no object; give values that switch something on",
    ],
    [
      "what is no YAML",
      ["echo 'a: b: c'"],
      "charts/demo line 1: bad indentation of a mapping entry; correct the YAML there",
    ],
    ["what is no manifest", ["echo 'a: 1'"], "charts/demo line 1: has no apiVersion and no kind"],
  ])("says %s in one line", async (_, lines, message) => {
    await expect(renderChart(inputOf("/somewhere/demo"), fakeHelm(...lines))).rejects.toThrow(
      message,
    );
  });

  it("says that helm does not start", async () => {
    const helm = { program: () => Promise.resolve("/nowhere/helm"), env: {} };

    await expect(renderChart(inputOf("/somewhere/demo"), helm)).rejects.toThrow(
      "charts/demo: helm cannot render it: spawn /nowhere/helm ENOENT",
    );
  });
});

describe("isLibrary", () => {
  afterEach(removeFolders);

  it.each([
    [`${CHART}type: library\n`, true],
    [`${CHART}type: application\n`, false],
    [CHART, false],
    ["type: [", false],
  ])("reads it from Chart.yaml (%j)", (text, expected) => {
    expect(isLibrary(folderWith({ "Chart.yaml": text }))).toBe(expected);
  });
});
