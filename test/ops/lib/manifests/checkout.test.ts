import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { checkoutAt, within } from "../../../../ops/lib/manifests/checkout.ts";
import { newFolder, removeFolders } from "../../../local/support/folders.ts";
import { folderWith } from "../../support/manifests.ts";

const gitIn = (folder: string, ...args: readonly string[]) =>
  execFileSync("git", ["-C", folder, "-c", "user.name=t", "-c", "user.email=t@t", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();

function repository(url?: string): string {
  const folder = folderWith({ "deploy/a.yaml": "a: 1" });
  gitIn(folder, "init", "-q", "-b", "main");
  gitIn(folder, "add", ".");
  gitIn(folder, "commit", "-q", "-m", "first");
  if (url !== undefined) gitIn(folder, "remote", "add", "origin", url);
  return folder;
}

describe("checkoutAt", () => {
  afterEach(removeFolders);

  it.each([
    "https://github.com/acme/platform",
    "https://github.com/Acme/platform.git",
    "https://user:word@github.com/acme/platform/",
    "git@github.com:acme/platform.git",
    "ssh://git@github.com/acme/platform",
  ])("knows the repository it is a checkout of, written %s", async (url) => {
    const folder = repository("git@github.com:acme/platform.git");
    const { folderOf } = await checkoutAt(join(folder, "deploy"), process.env);

    expect(folderOf(url)).toBe(folder);
  });

  it.each([
    "https://github.com/acme/platform-two",
    "https://example.com/acme/platform",
    "ssh://git@github.com:22/acme/platform",
    "",
  ])("stands for no other repository: %j", async (url) => {
    const { folderOf } = await checkoutAt(
      repository("https://github.com/acme/platform"),
      process.env,
    );

    expect(folderOf(url)).toBeUndefined();
  });

  it("knows itself by its path, and no other folder", async () => {
    const folder = repository();
    const { folderOf } = await checkoutAt(folder, process.env);

    expect(folderOf(pathToFileURL(folder).href)).toBe(folder);
    expect(folderOf(pathToFileURL(newFolder()).href)).toBeUndefined();
    expect(folderOf("file:///nowhere/at/all")).toBeUndefined();
  });

  it("holds HEAD, its commit, and branches; nothing else", async () => {
    const folder = repository();
    const first = gitIn(folder, "rev-parse", "HEAD");
    gitIn(folder, "tag", "v1");
    gitIn(folder, "commit", "-q", "--allow-empty", "-m", "second");
    gitIn(folder, "tag", "v2");
    const { holds } = await checkoutAt(folder, process.env);
    const answers = async (...names: readonly string[]) =>
      Promise.all(names.map(async (name) => [name, await holds(name)]));

    await expect(
      answers("", "HEAD", "main", gitIn(folder, "rev-parse", "HEAD"), "v2"),
    ).resolves.toEqual(
      expect.arrayContaining([
        ["", true],
        ["HEAD", true],
        ["main", true],
        ["v2", true],
      ]),
    );
    for (const other of [first, "v1", "nowhere", "1.2.*", "--help"])
      await expect(holds(other)).resolves.toBe(false);
  });

  it("stands for nothing outside of any checkout", async () => {
    const { folderOf, holds } = await checkoutAt(newFolder(), process.env);

    expect(folderOf("https://github.com/acme/platform")).toBeUndefined();
    await expect(holds("HEAD")).resolves.toBe(false);
  });
});

describe("within", () => {
  afterEach(removeFolders);

  it("follows a path only as long as it stays inside", () => {
    const folder = folderWith({ "a/b.yaml": "x" });
    mkdirSync(join(folder, "c"));
    symlinkSync("/etc", join(folder, "c/out"));
    symlinkSync("../a", join(folder, "c/in"));

    expect(within(folder, ".")).toBe(folder);
    expect(within(folder, "a/b.yaml")).toBe(join(folder, "a/b.yaml"));
    expect(within(folder, "c/in")).toBe(join(folder, "a"));
    for (const path of ["..", "../..", "c/out", "c/out/passwd", "nowhere"])
      expect(within(folder, path)).toBeUndefined();
  });
});
