import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { until } from "./support/processes.ts";
import { scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(300_000);

describe("two runs and wrong clusters", () => {
  let project: Scratch;

  beforeAll(() => {
    project = scratch();
  });

  afterAll(async () => {
    await project.remove();
  });

  it("lets one of two ups wait for the other and keeps the state whole", async () => {
    const first = project.start(process.execPath, ["ops/cli.ts", "up", "local"]);
    const second = project.start(process.execPath, ["ops/cli.ts", "up", "local"]);

    const codes = await Promise.all([first.done, second.done]);

    expect(codes.map(({ code, stderr }) => (code === 0 ? "done" : stderr))).toEqual([
      "done",
      "done",
    ]);
    const third = await project.ops("up", "local", "--json");
    const { changes } = JSON.parse(third.stdout) as { changes: Record<string, number> };
    expect(Object.entries(changes).filter(([op, n]) => op !== "same" && n > 0)).toEqual([]);
  });

  it("refuses at once with --no-wait and says who holds the lock", async () => {
    const first = project.start(process.execPath, ["ops/cli.ts", "refresh", "local"]);
    await until("the lock of the first run", () => {
      try {
        return readFileSync(join(project.root, ".local/locks/local.json"), "utf8").includes("pid");
      } catch {
        return false;
      }
    });

    const second = await project.ops("up", "local", "--no-wait");
    await first.done;

    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/refresh.*process \d+/);
  });

  it("never acts on a cluster that is not the recorded one", async () => {
    const env = { INTELGRAPH_CLUSTER_UID: "00000000-0000-0000-0000-000000000000" };
    const inside = ["local/cli.ts", "exec", "local", "--", "env"];
    const other = [...inside, `INTELGRAPH_CLUSTER_UID=${env.INTELGRAPH_CLUSTER_UID}`];

    const refused = await project.start(process.execPath, [
      ...other,
      ...["pulumi", "refresh", "-s", "local", "--yes", "--non-interactive"],
    ]).done;

    expect(refused.code).not.toBe(0);
    expect(refused.stdout + refused.stderr).toMatch(/kube-system/);
  });

  it("never acts on an API server that is not on loopback", async () => {
    const path = join(project.root, ".local/kubeconfig");
    const before = readFileSync(path, "utf8");
    writeFileSync(path, before.replace(/https:\/\/127\.0\.0\.1:/, "https://cluster.example:"));

    const refused = await project.start(process.execPath, [
      ...["local/cli.ts", "exec", "local", "--"],
      ...["pulumi", "refresh", "-s", "local", "--yes", "--non-interactive", "--run-program"],
    ]).done;
    writeFileSync(path, before);

    expect(refused.code).not.toBe(0);
    expect(refused.stdout + refused.stderr).toMatch(/refuses the API server cluster\.example/);
  });
});
