import { asFault } from "../../../local/commands/trouble.ts";
import { Fault } from "../../../lib/fault.ts";

const fileError = (code: string, path: string) =>
  Object.assign(new Error(`${code}: something, open '${path}'`), { code, path });

describe("trouble as one line", () => {
  it("leaves a Fault as it is", () => {
    const fault = new Fault({ where: "here", problem: "wrong", fix: "mend it", exit: 1 });

    expect(asFault(fault, "/clone")).toBe(fault);
  });

  it.each([
    ["ENOSPC", "/clone/.local/passphrase", ".local/passphrase: no space left on device"],
    ["EACCES", "/clone/.local/bin", ".local/bin: permission denied"],
    ["EROFS", "/elsewhere/cache", "local environment: the file system is read-only"],
  ])("names the file for %s, relative to the clone", (code, path, line) => {
    expect(asFault(fileError(code, path), "/clone").message).toBe(
      `${line}; mend that and run the same command again; nothing is lost`,
    );
  });

  it("shows nothing of this machine's paths and no stack for anything else", () => {
    const error = new Error("broken in /clone/.local/x\n    at somewhere");

    const fault = asFault(error, "/clone");

    expect(fault.message).toBe(
      "local environment: unexpected: broken in .local/x; " +
        "run the same command again; node local/cli.ts status and logs say more",
    );
    expect(fault.exit).toBe(2);
  });
});
