import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { run } from "../../lib/run.ts";
import { newFolder, removeFolders, writeFile, writeScript } from "./support/folders.ts";

/** A clone with this Makefile, and programs that write down how they were called. */
function clone({ npm = 'mkdir -p node_modules && echo "npm $*" >> calls' } = {}) {
  const root = newFolder();
  const bin = join(root, "programs");
  copyFileSync(join(import.meta.dirname, "../../Makefile"), join(root, "Makefile"));
  writeFile(join(root, "package-lock.json"), "{}");
  writeScript(join(bin, "node"), '[ "$1" = -e ] || echo "node $*" >> calls');
  if (npm !== "") writeScript(join(bin, "npm"), npm);
  const env = { PATH: `${bin}:/usr/bin:/bin` };
  return {
    root,
    make: (...args: string[]) => run("make", args, { cwd: root, env }),
    calls: () => {
      const path = join(root, "calls");
      return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
    },
  };
}

const install = "npm ci --no-progress --loglevel=error";

afterEach(removeFolders);

describe("make", () => {
  it("says what there is", async () => {
    const { code, stdout } = await clone().make();

    expect(code).toBe(0);
    expect(stdout.match(/^ {2}make \w+/gm)?.map((line) => line.slice(7))).toEqual([
      ...["help", "up", "preview", "down", "test", "check", "doctor", "shell", "bench", "clean"],
    ]);
  });

  it("installs packages once, and again when the lock file says something else", async () => {
    const { root, make, calls } = clone();

    await make("doctor");
    await make("doctor");
    writeFileSync(join(root, "package-lock.json"), "{}");
    await make("doctor");
    writeFileSync(join(root, "package-lock.json"), '{"changed":true}');
    await make("doctor");

    const doctor = "node local/cli.ts doctor";
    expect(calls()).toEqual([install, doctor, doctor, doctor, install, doctor]);
  });

  it("installs again after an installation that failed", async () => {
    const { root, make, calls } = clone({
      npm: 'echo "npm $*" >> calls; [ -e works ] && mkdir -p node_modules',
    });
    const failed = await make("doctor");
    writeFile(join(root, "works"), "");

    const worked = await make("doctor");

    expect([failed.code, worked.code]).toEqual([2, 0]);
    expect(failed.stderr).toContain(
      "packages: npm ci failed; check network and registry (npm ping), then run this again\n",
    );
    expect(calls()).toEqual([install, install, "node local/cli.ts doctor"]);
  });

  it.each([
    [["up"], ["node ops/cli.ts up local --profile core"]],
    [["up", "PROFILE=full"], ["node ops/cli.ts up local --profile full"]],
    [["preview"], ["node ops/cli.ts preview local"]],
    [["preview", "STACK=prod"], ["node ops/cli.ts rehearse prod --preview-only"]],
    [["down"], ["node local/cli.ts stop --all"]],
    [["shell"], ["node local/cli.ts start", "node local/cli.ts shell"]],
    [["clean"], ["node local/cli.ts reset --all"]],
  ])("%j runs %j", async (goals, commands) => {
    const { make, calls } = clone();

    await make(...goals);

    expect(calls()).toEqual([install, ...commands]);
  });
});
