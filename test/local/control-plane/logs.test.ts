import { join } from "node:path";

import { logOf, tail } from "../../../local/control-plane/logs.ts";
import { layout } from "../../../local/layout.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";

afterEach(removeFolders);

describe("the end of a log", () => {
  it("is its last lines, without empty ones and without this machine's path", () => {
    const paths = layout(newFolder());
    const path = logOf(paths, "local", "etcd");
    writeFile(path, `one\ntwo\n\nopened ${join(paths.root, ".local/clusters/local/etcd")}\n`);

    expect(tail(paths, path, 2)).toEqual(["two", "opened .local/clusters/local/etcd"]);
  });

  it("is read from the end of a large file", () => {
    const paths = layout(newFolder());
    const path = logOf(paths, "local", "etcd");
    writeFile(path, `${"x".repeat(400_000)}\nlast\n`);

    expect(tail(paths, path, 1)).toEqual(["last"]);
  });

  it("is empty where there is no log", () => {
    const paths = layout(newFolder());

    expect(tail(paths, logOf(paths, "local", "etcd"), 5)).toEqual([]);
  });
});
