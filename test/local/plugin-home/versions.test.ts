import { join } from "node:path";

import { wantedPlugins } from "../../../local/plugin-home/versions.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";

const withPackages = (dependencies: object) => {
  const root = newFolder();
  writeFile(join(root, "package.json"), JSON.stringify({ dependencies }));
  return root;
};

afterEach(removeFolders);

describe("versions of the resource plugins", () => {
  it("are those of the packages this project pins", () => {
    const plugins = wantedPlugins(join(import.meta.dirname, "../../.."));

    expect(plugins.map(({ name }) => name)).toEqual(["kubernetes", "random"]);
    expect(plugins.every(({ version }) => /^\d+\.\d+\.\d+$/.test(version))).toBe(true);
  });

  it.each([
    ["missing", {}, "missing"],
    ["a range", { "@pulumi/kubernetes": "^4.34.2" }, '"^4.34.2" is no exact version'],
  ])("are refused when one is %s", (_, dependencies, problem) => {
    const root = withPackages(dependencies);

    expect(() => wantedPlugins(root)).toThrow(
      `package.json: dependencies.@pulumi/kubernetes: ${problem}; pin it exactly, since the plugin has to match it`,
    );
  });
});
