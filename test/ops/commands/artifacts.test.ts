import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { artifactsFetch, artifactsFetchOutcome } from "../../../ops/commands/artifacts-fetch.ts";
import {
  artifactsOutdated,
  artifactsOutdatedOutcome,
} from "../../../ops/commands/artifacts-outdated.ts";
import {
  artifactsUpgrade,
  artifactsUpgradeOutcome,
} from "../../../ops/commands/artifacts-upgrade.ts";
import { artifactsVerify, artifactsVerifyOutcome } from "../../../ops/commands/artifacts-verify.ts";
import { artifactsBeforeRun } from "../../../ops/lib/artifacts/before-run.ts";
import type { Target } from "../../../ops/lib/target.ts";
import { type ArtifactsRoot, artifactsRoot, digest, manifest } from "../../support/artifacts.ts";
import { screenOf } from "../support/releases.ts";

describe("ops artifacts", () => {
  let fixture: ArtifactsRoot;
  let rows: string[];
  const ports = () => ({
    root: fixture.root,
    env: fixture.env,
    signal: new AbortController().signal,
    now: () => new Date(0),
    screen: {
      width: 120,
      motion: false,
      row: (label: string, text: string) => void rows.push(`${label} ${text}`),
      lines: () => undefined,
      status: () => undefined,
      paint: (_: unknown, text: string) => text,
    },
  });
  const lockText = () => readFileSync(join(fixture.root, "artifacts/lock.json"), "utf8");
  const tamper = () => {
    const folder = join(fixture.cache, "tool-v1.0.0");
    appendFileSync(join(folder, readdirSync(folder)[0] ?? ""), "x");
  };

  beforeEach(() => {
    fixture = artifactsRoot();
    rows = [];
  });
  afterEach(() => {
    fixture.dispose();
  });

  describe("fetch", () => {
    it("shows every file and whence it came, and does nothing the second time", async () => {
      const first = artifactsFetchOutcome(await artifactsFetch(ports()));
      const second = artifactsFetchOutcome(await artifactsFetch(ports()));

      expect(first.data).toEqual([
        "artifact  version  file     size   from",
        "tool      v1.0.0   install  1 KiB  module proxy",
      ]);
      expect(screenOf(first)).toEqual([
        "",
        "1 file fetched (module proxy), 0 in the cache before   0.0 s",
      ]);
      expect(screenOf(second)).toEqual(["", "1 file in the cache, none fetched"]);
      expect([first.exit, second.exit]).toEqual([0, 0]);
    });

    it("says so when it replaced a damaged copy", async () => {
      await artifactsFetch(ports());
      tamper();

      const { data } = artifactsFetchOutcome(await artifactsFetch(ports()));

      expect(data?.[1]).toContain("module proxy (the copy in the cache was damaged)");
    });
  });

  describe("verify", () => {
    it("is content with what was fetched", async () => {
      await artifactsFetch(ports());

      const outcome = artifactsVerifyOutcome(artifactsVerify(ports()));

      expect([outcome.exit, screenOf(outcome)]).toEqual([0, ["", "1 file whole"]]);
    });

    it("refuses a tampered file", async () => {
      await artifactsFetch(ports());
      tamper();

      const outcome = artifactsVerifyOutcome(artifactsVerify(ports()));

      expect([outcome.exit, outcome.data?.[1]]).toEqual([
        1,
        "tool      v1.0.0   install  tampered",
      ]);
      expect(screenOf(outcome)[1]).toMatch(
        /^artifact tool v1\.0\.0 install: the copy in .* is not what/,
      );
    });

    it("cannot tell of a file that is missing", () => {
      const outcome = artifactsVerifyOutcome(artifactsVerify(ports()));

      expect([outcome.exit, outcome.data?.[1]]).toEqual([2, "tool      v1.0.0   install  missing"]);
    });

    it("cannot tell of a file that cannot be read, and does not call it missing", async () => {
      await artifactsFetch(ports());
      const folder = join(fixture.cache, "tool-v1.0.0");
      const name = readdirSync(folder).find((one) => one.endsWith(".yaml")) ?? "";
      rmSync(join(folder, name));
      mkdirSync(join(folder, name));

      const outcome = artifactsVerifyOutcome(artifactsVerify(ports()));

      expect([outcome.exit, outcome.data?.[1]]).toEqual([
        2,
        "tool      v1.0.0   install  unreadable",
      ]);
      expect(screenOf(outcome)[1]).toMatch(/cannot be read from .* \(EISDIR\); make the cache/);
    });

    it("cannot tell of a locked manifest that is no YAML, and does not call it missing", async () => {
      const text = "a: [";
      const folder = join(fixture.cache, "tool-v1.0.0");
      await artifactsFetch(ports());
      const lock = lockText().replace(digest(manifest("v1.0.0")), digest(text));
      writeFileSync(join(fixture.root, "artifacts/lock.json"), lock);
      writeFileSync(join(folder, `${digest(text)}.yaml`), text);

      const { data } = artifactsVerifyOutcome(artifactsVerify(ports()));

      expect(data?.[1]).toBe("tool      v1.0.0   install  unreadable");
    });

    it("warns of the images that no registry has confirmed, and is content", async () => {
      await artifactsFetch(ports());
      const known = `sha256:${"a".repeat(64)}`;
      fixture.images(
        {
          image: "quay.io/acme/said",
          tag: "v1",
          state: "recorded",
          digest: known,
          sources: ["a", "b"],
        },
        { image: "quay.io/acme/none", tag: "v1", state: "empty", note: "nobody wrote it down" },
      );

      const report = artifactsVerify(ports());
      const outcome = artifactsVerifyOutcome(report);

      expect([outcome.exit, report.unconfirmed]).toEqual([
        0,
        [
          { image: "quay.io/acme/none:v1", state: "empty" },
          { image: "quay.io/acme/said:v1", state: "recorded" },
        ],
      ]);
      expect(screenOf(outcome)).toEqual([
        "",
        "1 file whole",
        "warning    2 images that no registry has confirmed; run ops artifacts resolve where the registries can be reached",
        "           quay.io/acme/none:v1  empty",
        "           quay.io/acme/said:v1  recorded",
      ]);
    });
  });

  describe("outdated", () => {
    it("tells the newest release of the same minor version and of all, and no candidate", async () => {
      const outcome = artifactsOutdatedOutcome(await artifactsOutdated(ports()));

      expect(outcome.data).toEqual([
        "artifact  locked  same minor  newest",
        "tool      v1.0.0  v1.0.1      v2.0.0",
      ]);
      expect([outcome.exit, screenOf(outcome)]).toEqual([
        0,
        ["", "next       ops artifacts upgrade tool <version>"],
      ]);
    });

    it("cannot tell without Go", async () => {
      const report = await artifactsOutdated({ ...ports(), env: { ...fixture.env, PATH: "" } });
      const outcome = artifactsOutdatedOutcome(report);

      expect([outcome.exit, screenOf(outcome)]).toEqual([
        2,
        [
          "",
          "artifact tool: go is not on PATH; install Go 1.26 or newer, then run ops artifacts outdated",
        ],
      ]);
    });
  });

  describe("upgrade", () => {
    it("locks the hashes of another version, and fetches it", async () => {
      const report = await artifactsUpgrade({ artifact: "tool", version: "v1.0.1" }, ports());
      const outcome = artifactsUpgradeOutcome(report);

      expect(screenOf(outcome).slice(0, 2)).toEqual([
        "",
        "tool v1.0.0 -> v1.0.1: 1 file with other objects",
      ]);
      expect(lockText()).toContain(digest(manifest("v1.0.1")));
      expect(artifactsVerify(ports()).verdict).toBe("done");
    });

    it("changes nothing when the version is what is locked", async () => {
      const before = lockText();

      const report = await artifactsUpgrade({ artifact: "tool", version: "v1.0.0" }, ports());

      expect([report.changed, report.same, lockText()]).toEqual([[], ["install"], before]);
    });

    it("leaves out release addresses, whose hash was of the version before", async () => {
      const release = "https://releases.example.com/v1.0.0/install.yaml";
      fixture.lock("v1.0.0", { release });

      await expect(
        artifactsUpgrade({ artifact: "tool", version: "v1.0.1" }, ports()),
      ).rejects.toThrow(
        "artifact tool install: comes from a release only, and nobody has verified that of another version",
      );
    });

    it.each([
      ["tol", "v1.0.1", 'artifacts/lock.json: has no artifact "tol"; did you mean "tool"?'],
      ["tool", "1.0.1", 'artifact tool: "1.0.1" is no version; write it like v1.2.3'],
      ["tool", "v7.0.0", "artifact tool v7.0.0 install: is not to be had (module lookup disabled"],
    ])("refuses %s %s and changes nothing", async (artifact, version, says) => {
      const before = lockText();

      await expect(artifactsUpgrade({ artifact, version }, ports())).rejects.toThrow(says);

      expect(lockText()).toBe(before);
    });
  });

  describe("before a run", () => {
    const target = (kind: Target["kind"]): Target => ({ kind, directory: fixture.root }) as Target;

    it("fetches what is missing where the run is on this machine, and tells so once", async () => {
      await artifactsBeforeRun(target("local"), ports());
      await artifactsBeforeRun(target("rehearsal"), ports());

      expect(rows).toEqual([
        "artifacts 1 file fetched (module proxy), 0 in the cache before   0.0 s",
      ]);
    });

    it("says what to run where the cluster is a real one", async () => {
      await expect(artifactsBeforeRun(target("real"), ports())).rejects.toThrow(
        "artifact tool v1.0.0 install: is not in $INTELGRAPH_CACHE/artifacts; run ops artifacts fetch",
      );
    });

    it("refuses a tampered copy, and leaves it to be looked at", async () => {
      await artifactsFetch(ports());
      tamper();

      await expect(artifactsBeforeRun(target("local"), ports())).rejects.toThrow("is not what");
      expect(artifactsVerify(ports()).verdict).toBe("refused");
    });

    it("leaves other projects alone, which read no artifacts", async () => {
      await artifactsBeforeRun({ kind: "real", directory: "/elsewhere" } as Target, ports());

      expect(rows).toEqual([]);
    });
  });
});
