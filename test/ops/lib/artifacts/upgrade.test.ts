import { existsSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";

import { readArtifacts } from "../../../../lib/artifacts/lock.ts";
import { artifactText } from "../../../../lib/artifacts/store.ts";
import {
  artifactsUpgrade,
  artifactsUpgradeOutcome,
} from "../../../../ops/commands/artifacts-upgrade.ts";
import { writeLock } from "../../../../ops/lib/artifacts/write-lock.ts";
import { type ArtifactsRoot, artifactsRoot, digest, manifest } from "../../../support/artifacts.ts";
import { screenOf } from "../../support/releases.ts";

describe("what an upgrade locks", () => {
  let fixture: ArtifactsRoot;
  let rows: string[];
  /** Runs once, before the network is asked. */
  let meanwhile: () => void;
  const upgraded = (version: string, env: NodeJS.ProcessEnv = {}, artifact = "tool") =>
    artifactsUpgrade(
      { artifact, version },
      {
        root: fixture.root,
        env: { ...fixture.env, ...env },
        signal: new AbortController().signal,
        now: () => new Date(0),
        screen: {
          width: 120,
          motion: false,
          row: (label: string, text: string) => void rows.push(`${label} ${text}`),
          lines: () => undefined,
          status: () => {
            meanwhile();
            meanwhile = () => undefined;
          },
          paint: (_: unknown, text: string) => text,
        },
      },
    );
  const lockText = () => readFileSync(join(fixture.root, "artifacts/lock.json"), "utf8");
  const lock = () => readArtifacts(join(fixture.root, "artifacts"), fixture.env);
  const module = "example.com/tool";

  beforeEach(() => {
    fixture = artifactsRoot();
    rows = [];
    meanwhile = () => undefined;
  });
  afterEach(() => {
    fixture.dispose();
  });

  it("is what was published, whatever lies in Go's own cache", async () => {
    fixture.inGoCache("v1.0.1", manifest("v6.6.6"));

    const { modules } = await upgraded("v1.0.1");

    expect(lockText()).toContain(digest(manifest("v1.0.1")));
    expect(artifactText(lock(), "tool", "install")).toBe(manifest("v1.0.1"));
    expect(modules).toEqual([{ module, version: "v1.0.1", vouchedBy: "sum.example.com" }]);
  });

  it("stays as it is where Go's cache was tampered with and the locked version is meant", async () => {
    const before = lockText();
    fixture.inGoCache("v1.0.0", manifest("v6.6.6"));

    await upgraded("v1.0.0");

    expect(lockText()).toBe(before);
    expect(artifactText(lock(), "tool", "install")).toBe(manifest("v1.0.0"));
  });

  it("comes through a cache of modules that can be removed, and is", async () => {
    await upgraded("v1.0.1");

    const [asked = "", ...more] = readFileSync(join(fixture.root, "published/asked"), "utf8")
      .trim()
      .split("\n");
    const [cache = "", flags] = asked.split(" ");
    expect([more, flags]).toEqual([[], "-modcacherw"]);
    expect(existsSync(join(cache, ".."))).toBe(false);
  });

  it.each([
    ["the database is not asked", { GOSUMDB: "off" }],
    ["the database has another content", { FAKE_SUM: "h1:other=" }],
  ])("is not silently trusted where %s", async (_, env) => {
    const report = await upgraded("v1.0.1", env);
    const outcome = artifactsUpgradeOutcome(report);

    expect(report.modules).toEqual([{ module, version: "v1.0.1" }]);
    expect(outcome.exit).toBe(0);
    expect(screenOf(outcome)).toContain(
      "warning    no checksum database vouches for example.com/tool v1.0.1: go env GOSUMDB GONOSUMDB GOPRIVATE says why; compare with its publisher before you commit",
    );
  });

  it("has no warning where the database vouches", async () => {
    const lines = screenOf(artifactsUpgradeOutcome(await upgraded("v1.0.1")));

    expect(lines.filter((line) => line.startsWith("warning"))).toEqual([]);
  });

  it("says what helps where the module cannot be had, and changes nothing", async () => {
    const before = lockText();
    const text = "module lookup disabled by GOPROXY=off";

    await expect(upgraded("v7.0.0")).rejects.toThrow(
      `artifact tool v7.0.0 install: is not to be had (${text}); connect to the network or set GOPROXY, then run ops artifacts upgrade tool v7.0.0`,
    );
    expect(lockText()).toBe(before);
  });

  describe("of a release of the same version", () => {
    let server: Server;
    let body: string;

    beforeEach(async () => {
      body = manifest("v1.0.0");
      server = createServer((_, response) => response.end(body));
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const at = server.address();
      const port = typeof at === "object" && at !== null ? at.port : 0;
      fixture.lock("v1.0.0", { release: `http://127.0.0.1:${port}/tool.yaml` });
    });
    afterEach(() => {
      server.close();
    });

    it("is what was locked", async () => {
      const before = lockText();

      expect((await upgraded("v1.0.0")).modules).toEqual([]);
      expect(lockText()).toBe(before);
    });

    it("is refused when it has other bytes, and changes nothing", async () => {
      const before = lockText();
      body = manifest("v6.6.6");

      await expect(upgraded("v1.0.0")).rejects.toMatchObject({
        message: `artifact tool v1.0.0 install: the release gives sha256 ${digest(body)}, and artifacts/lock.json names ${digest(manifest("v1.0.0"))} for the same version; verify the asset as its publisher says, and only then write its hashes into artifacts/lock.json`,
        exit: 1,
      });
      expect(lockText()).toBe(before);
    });
  });

  describe("while somebody else changes the lock", () => {
    const versions = () =>
      Object.entries(lock().artifacts).map(([name, { version }]) => `${name} ${version}`);
    /** Locks more artifacts of the same module. */
    const add = (...names: readonly string[]) => {
      const { artifacts } = lock();
      const { tool } = artifacts;
      if (tool === undefined) throw new Error("the fixture has a tool");
      writeLock(fixture.root, {
        ...artifacts,
        ...Object.fromEntries(names.map((name) => [name, tool])),
      });
    };

    it("is locked beside what another upgrade locks, one after the other", async () => {
      add("other");

      await Promise.all([upgraded("v1.0.1"), upgraded("v1.0.1", {}, "other")]);

      expect(versions()).toEqual(["tool v1.0.1", "other v1.0.1"]);
      expect(rows).toEqual([
        expect.stringMatching(
          /^waiting for upgrade of (tool|other), process \d+ \(Ctrl-C stops waiting\)$/,
        ),
      ]);
    });

    it("is locked beside what an editor or Git wrote", async () => {
      meanwhile = () => {
        add("added");
      };

      await upgraded("v1.0.1");

      expect(versions()).toEqual(["tool v1.0.1", "added v1.0.0"]);
    });

    it("is not locked over another version of the same artifact", async () => {
      meanwhile = () => {
        fixture.lock("v1.0.2");
      };

      await expect(upgraded("v1.0.1")).rejects.toThrow(
        "artifacts/lock.json: tool was changed while the network was asked, and is left as it is now; look at it, and run this again",
      );
      expect(versions()).toEqual(["tool v1.0.2"]);
    });
  });
});
