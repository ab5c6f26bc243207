import { cpSync, renameSync } from "node:fs";
import { join } from "node:path";

import { stopControllers } from "../../../local/controllers/start.ts";
import { controllersFolder } from "../../../local/controllers/place.ts";
import { writeStarted } from "../../../local/controllers/started.ts";
import {
  endSupervisor,
  straysOf,
  supervisedIn,
  supervisorPids,
} from "../../../local/controllers/supervisor.ts";
import { layout } from "../../../local/layout.ts";
import { newFolder, removeFolders } from "../support/folders.ts";
import { endLinked, isAlive, runLinked } from "../support/linked-process.ts";

afterEach(() => {
  endLinked();
  removeFolders();
});

describe("what the supervisor says", () => {
  it("is read with what has no probe told from what is not ready", () => {
    const base = { restarts: 0, is_running: true };
    const text = JSON.stringify([
      { ...base, name: "redis", pid: 7, is_ready: "-", has_ready_probe: false },
      { ...base, name: "prometheus", pid: 8, is_ready: "Ready", has_ready_probe: true },
      { ...base, name: "otel", pid: 9, is_ready: "Not Ready", has_ready_probe: true },
      { ...base, name: "gone", pid: 3, is_running: false, is_ready: "-", has_ready_probe: true },
    ]);

    expect(supervisedIn(text)?.map(({ pid, ready }) => [pid, ready])).toEqual([
      [7, undefined],
      [8, true],
      [9, false],
      [0, false],
    ]);
  });

  it("is nothing when it is no list", () => {
    expect(supervisedIn("connection refused")).toBeUndefined();
  });
});

describe("the processes of a cluster whose clone was moved while they ran", () => {
  /** A clone with a supervisor and a controller that run. */
  const running = async () => {
    const outer = newFolder();
    const paths = layout(join(outer, "clone"));
    const folder = controllersFolder(paths, "local");
    writeStarted({ folder, programs: {}, standIn: "", configuration: "" });
    const supervisor = await runLinked(folder, "process-compose");
    const controller = await runLinked(folder, "prometheus");
    return { paths, elsewhere: layout(join(outer, "moved")), supervisor, controller };
  };

  it("are found where they were started from, and end with a stop", async () => {
    const { paths, elsewhere, supervisor, controller } = await running();
    renameSync(paths.root, elsewhere.root);
    const folder = controllersFolder(elsewhere, "local");

    const found = [supervisorPids(folder), straysOf(folder).sort()];
    const ended = await stopControllers(elsewhere, "local");

    expect(found).toEqual([[supervisor], [supervisor, controller].sort()]);
    expect(ended).toBe(true);
    expect([supervisor, controller].filter(isAlive)).toEqual([]);
  });

  it("are left alone by a copy of the clone, whose they are not", async () => {
    const { paths, elsewhere, supervisor, controller } = await running();
    cpSync(paths.root, elsewhere.root, { recursive: true });

    const ended = await endSupervisor(controllersFolder(elsewhere, "local"));

    expect(ended).toBe(false);
    expect([supervisor, controller].filter(isAlive)).toHaveLength(2);
  });
});
