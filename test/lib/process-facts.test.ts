import { spawn } from "node:child_process";

import { processFacts, processesWith } from "../../lib/process-facts.ts";

describe("facts about a process", () => {
  it("are its command and when it began", () => {
    const facts = processFacts(process.pid);

    expect(facts?.pid).toBe(process.pid);
    expect(facts?.command).toContain("node");
    expect(facts?.started).not.toBe("");
    expect(processFacts(process.pid)).toEqual(facts);
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 30])("are none for %s", (pid) => {
    expect(processFacts(pid)).toBeUndefined();
  });

  it("are none for a process that has ended, buried or not", async () => {
    const child = spawn("sleep", ["600"]);
    const pid = child.pid ?? 0;
    const alive = processFacts(pid);
    const ended = new Promise((resolve) => child.on("close", resolve));
    child.kill("SIGKILL");
    await ended;

    expect(alive?.command).toBe("sleep 600");
    expect(processFacts(pid)).toBeUndefined();
  });

  it("find the processes whose command line begins with some text", () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => 0, 1e6)", "unit-marker"]);

    const found = processesWith(`${process.execPath} -e setInterval(() => 0, 1e6) unit-marker`);
    child.kill("SIGKILL");

    expect(found.map(({ pid }) => pid)).toEqual([child.pid]);
  });
});
