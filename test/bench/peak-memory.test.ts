import { spawn } from "node:child_process";
import { once } from "node:events";

import { peakMemory, residentOf, treeBytes } from "./peak-memory.ts";

describe("peak memory", () => {
  it("is that of a process with all its descendants, and of no other", () => {
    const all = [
      { pid: 1, parent: 0, bytes: 1000 },
      { pid: 10, parent: 1, bytes: 100 },
      { pid: 12, parent: 11, bytes: 1 },
      { pid: 11, parent: 10, bytes: 10 },
      { pid: 20, parent: 1, bytes: 5000 },
    ];
    expect([treeBytes(10, all), treeBytes(99, all)]).toEqual([111, 0]);
  });

  it("is read from what the kernel says", () => {
    const status = "Name:\tnode\nPid:\t7\nPPid:\t3\nVmPeak:\t  900 kB\nVmRSS:\t  12 kB\n";
    expect(residentOf(status)).toEqual({ pid: 7, parent: 3, bytes: 12_288 });
    expect(residentOf("Name:\tkthreadd\nPid:\t2\nPPid:\t0\n").bytes).toBe(0);
  });

  it("finds what a child of a child holds", async () => {
    const held = 64 * 1024 * 1024;
    const inner = `Buffer.alloc(${held}, 1); setTimeout(() => {}, 1500)`;
    const args = JSON.stringify(["-e", `globalThis.held = ${inner}`]);
    const outer = `require("node:child_process").spawn(process.execPath, ${args})`;
    const child = spawn(process.execPath, ["-e", outer], { stdio: "ignore" });
    const peak = peakMemory(child.pid ?? 0);
    await once(child, "close");
    expect(peak()).toBeGreaterThan(held);
  });
});
