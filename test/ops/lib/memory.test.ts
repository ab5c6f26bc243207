import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { backUp, newestBackup } from "../../../ops/lib/backups.ts";
import { journal } from "../../../ops/lib/journal.ts";
import { damage, restoreBackup } from "../../../ops/lib/restore.ts";
import { fakeEngine, stateWith } from "../support/fakes.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 10, minute));
const state = (count: number) =>
  JSON.stringify(
    stateWith(Array.from({ length: count }, (_, n) => ({ urn: `urn:${n}`, type: "t" }))),
  );

describe("what a clone remembers of a stack", () => {
  let folder: string;
  const backups = () => join(folder, "backups");

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "intelgraph-memory-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("keeps the last twenty states, and the same one once", () => {
    for (let minute = 0; minute < 25; minute += 1) {
      backUp(backups(), state(minute + 1), at(minute));
      backUp(backups(), state(minute + 1), at(minute));
    }

    expect(readdirSync(backups())).toHaveLength(20);
    expect(newestBackup(backups())).toMatchObject({
      taken: "2026-11-24T10:24:00.000Z",
      resources: 25,
    });
  });

  it("passes over a backup that cannot be read", () => {
    backUp(backups(), state(3), at(1));
    writeFileSync(join(backups(), "2026-11-24T10-02-00.000Z.json"), "{");

    expect(newestBackup(backups())?.resources).toBe(3);
  });

  it("remembers the first of the runs that did not end well, until one does", () => {
    const log = journal(join(folder, "local.json"));

    log.begin("up", at(1));
    log.begin("down", at(2));

    expect(log.unfinished()).toEqual({ verb: "down", started: "2026-11-24T10:01:00.000Z" });
    log.end();
    expect(log.unfinished()).toBeUndefined();
  });

  it("takes an entry that cannot be read for a run that did not end well", () => {
    writeFileSync(join(folder, "local.json"), "{");

    expect(journal(join(folder, "local.json")).unfinished()?.started).toBe(
      "1970-01-01T00:00:00.000Z",
    );
  });

  describe("a state that is damaged", () => {
    const place = () => ({
      environment: "local",
      project: "intelgraph",
      stateFolder: join(folder, "state"),
      backups: backups(),
    });
    const stacks = () => join(folder, "state/.pulumi/stacks/intelgraph");

    beforeEach(() => {
      mkdirSync(stacks(), { recursive: true });
    });

    it("names the newest backup and the flag that uses it", () => {
      backUp(backups(), state(59), at(1));

      const fault = damage(
        place(),
        "error: failed to load checkpoint: unexpected end of JSON input",
      );

      expect(fault?.message).toBe(
        "state of local: is damaged and cannot be read; add --restore-backup to go back to the backup of 2026-11-24T10:01:00.000Z (59 entries)",
      );
    });

    it("is noticed when the file is gone although its last backup holds resources", () => {
      backUp(backups(), state(59), at(1));
      writeFileSync(join(stacks(), "local.json.bak"), "");

      expect(damage(place(), undefined)?.problem).toBe("is gone");
    });

    it.each([
      ["there was never a stack", false, 59],
      ["the last state was empty", true, 0],
    ])("is none when %s", (_, traces, resources) => {
      backUp(backups(), state(resources), at(1));
      if (traces) writeFileSync(join(stacks(), "local.json.bak"), "");

      expect(damage(place(), undefined)).toBeUndefined();
    });

    it("is kept beside the one that takes its place", async () => {
      backUp(backups(), state(2), at(1));
      writeFileSync(join(stacks(), "local.json"), "{ half");
      const engine = fakeEngine({});

      const backup = await restoreBackup(place(), engine, at(3));

      expect(backup.resources).toBe(2);
      expect(engine.asked).toEqual(["create", "import"]);
      expect(
        readFileSync(join(stacks(), "local.json.damaged-2026-11-24T10-03-00.000Z"), "utf8"),
      ).toBe("{ half");
    });
  });
});
