import { run } from "../../lib/run.ts";

describe("running a program", () => {
  it("gives what it printed and how it ended", async () => {
    const result = await run("sh", ["-c", "echo out; echo err >&2; exit 3"]);

    expect(result).toEqual({ code: 3, stdout: "out\n", stderr: "err\n" });
  });

  it("gives 127 for a program that is not there", async () => {
    const result = await run("no-such-program", []);

    expect(result).toEqual({ code: 127, stdout: "", stderr: "spawn no-such-program ENOENT" });
  });

  it("ends a program that takes too long", async () => {
    const result = await run("sleep", ["600"], { timeoutMs: 50 });

    expect(result.code).toBe(128);
  });

  it("runs it where and with the environment it is told", async () => {
    const options = { cwd: "/", env: { PATH: process.env["PATH"], COLOUR: "blue" } };

    const result = await run("sh", ["-c", "pwd; echo $COLOUR"], options);

    expect(result.stdout).toBe("/\nblue\n");
  });
});
