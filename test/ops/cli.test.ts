import { execFile } from "node:child_process";
import { join } from "node:path";

import { commands } from "../../ops/lib/command-table.ts";
import { flagHelp } from "../../ops/lib/command-table/flags.ts";

const root = join(import.meta.dirname, "../..");
const ops = (...args: string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile(
      process.execPath,
      ["ops/cli.ts", ...args],
      { cwd: root },
      (_, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });

describe("ops/cli.ts", () => {
  it("has a help for every verb that says what it does and what each flag means", async () => {
    const helps = await Promise.all(commands.map(({ name }) => ops(...name.split(" "), "--help")));

    for (const [at, { name, summary, flags }] of commands.entries()) {
      const { code, stdout } = helps[at] ?? { code: -1, stdout: "" };
      const text = stdout.replaceAll(/\s+/g, " ");
      expect([name, code]).toEqual([name, 0]);
      expect(text).toContain(summary);
      for (const flag of flags) expect(text).toContain(`${flag} ${flagHelp[flag]}`);
      expect(text).toContain("--json");
      expect(text).toContain("--github");
    }
  }, 60_000);

  it.each([
    [["upp", "local"], "ops: unknown command 'upp' (Did you mean up?); see --help\n"],
    [["up"], "ops: missing required argument 'environment'; see --help\n"],
    [
      ["up", "local", "--jason"],
      "ops: unknown option '--jason' (Did you mean --json?); see --help\n",
    ],
    [["policy", "chek"], "ops: unknown command 'chek' (Did you mean check?); see --help\n"],
    [["policy", "check"], "ops: missing required argument 'input'; see --help\n"],
    [
      ["policy", "check", "-", "--serif"],
      "ops: unknown option '--serif' (Did you mean --sarif?); see --help\n",
    ],
    [["sbom", "diff"], "ops: missing required argument 'sbom'; see --help\n"],
    [
      ["sbom", "diff", "package.json", "package.json", "--no-scans"],
      "package.json: is not CycloneDX JSON; make the SBOM anew with a tool that writes CycloneDX JSON\n",
    ],
    [
      ["sbom", "diff", "none", "package.json", "--scan-base", "x"],
      "--scan-base: is a scan of nothing: the base is none; leave --scan-base out\n",
    ],
    [["preview", "prd"], 'environment "prd": is not known; did you mean prod?\n'],
    [
      ["preview", "local", "--project", "nowhere"],
      "nowhere: has no Pulumi.yaml; name the folder of a Pulumi project\n",
    ],
  ])("answers %j in one line and with exit 2", async (args, line) => {
    await expect(ops(...args)).resolves.toEqual({ code: 2, stdout: "", stderr: line });
  });

  it("shows the help of a group that is given no verb, with exit 2", async () => {
    const { code, stdout, stderr } = await ops("policy");

    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/^Usage: ops policy /);
    expect(stderr).toContain("check [options] <input...>");
    expect(stderr).not.toContain("see --help");
  });

  it("gives a fault as data, too", async () => {
    const { code, stdout } = await ops("outputs", "nowhere", "--json");

    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: "failed",
      faults: [{ where: 'environment "nowhere"' }],
    });
  });
});
