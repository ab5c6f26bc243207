import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { lockedDependencies } from "../../../../local/plugins/language-nodejs/dependencies.ts";

describe("locked dependencies", () => {
  const project = mkdtempSync(path.join(tmpdir(), "dependencies-"));
  const stacks = path.join(project, "stacks");
  mkdirSync(stacks);

  afterAll(() => {
    rmSync(project, { recursive: true });
  });

  it("are none without a lock file", () => {
    expect(lockedDependencies(stacks, true)).toEqual([]);
  });

  it("are the project's own, or all of them, from the nearest lock file above", () => {
    const packages = {
      "": { dependencies: { zod: "4" }, devDependencies: { "@scope/tool": "1" } },
      "node_modules/zod": { version: "4.6.7" },
      "node_modules/@scope/tool": { version: "1.0.0" },
      "node_modules/deep": { version: "2.0.0" },
      "node_modules/zod/node_modules/deep": { version: "1.0.0" },
    };
    writeFileSync(path.join(project, "package-lock.json"), JSON.stringify({ packages }));

    const names = (transitive: boolean) =>
      lockedDependencies(stacks, transitive).map(({ name, version }) => `${name} ${version}`);

    expect(names(false)).toEqual(["@scope/tool 1.0.0", "zod 4.6.7"]);
    expect(names(true)).toEqual(["@scope/tool 1.0.0", "deep 2.0.0", "deep 1.0.0", "zod 4.6.7"]);
  });
});
