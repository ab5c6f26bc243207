import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { lockedFile, lockedFiles, readArtifacts } from "../../../lib/artifacts/lock.ts";
import { lockSchemaText, SCHEMA_FILES } from "../../../lib/artifacts/write-schemas.ts";
import { readFileSync } from "node:fs";

const root = join(import.meta.dirname, "../../..");
const hashes = { sha256: "a".repeat(64), objects: "b".repeat(64) };
const source = { module: "example.com/tool", path: "manifests/install.yaml", ...hashes };

describe("the lock of artifacts", () => {
  let folder: string;
  const write = (content: unknown) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    writeFileSync(join(folder, "lock.json"), text);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "intelgraph-lock-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("is read whole, with the cache of the environment", () => {
    write({
      artifacts: { tool: { version: "v1.0.0", files: { install: { sources: [source] } } } },
    });

    const lock = readArtifacts(folder, { INTELGRAPH_CACHE: "/caches/mine" });

    expect(lockedFiles(lock)).toEqual([
      { artifact: "tool", version: "v1.0.0", file: "install", sources: [source] },
    ]);
    expect([lock.cache, lock.cacheLabel]).toEqual([
      "/caches/mine/artifacts",
      "$INTELGRAPH_CACHE/artifacts",
    ]);
  });

  it("tells every fault at once", () => {
    write({
      artifacts: {
        tool: {
          version: "1.0",
          files: { install: { sources: [{ ...source, sha256: "abc" }] }, empty: { sources: [] } },
        },
      },
    });

    expect(() => readArtifacts(folder)).toThrow(
      /^artifacts\/lock\.json: artifacts\.tool\.version is no version: v1\.2\.3, .*artifacts\.tool\.files\.empty\.sources .*; restore it from git, or correct it$/,
    );
  });

  it.each([
    ["a path upwards", "manifests/../../x.yaml"],
    ["a path from the root", "/etc/passwd"],
  ])("refuses a path that leaves the module: %s", (_, path) => {
    write({
      artifacts: {
        tool: { version: "v1.0.0", files: { install: { sources: [{ ...source, path }] } } },
      },
    });

    expect(() => readArtifacts(folder)).toThrow(/^artifacts\/lock\.json: /);
  });

  it.each([
    ["is missing", undefined, "does not exist; restore it from git"],
    ["is no JSON", "{", "is no JSON; restore it from git"],
  ])("says so when the file %s", (_, text, says) => {
    if (text !== undefined) write(text);

    expect(() => readArtifacts(folder)).toThrow(`artifacts/lock.json: ${says}`);
  });

  it("names what was meant by a wrong name", () => {
    const lock = readArtifacts();

    expect(() => lockedFile(lock, "argocd", "install")).toThrow(
      'artifacts/lock.json: has no artifact "argocd"; did you mean "argo-cd"?',
    );
    expect(() => lockedFile(lock, "argo-cd", "instal")).toThrow(
      'artifacts/lock.json: has no file of argo-cd "instal"; did you mean "install"?',
    );
  });

  it.each(["artifacts", "images"] as const)(
    "has a committed schema as it is checked by: %s",
    (lock) => {
      expect(readFileSync(join(root, SCHEMA_FILES[lock]), "utf8")).toBe(lockSchemaText(lock));
    },
  );
});
