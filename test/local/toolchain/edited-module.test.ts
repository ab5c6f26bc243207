import { readFileSync } from "node:fs";
import { join } from "node:path";

import { editedModule } from "../../../local/toolchain/edited-module.ts";
import type { SourceEdit } from "../../../local/toolchain/tool.ts";
import { fakeGo } from "../support/fake-go.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";

afterEach(removeFolders);

describe("a tool with edits", () => {
  const edit = { file: "a/b.go", text: '"0.0.0.0:%d"', becomes: '"127.0.0.1:%d"' };
  const made = (source: string, edits?: readonly SourceEdit[]) => {
    const original = newFolder();
    const folder = newFolder();
    const { tool } = fakeGo();
    writeFile(join(original, "a/b.go"), source, 0o400);
    const edited = { ...tool, ...(edits === undefined ? {} : { edits }) };
    return { folder, flags: editedModule(edited, folder, () => Promise.resolve(original)) };
  };

  it("is built from a copy of its module in which the text is another", async () => {
    const { folder, flags } = made('listen("0.0.0.0:%d")\n', [edit]);

    expect(await flags).toEqual([`-modfile=${join(folder, "go.mod")}`]);
    expect(readFileSync(join(folder, "source/a/b.go"), "utf8")).toBe('listen("127.0.0.1:%d")\n');
    expect(readFileSync(join(folder, "go.mod"), "utf8")).toMatch(
      new RegExp(`^replace \\S+ => ${join(folder, "source")}$`, "m"),
    );
  });

  it("is built as it is when there is nothing to edit", async () => {
    expect(await made("listen()\n").flags).toEqual([]);
  });

  it.each(["listen()\n", 'a("0.0.0.0:%d") b("0.0.0.0:%d")\n'])(
    "is refused when the text is not there exactly once",
    async (source) => {
      await expect(made(source, [edit]).flags).rejects.toThrow(
        'pair 1.2.3: a/b.go does not hold "0.0.0.0:%d" exactly once; look at that source and correct edits in tool.json of pair',
      );
    },
  );
});
