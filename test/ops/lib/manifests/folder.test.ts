import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { folderContent } from "../../../../ops/lib/manifests/folder.ts";
import { removeFolders } from "../../../local/support/folders.ts";
import { CHART, folderWith, podNamed } from "../../support/manifests.ts";

const pod = podNamed("a");
const shownOf = (list: readonly { shown: string }[]) => list.map(({ shown }) => shown);

describe("folderContent", () => {
  afterEach(removeFolders);

  it("finds manifests at any depth, charts, and says what it leaves out", () => {
    const folder = folderWith({
      "b.yml": pod,
      "a.yaml": pod,
      "sub/deep/c.json": "{}",
      "readme.md": "#",
      "values.yaml": "a: 1",
      "values-prod.yaml": "a: 1",
      "demo/Chart.yaml": CHART,
      "demo/templates/x.yaml": "{{ x }}",
      ".git/config.yaml": pod,
      "node_modules/x/y.yaml": pod,
    });

    const { files, charts, skipped } = folderContent(folder, "deploy");

    expect(shownOf(files)).toEqual(["deploy/a.yaml", "deploy/b.yml", "deploy/sub/deep/c.json"]);
    expect(shownOf(charts)).toEqual(["deploy/demo"]);
    expect(skipped).toEqual([
      { file: "deploy/.git", reason: "hidden folder" },
      { file: "deploy/node_modules", reason: "packages of npm" },
      { file: "deploy/readme.md", reason: "neither YAML nor JSON" },
      { file: "deploy/values-prod.yaml", reason: "values of a chart" },
      { file: "deploy/values.yaml", reason: "values of a chart" },
    ]);
  });

  it("stays in the folder itself when it is told to", () => {
    const folder = folderWith({ "a.yaml": pod, "sub/b.yaml": pod });

    const { files, skipped } = folderContent(folder, "d", false);

    expect(shownOf(files)).toEqual(["d/a.yaml"]);
    expect(skipped).toEqual([{ file: "d/sub", reason: "folder below, not asked for" }]);
  });

  it("follows a link to a folder elsewhere, twice if it is linked twice", () => {
    const folder = folderWith({ "real/a.yaml": pod });
    symlinkSync(join(folder, "real"), join(folder, "also"));

    expect(shownOf(folderContent(folder, "d").files)).toEqual(["d/also/a.yaml", "d/real/a.yaml"]);
  });

  it.each([
    [".", "d/sub/loop: is a symbolic link that leads back to a folder above it; remove the link"],
    ["..", "d/sub/loop: is a symbolic link that leads back to a folder above it; remove the link"],
    ["loop", "d/sub/loop: is a symbolic link that leads back to itself; name a manifest"],
    ["nowhere", "d/sub/loop: does not exist; name a manifest"],
  ])("refuses a link to %s", (target, message) => {
    const folder = folderWith({ "a.yaml": pod });
    mkdirSync(join(folder, "sub"));
    symlinkSync(target, join(folder, "sub/loop"));

    expect(() => folderContent(folder, "d")).toThrow(message);
  });

  it.each(["kustomization.yaml", "kustomization.yml", "Kustomization"])(
    "refuses a folder with %s, and says how to render it",
    (name) => {
      const folder = folderWith({ [`sub/${name}`]: "resources: []", "a.yaml": pod });

      expect(() => folderContent(folder, "d")).toThrow(
        new Error(
          "d/sub: is a kustomization, which is not rendered here; kubectl kustomize d/sub | ops policy check -",
        ),
      );
    },
  );
});
