import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { liveHolder, type LockHolder, withLock } from "../../lib/lock.ts";
import { processFacts } from "../../lib/process-facts.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "intelgraph-unit-"));
  path = join(folder, "locks", "stack.lock");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const leave = (holder: Partial<LockHolder>) => {
  return withLock(path, "first", () => Promise.resolve()).then(() => {
    writeFileSync(path, JSON.stringify(holder));
  });
};
const pid = process.pid;
const started = processFacts(pid)?.started ?? "";

describe("a lock", () => {
  it("is held while the body runs, says by whom and for what, and is free afterwards", async () => {
    const seen = await withLock(path, "up of local", () => Promise.resolve(liveHolder(path)));

    expect(seen).toEqual({ pid, started, doing: "up of local" });
    expect(existsSync(path)).toBe(false);
    expect(liveHolder(path)).toBeUndefined();
  });

  it("is free again after a body that throws", async () => {
    const outcome = withLock(path, "up", () => Promise.reject(new Error("broken")));

    await expect(outcome).rejects.toThrow("broken");
    expect(existsSync(path)).toBe(false);
  });

  it("lets one body in at a time", async () => {
    let inside = 0;
    const most: number[] = [];
    const body = async () => {
      most.push(++inside);
      await new Promise(setImmediate);
      inside--;
    };

    await Promise.all([1, 2, 3, 4].map(() => withLock(path, "up", body, { pollMs: 1 })));

    expect(most).toEqual([1, 1, 1, 1]);
  });

  it("says once who is waited for, and stops waiting when told to", async () => {
    await leave({ pid, started, doing: "up of local" });
    const waitedFor: LockHolder[] = [];
    const stopping = new AbortController();
    const body = () => Promise.resolve("never");

    const outcome = withLock(path, "down", body, {
      pollMs: 1,
      signal: stopping.signal,
      onWait: (holder) => {
        waitedFor.push(holder);
        setTimeout(() => {
          stopping.abort();
        }, 20);
      },
    });

    await expect(outcome).rejects.toThrow("aborted");
    expect(waitedFor).toEqual([{ pid, started, doing: "up of local" }]);
    expect(existsSync(path)).toBe(true);
  });

  it.each([
    ["a process that is gone", { pid: 2 ** 30, started, doing: "up" }],
    ["another process than the one with that pid now", { pid, started: "long ago", doing: "up" }],
    ["nobody, being damaged", {}],
  ])("is broken when it belongs to %s", async (_, holder) => {
    await leave(holder);

    const outcome = await withLock(path, "down", () => Promise.resolve("done"));

    expect(outcome).toBe("done");
  });

  it("is broken by one of many who find it dead", async () => {
    await leave({ pid: 2 ** 30, started, doing: "up" });
    let inside = 0;
    let most = 0;
    const body = async () => {
      most = Math.max(most, ++inside);
      await new Promise(setImmediate);
      inside--;
    };

    await Promise.all(Array.from({ length: 8 }, () => withLock(path, "up", body, { pollMs: 1 })));

    expect(most).toBe(1);
  });
});
