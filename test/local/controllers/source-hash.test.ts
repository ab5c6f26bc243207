import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { standInMain } from "../../../local/controllers/controllers.ts";
import { sourceHash, sourcesOf } from "../../../local/controllers/source-hash.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";

afterEach(removeFolders);

describe("the sources of a program of ours", () => {
  const program = () => {
    const folder = newFolder();
    const main = writeFile(
      join(folder, "app", "main.ts"),
      'import { join } from "node:path";\nimport {\n  a,\n  type A,\n} from "../lib/a.ts";\nimport type { T } from "../lib/types.ts";\nimport "./effect.ts";\n',
    );
    writeFile(join(folder, "app", "effect.ts"), "globalThis.x = 1;\n");
    writeFile(join(folder, "lib", "a.ts"), 'export { b } from "./b.ts";\n');
    writeFile(join(folder, "lib", "b.ts"), 'import "./a.ts";\nexport const b = 1;\n');
    writeFile(join(folder, "lib", "types.ts"), "export interface T {}\n");
    return { folder, main };
  };

  it("are the module and all of ours that it imports, types left out", () => {
    const { folder, main } = program();

    expect(sourcesOf(main).map((path) => path.slice(folder.length + 1))).toEqual([
      ...["app/effect.ts", "app/main.ts", "lib/a.ts", "lib/b.ts"],
    ]);
  });

  it("have another hash when one of them changes, and the same in another folder", () => {
    const [one, other] = [program(), program()];
    const before = sourceHash(one.main);

    expect(sourceHash(other.main)).toBe(before);
    writeFile(join(one.folder, "lib", "types.ts"), "export interface U {}\n");
    expect(sourceHash(one.main)).toBe(before);
    writeFile(join(one.folder, "lib", "b.ts"), "export const b = 2;\n");
    expect(sourceHash(one.main)).not.toBe(before);
  });

  it("of the kubelet's stand-in are its whole folder, and what it takes from elsewhere", () => {
    const sources = sourcesOf(standInMain);
    const own = readdirSync(dirname(standInMain)).map((name) => join(dirname(standInMain), name));

    expect(sources).toEqual(expect.arrayContaining(own));
    expect(sources.map((path) => basename(path))).toEqual(
      expect.arrayContaining(["write-atomic.ts", "api.ts", "compose.ts"]),
    );
  });
});
