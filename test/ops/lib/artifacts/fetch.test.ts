import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";

import { readArtifacts } from "../../../../lib/artifacts/lock.ts";
import { artifactText } from "../../../../lib/artifacts/store.ts";
import { fetchArtifacts, missingFiles } from "../../../../ops/lib/artifacts/fetch.ts";
import { type ArtifactsRoot, artifactsRoot, digest, manifest } from "../../../support/artifacts.ts";

describe("fetching artifacts", () => {
  let fixture: ArtifactsRoot;
  const lock = () => readArtifacts(join(fixture.root, "artifacts"), fixture.env);
  const fetched = (env = fixture.env) =>
    fetchArtifacts(lock(), { env, signal: new AbortController().signal });

  beforeEach(() => {
    fixture = artifactsRoot();
  });
  afterEach(() => {
    fixture.dispose();
  });

  it("asks Go's proxy, and next time only its own cache", async () => {
    const about = { artifact: "tool", version: "v1.0.0", file: "install", replaced: false };
    const bytes = manifest("v1.0.0").length;

    expect(await fetched()).toEqual([{ ...about, from: "module proxy", bytes }]);
    expect(await fetched({ ...fixture.env, PATH: "" })).toEqual([
      { ...about, from: "cache", bytes },
    ]);
    expect(missingFiles(lock())).toEqual([]);
  });

  it("takes what Go has already without asking its proxy", async () => {
    writeFileSync(join(fixture.root, "modules/v1.0.0/cached"), "");

    expect(await fetched()).toEqual([expect.objectContaining({ from: "module cache" })]);
  });

  it("replaces a copy that was tampered with", async () => {
    await fetched();
    const folder = join(fixture.cache, "tool-v1.0.0");
    for (const name of readdirSync(folder)) appendFileSync(join(folder, name), "x");

    expect(await fetched()).toEqual([expect.objectContaining({ replaced: true })]);
    expect(artifactText(lock(), "tool", "install")).toBe(manifest("v1.0.0"));
  });

  it("keeps nothing of a module whose bytes are not those of the lock", async () => {
    fixture.publish("v1.0.0", `${manifest("v1.0.0")}# one more\n`);

    await expect(fetched()).rejects.toThrow(
      `artifact tool v1.0.0 install: the module gives sha256 ${digest(`${manifest("v1.0.0")}# one more\n`)}, and artifacts/lock.json names ${digest(manifest("v1.0.0"))}; restore the lock from git, or, when v1.0.0 is meant: ops artifacts upgrade tool v1.0.0`,
    );
    expect(missingFiles(lock())).toHaveLength(1);
  });

  it("says so when it is Go's own cache that has other bytes", async () => {
    fixture.inGoCache("v1.0.0", manifest("v6.6.6"));

    await expect(fetched()).rejects.toThrow(
      /install: the module in Go's cache gives sha256 .*; restore the lock from git, or empty Go's cache \(go clean -modcache\), or, when v1\.0\.0 is meant: ops artifacts upgrade tool v1\.0\.0$/,
    );
  });

  it("says in one line what is missing and cannot be had offline", async () => {
    fixture.lock("v9.9.9");

    await expect(fetched({ ...fixture.env, GOPROXY: "off" })).rejects.toThrow(
      /^artifacts tool v9\.9\.9: missing in \$INTELGRAPH_CACHE\/artifacts, and not to be had \(module lookup disabled by GOPROXY=off\); connect to the network or set GOPROXY, then run ops artifacts fetch$/,
    );
  });

  it("says that Go is wanted where there is none", async () => {
    await expect(fetched({ ...fixture.env, PATH: "" })).rejects.toThrow(
      "not to be had (go is not on PATH); install Go 1.26 or newer, then run ops artifacts fetch",
    );
  });

  it("does not send people to the network for a path that the module has not", async () => {
    fixture.lock("v1.0.0", { module: "example.com/tool", path: "manifests/instal.yaml" });

    await expect(fetched()).rejects.toThrow(
      /\(artifact tool v1\.0\.0 install: the module has no manifests\/instal\.yaml\); correct the path in artifacts\/lock\.json, then run ops artifacts fetch$/,
    );
  });

  describe("from a release", () => {
    let server: Server;
    let address: string;
    let answer: { readonly status: number; readonly body: string };

    beforeEach(async () => {
      answer = { status: 200, body: manifest("v1.0.0") };
      server = createServer((_, response) => {
        response.writeHead(answer.status).end(answer.body);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const at = server.address();
      address = `http://127.0.0.1:${typeof at === "object" && at !== null ? at.port : 0}/tool.yaml`;
      fixture.lock("v1.0.0", { release: address });
    });
    afterEach(() => {
      server.close();
    });

    it("takes the asset that the lock names", async () => {
      expect(await fetched()).toEqual([expect.objectContaining({ from: "release" })]);
    });

    it("refuses an asset with other bytes", async () => {
      answer = { status: 200, body: manifest("v1.0.1") };

      await expect(fetched()).rejects.toThrow(
        `artifact tool v1.0.0 install: the release gives sha256 ${digest(manifest("v1.0.1"))}`,
      );
    });

    it("says what the server said", async () => {
      answer = { status: 503, body: "" };

      await expect(fetched()).rejects.toThrow(
        /\(127\.0\.0\.1:\d+ answers 503\); look at the address of the release in artifacts\/lock\.json, then/,
      );
    });

    it("falls back to the next source of a file", async () => {
      answer = { status: 404, body: "" };
      const path = join(fixture.root, "artifacts/lock.json");
      const file = JSON.parse(readFileSync(path, "utf8")) as {
        artifacts: { tool: { files: { install: { sources: Record<string, string>[] } } } };
      };
      const { sources } = file.artifacts.tool.files.install;
      const { sha256 = "", objects = "" } = sources[0] ?? {};
      const module = "example.com/tool";
      sources.push({ module, path: "manifests/install.yaml", sha256, objects });
      writeFileSync(path, JSON.stringify(file));

      expect(await fetched()).toEqual([expect.objectContaining({ from: "module proxy" })]);
    });
  });
});
