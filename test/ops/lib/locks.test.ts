import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

import { engineLocks, isDead } from "../../../ops/lib/engine-locks.ts";
import { freeStack } from "../../../ops/lib/free-stack.ts";
import { fakePorts } from "../support/fakes.ts";

/** No process has it: Linux ends at 4194304. */
const nobody = 4_194_305;

describe("locks of the engine", () => {
  let folder: string;
  const lock = (name: string, content: object | string) => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    writeFileSync(join(folder, `${name}.json`), text);
  };
  const held = (pid: number, host = hostname()) => ({
    pid,
    hostname: host,
    username: "ana",
    timestamp: "2026-11-24T10:00:00Z",
  });
  const free = (noWait = false, signal = new AbortController().signal) => {
    const ports = fakePorts();
    const { screen, printed } = ports;
    const options = { environment: "local", folder, noWait, screen, signal, pollMs: 5 };
    return freeStack(options).finally(ports.remove).then(printed);
  };

  beforeEach(() => {
    folder = join(mkdtempSync(join(tmpdir(), "intelgraph-locks-")), "local");
    mkdirSync(folder);
  });

  afterEach(() => {
    rmSync(join(folder, ".."), { recursive: true, force: true });
  });

  it("lets a stack be worked on that nobody holds", async () => {
    await expect(free()).resolves.toEqual([]);
  });

  it("breaks the lock of a process of this host that is gone, and says so", async () => {
    lock("a", held(nobody));

    await expect(free()).resolves.toEqual([
      `healed     removed the lock of an engine that is gone, process ${nobody}`,
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("takes a living process for gone when it is no engine", () => {
    lock("a", held(process.pid));

    expect(engineLocks(folder).map(isDead)).toEqual([true]);
  });

  it.each([
    [
      "another host",
      held(nobody, "elsewhere"),
      `ana@elsewhere, process ${nobody}, since 2026-11-24T10:00:00Z`,
    ],
    ["nobody can tell", "{", "a lock that cannot be read"],
  ])("never breaks the lock of %s", async (_, content, who) => {
    lock("a", content);

    await expect(free()).rejects.toMatchObject({
      message: `local: is locked by ${who}; wait for it to end; if it is gone: ops unlock local`,
      exit: 1,
    });
    expect(readdirSync(folder)).toEqual(["a.json"]);
  });
});
