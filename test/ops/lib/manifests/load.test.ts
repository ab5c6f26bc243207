import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";

import { type LoadInput, loadManifests } from "../../../../ops/lib/manifests/load.ts";
import { removeFolders, writeFile } from "../../../local/support/folders.ts";
import {
  CHART,
  fakeHelm,
  folderWith,
  helmWithPod,
  noHelm,
  podNamed,
} from "../../support/manifests.ts";

const app = (more: object) =>
  JSON.stringify({
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: { name: "a" },
    ...more,
  });

describe("loadManifests", () => {
  let cwd: string;
  const load = (inputs: readonly string[], more: Partial<LoadInput> = {}) =>
    loadManifests({
      ...{ inputs, values: [], namespace: "default", cwd, env: process.env, helm: noHelm },
      ...more,
    });
  const found = async (inputs: readonly string[], more: Partial<LoadInput> = {}) =>
    (await load(inputs, more)).loaded.map(({ manifest: { kind, props, place } }) =>
      [kind, (props["metadata"] as { name: string }).name, place.file, place.line()].join(" "),
    );
  const faults = async (inputs: readonly string[], more: Partial<LoadInput> = {}) => {
    try {
      await load(inputs, more);
    } catch (error) {
      return (error as AggregateError).errors.map((one: Error) => one.message);
    }
    throw new Error("nothing was refused");
  };

  beforeEach(() => {
    cwd = folderWith({
      "a.yaml": `${podNamed("a")}---\n${podNamed("b")}`,
      "deploy/c.json": '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"c"}}',
      "deploy/notes.yaml": "just: notes",
      "deploy/package.json": "{}",
      "bad/one.yaml": "a: [",
      "bad/two.yaml": "kind: Pod",
      "bad/three.yaml": podNamed("three"),
      "notes/x.yaml": "just: notes",
      "demo/Chart.yaml": CHART,
      "lib/Chart.yaml": `${CHART}type: library\n`,
      "kind.yaml": "kind: Pod",
      "empty/readme.md": "",
      "v.yaml": "",
      "demo-0.1.0.tgz": "an archive, as far as the stand-in for helm knows",
    });
  });
  afterEach(removeFolders);

  it("reads files, folders and stdin, in the order in which they are named, each once", async () => {
    const stdin = () => podNamed("s");

    await expect(found(["a.yaml", "-", "deploy", "a.yaml"], { stdin })).resolves.toEqual([
      "Pod a a.yaml 1",
      "Pod b a.yaml 5",
      "Pod s stdin 1",
      "Pod c deploy/c.json 1",
    ]);
  });

  it("says what it leaves out of a folder", async () => {
    const { skipped } = await load(["deploy"]);

    expect(skipped).toEqual([
      { file: "deploy/notes.yaml", reason: "no document in it has apiVersion and kind" },
      { file: "deploy/package.json", reason: "no document in it has apiVersion and kind" },
    ]);
  });

  it("renders charts: a folder, an archive, and those in a folder, but for libraries", async () => {
    const more = { helm: helmWithPod(), values: ["v.yaml"] };
    const { rendered, loaded } = await load(["demo", "demo-0.1.0.tgz"], more);
    expect([rendered, loaded.length]).toEqual([["demo", "demo-0.1.0.tgz"], 2]);

    const parent = folderWith({
      "charts/demo/Chart.yaml": CHART,
      "charts/lib/Chart.yaml": `${CHART}type: library\n`,
    });
    const among = await load(["charts"], { cwd: parent, helm: helmWithPod() });
    expect([among.rendered, among.skipped]).toEqual([
      ["charts/demo"],
      [{ file: "charts/lib", reason: "library chart" }],
    ]);
  });

  it("says all that is wrong at once, and then reads nothing", async () => {
    await expect(faults(["bad", "nowhere.yaml", "a.yaml"])).resolves.toEqual([
      expect.stringMatching(/^bad\/one\.yaml line 1: /),
      "bad/two.yaml line 1: has no apiVersion; give a manifest with apiVersion and kind",
      "nowhere.yaml: does not exist; name a manifest, a folder, a chart, or - for stdin",
    ]);
  });

  it.each([
    ["", '"": is no path; name a file or folder'],
    ["empty", "empty: holds no manifest; name a folder with *.yaml, *.yml or *.json in it"],
    ["notes", "notes: holds no manifest; name a folder with *.yaml, *.yml or *.json in it"],
    ["notes/x.yaml", "notes/x.yaml line 1: has no apiVersion and no kind; give a manifest with"],
    ["kind.yaml", "kind.yaml line 1: has no apiVersion; give a manifest with apiVersion and kind"],
    ["v.yaml", "v.yaml: is empty; give at least one manifest"],
    ["/dev/null", "/dev/null: is empty; give at least one manifest"],
  ])("never takes nothing for something: %j", async (input, message) => {
    await expect(faults([input])).resolves.toEqual([expect.stringContaining(message)]);
  });

  it.each(["---\n# nothing\n---\n", "[]", '{"apiVersion":"v1","kind":"List","items":[]}'])(
    "never takes a text without a manifest for something: %j",
    async (text) => {
      await expect(faults(["-"], { stdin: () => text })).resolves.toEqual([
        "stdin: holds no manifest; give at least one",
      ]);
    },
  );

  it("refuses links that lead in circles", async () => {
    symlinkSync("..", join(cwd, "deploy/up"));

    await expect(faults(["deploy"])).resolves.toEqual([
      "deploy/up/deploy: is a symbolic link that leads back to a folder above it; remove the link",
    ]);
  });

  it("looks at values files before it renders anything", async () => {
    await expect(faults(["demo"], { values: ["valuse.yaml", "deploy"] })).resolves.toEqual([
      "valuse.yaml: does not exist; give a YAML file of values",
      "deploy: is a folder; give a YAML file of values",
    ]);
  });

  it("refuses values for nothing", async () => {
    await expect(faults(["a.yaml"], { values: ["v.yaml"] })).resolves.toEqual([
      "--values: is for charts, and none was given; name a chart, or leave it out",
    ]);
  });

  it("says that a chart does not render, and what else is wrong", async () => {
    const helm = fakeHelm("echo 'Error: no image' >&2", "exit 1");

    await expect(faults(["demo", "kind.yaml"], { helm })).resolves.toEqual([
      "demo: helm cannot render it: no image; mend the chart or its values",
      expect.stringMatching(/^kind\.yaml/),
    ]);
  });

  it("hands on what is no fault of the input", async () => {
    await expect(load(["demo"])).rejects.toThrow("helm was asked for");
  });

  it("follows no Application round in circles, and says where it stopped", async () => {
    execFileSync("git", ["init", "-q", cwd]);
    const source = { repoURL: `file://${cwd}`, path: "loop" };
    const text = app({ spec: { source, destination: { namespace: "core" } } });
    writeFile(join(cwd, "loop/app.json"), text);

    const { loaded } = await load(["loop/app.json"]);

    expect(loaded.map(({ namespace }) => namespace)).toEqual(["default", ...Array(8).fill("core")]);
    expect(loaded.flatMap(({ unseen }) => unseen)).toEqual(["it lies 8 Applications deep"]);
  });

  it("says that nobody sees what an ApplicationSet makes", async () => {
    const text = app({ kind: "ApplicationSet" });

    const { loaded } = await load(["-"], { stdin: () => text });

    expect(loaded.map(({ unseen }) => unseen)).toEqual([
      ["its Applications are made by generators, which do not run here"],
    ]);
  });
});
