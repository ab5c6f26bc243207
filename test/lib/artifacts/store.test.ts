import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { readArtifacts } from "../../../lib/artifacts/lock.ts";
import { artifactObject, artifactObjects, objectsText } from "../../../lib/artifacts/objects.ts";
import { artifactText } from "../../../lib/artifacts/store.ts";
import { fetchArtifacts } from "../../../ops/lib/artifacts/fetch.ts";
import { type ArtifactsRoot, artifactsRoot, digest, manifest } from "../../support/artifacts.ts";

describe("the cache of artifacts", () => {
  let fixture: ArtifactsRoot;
  const lock = () => readArtifacts(join(fixture.root, "artifacts"), fixture.env);
  const cached = (end: string) => {
    const folder = join(fixture.cache, "tool-v1.0.0");
    const name = readdirSync(folder).find((one) => one.endsWith(end));
    return join(folder, name ?? "");
  };

  beforeEach(async () => {
    fixture = artifactsRoot();
    await fetchArtifacts(lock(), { env: fixture.env, signal: new AbortController().signal });
  });
  afterEach(() => {
    fixture.dispose();
  });

  it("gives the bytes and the objects", () => {
    expect(artifactText(lock(), "tool", "install")).toBe(manifest("v1.0.0"));
    expect(artifactObject(lock(), "tool", "install")).toEqual({
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "settings" },
      data: { version: "v1.0.0" },
    });
  });

  it.each([".yaml", ".json"])("refuses both when one byte of the %s was changed", (end) => {
    const path = cached(end);
    const text = readFileSync(path, "utf8").replace("settings", "settingz");
    writeFileSync(path, text);
    const wanted = path.slice(path.lastIndexOf("/") + 1, -end.length);
    const says = `artifact tool v1.0.0 install: the copy in $INTELGRAPH_CACHE/artifacts is not what artifacts/lock.json names: sha256 ${digest(text)} instead of ${wanted}; find out who changed it, then run ops artifacts fetch, which replaces it`;

    expect(() => artifactText(lock(), "tool", "install")).toThrow(says);
    expect(() => artifactObjects(lock(), "tool", "install")).toThrow(says);
    try {
      artifactObjects(lock(), "tool", "install");
    } catch (error) {
      expect(error).toMatchObject({ exit: 1 });
    }
    expect.assertions(3);
  });

  it("is looked at anew by every read", () => {
    expect(artifactObjects(lock(), "tool", "install")).toHaveLength(1);

    appendFileSync(cached(".yaml"), "\n");

    expect(() => artifactObjects(lock(), "tool", "install")).toThrow("is not what");
  });

  it("has nothing for a version that nobody fetched, whatever hashes stand beside it", () => {
    const path = join(fixture.root, "artifacts/lock.json");
    writeFileSync(path, readFileSync(path, "utf8").replace("v1.0.0", "v1.0.1"));

    expect(() => artifactObjects(lock(), "tool", "install")).toThrow(
      "artifact tool v1.0.1 install: is not in $INTELGRAPH_CACHE/artifacts; run ops artifacts fetch",
    );
  });
});

describe("the objects of a manifest", () => {
  it.each([
    ["a list", [1, 2]],
    ["an object without a kind", { apiVersion: "v1", metadata: { name: "x" } }],
    ["an object without a name", { apiVersion: "v1", kind: "Secret", metadata: {} }],
    ["nothing", null],
  ])("are refused when one is %s", (_, document) => {
    const good = { apiVersion: "v1", kind: "Secret", metadata: { name: "x" } };

    expect(() => objectsText([good, document], "artifact x")).toThrow(
      "artifact x: document 2 is no object of the Kubernetes API; lock another file of the artifact",
    );
  });

  it("are more than one where a single one is asked for", () => {
    expect(() => artifactObject(readArtifacts(), "argo-rollouts", "install")).toThrow(
      "artifact argo-rollouts install: has 15 objects where one is wanted; name a file of one object",
    );
  });
});
