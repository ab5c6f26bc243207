import { join } from "node:path";

import { logOf, tail, telling } from "../../../local/control-plane/logs.ts";
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

describe("what a log tells", () => {
  it("is without stack traces, and etcd's JSON as text", () => {
    const paths = layout(newFolder());
    const path = logOf(paths, "local", "etcd");
    writeFile(
      path,
      [
        '{"level":"info","msg":"starting"}',
        '{"level":"panic","msg":"failed to create WAL","error":"no space left on device"}',
        "panic: failed to create WAL",
        "goroutine 1 [running]:",
        "go.etcd.io/etcd/server/v3/embed.StartEtcd(0x335441f69808)",
        "\tgo.etcd.io/etcd/server/v3@v3.6.5/embed/etcd.go:262 +0x11c8",
        "main.main()",
        "",
      ].join("\n"),
    );

    expect(telling(paths, path, 3)).toEqual([
      "info starting",
      "panic failed to create WAL: no space left on device",
      "panic: failed to create WAL",
    ]);
  });
});
