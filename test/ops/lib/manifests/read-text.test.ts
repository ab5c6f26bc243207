import { execFileSync } from "node:child_process";
import { closeSync, openSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import {
  readBytes,
  readStdin,
  readText,
  textOf,
  unreadablePath,
} from "../../../../ops/lib/manifests/read-text.ts";
import { newFolder, removeFolders, writeFile } from "../../../local/support/folders.ts";

const next = "name a manifest, a folder, a chart, or - for stdin";

describe("readText", () => {
  afterEach(removeFolders);

  it("reads UTF-8, and leaves out the byte order mark", () => {
    const path = writeFile(join(newFolder(), "a.yaml"), "\uFEFFname: Zoë\n");

    expect(readText(path, "a.yaml")).toBe("name: Zoë\n");
  });

  it.each([
    ["binary", Buffer.from([0x61, 0, 0x62]), "x: is binary; give YAML or JSON in UTF-8"],
    ["UTF-16", Buffer.from("\uFEFFa: 1", "utf16le"), "x: is binary; give YAML or JSON in UTF-8"],
    ["Latin-1", Buffer.from([0x61, 0xe9, 0x0a]), "x: is not UTF-8; save it as UTF-8"],
    ["empty", Buffer.alloc(0), "x: is empty; give at least one manifest"],
    ["blank", Buffer.from(" \n\t\n"), "x: is empty; give at least one manifest"],
  ])("refuses what is %s in one line", (_, bytes, message) => {
    expect(() => textOf(bytes, "x")).toThrow(new Error(message));
  });

  it("refuses more than 64 MiB without reading it", () => {
    const path = writeFile(join(newFolder(), "big.yaml"), "");
    truncateSync(path, 100 * 1024 * 1024);

    expect(() => readBytes(path, "big.yaml")).toThrow(
      new Error(
        "big.yaml: is larger than 64 MiB, the most that is read; split it into several files",
      ),
    );
  });

  it("reads as much as 64 MiB", () => {
    const path = writeFile(join(newFolder(), "big.yaml"), "");
    truncateSync(path, 64 * 1024 * 1024);

    expect(readBytes(path, "big.yaml")).toHaveLength(64 * 1024 * 1024);
  });

  it("ends at the limit of a stream that never does", () => {
    const endless = openSync("/dev/zero", "r");
    try {
      expect(() => readStdin(endless)).toThrow("stdin: is larger than 64 MiB");
    } finally {
      closeSync(endless);
    }
  });

  it("reads a pipe to its end", () => {
    const pipe = join(newFolder(), "pipe");
    execFileSync("mkfifo", [pipe]);
    const both = openSync(pipe, "r+");
    try {
      writeFileSync(both, "kind: Pod\n");
      const reading = openSync(pipe, "r");
      closeSync(both);
      expect(readStdin(reading)).toBe("kind: Pod\n");
      closeSync(reading);
    } finally {
      removeFolders();
    }
  });

  it("does not wait for a pipe that nobody writes to", () => {
    const pipe = join(newFolder(), "pipe");
    execFileSync("mkfifo", [pipe]);

    expect(() => readText(pipe, "pipe")).toThrow("pipe: is empty; give at least one manifest");
  });

  it("says what the system says about a path", () => {
    const folder = newFolder();
    symlinkSync("b", join(folder, "a"));
    symlinkSync("a", join(folder, "b"));
    writeFile(join(folder, "file"), "x");
    const said = (path: string) => () => readText(join(folder, path), path);

    expect(said("nowhere")).toThrow(new Error(`nowhere: does not exist; ${next}`));
    expect(said("a")).toThrow(
      new Error(`a: is a symbolic link that leads back to itself; ${next}`),
    );
    expect(said("file/x")).toThrow(
      new Error(`file/x: is below something that is no folder; ${next}`),
    );
    expect(said(".")).toThrow(new Error(`.: is a folder; ${next}`));
  });

  it.each([
    ["EACCES", "may not be read"],
    ["EPERM", "may not be read"],
    ["EIO", "cannot be read (EIO)"],
  ])("has a word for %s", (code, words) => {
    expect(unreadablePath("x", { code }).message).toBe(`x: ${words}; ${next}`);
  });

  it("has a word for trouble without a code", () => {
    expect(unreadablePath("x", new Error("odd")).message).toBe(
      `x: cannot be read (unknown trouble); ${next}`,
    );
  });
});
