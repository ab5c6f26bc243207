import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { processesOf } from "./support/processes.ts";
import { scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(300_000);

const NAMESPACES = ["argocd", "core", "platform", "predictive", "sealed-secrets"];

/** Every file below `folder` with its bytes, so that two listings are equal only if nothing was touched. */
function fingerprint(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .map((name) => {
      const path = join(folder, name);
      const body = statSync(path).isFile() ? readFileSync(path) : "";
      return `${name} ${createHash("sha256").update(body).digest("hex")}`;
    });
}

describe("an environment on the local control plane", () => {
  let project: Scratch;
  const kubectl = async (...args: string[]) => {
    const { code, stdout, stderr } = await project.local("exec", "local", "--", "kubectl", ...args);
    if (code !== 0) throw new Error(stderr);
    return stdout;
  };
  const names = async (kind: string) =>
    (
      await kubectl(
        "get",
        kind,
        "-A",
        "-o",
        "jsonpath={range .items[*]}{.metadata.name}{'\\n'}{end}",
      )
    )
      .split("\n")
      .filter((name) => name !== "");

  beforeAll(() => {
    project = scratch();
    for (const [folder, file] of [
      [".pulumi", "credentials.json"],
      [".kube", "config"],
    ] as const) {
      mkdirSync(join(project.home, folder));
      writeFileSync(join(project.home, folder, file), "theirs, not ours\n");
    }
  });

  afterAll(async () => {
    const { root } = project;
    await project.remove();
    expect(processesOf(root)).toEqual([]);
  });

  it("comes up with one command and shows policies, outputs and the next step", async () => {
    const { code, stdout, stderr } = await project.ops("up", "local");

    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    const screen = stdout + stderr;
    expect(screen).toMatch(/policies +\d+ packs?, \d+ rules: 0 violated, [1-9]\d* satisfied/);
    expect(screen).toMatch(/after .*[1-9]\d* resources: 0 violated/);
    expect(screen).toMatch(/make down/);
    expect(screen).not.toContain(project.root);
  });

  it("holds namespaces, quotas, limits and closed networks on a real API server", async () => {
    const namespaces = await names("namespaces");

    for (const name of NAMESPACES) {
      expect(namespaces).toContain(name);
      const guard = await kubectl(
        "get",
        "resourcequota,limitrange,networkpolicy",
        "-n",
        name,
        "-o",
        "name",
      );
      expect(guard).toMatch(/resourcequota\//);
      expect(guard).toMatch(/limitrange\//);
      expect(guard).toMatch(/networkpolicy\.networking\.k8s\.io\/.*deny/);
    }
  });

  it("changes nothing the second time", async () => {
    const { code, stdout } = await project.ops("up", "local", "--json");

    expect(code).toBe(0);
    const report = JSON.parse(stdout) as { changes: Record<string, number> };
    const changed = Object.entries(report.changes).filter(([op, n]) => op !== "same" && n > 0);
    expect(changed).toEqual([]);
  });

  it("is accepted by the plain engine with the same packs", async () => {
    const plain = ["pulumi", "preview", "-s", "local", "--non-interactive", "--expect-no-changes"];
    const { code, stdout, stderr } = await project.local(
      ...["exec", "local", "--", ...plain, "--policy-pack", "policy-packs/all"],
      ...["--policy-pack-config", "policy-packs/all/config.local.json"],
    );

    expect({ code, out: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, out: "" });
    expect(stdout + stderr).not.toMatch(/warning/);
  });

  it("survives a stop and leaves no process behind", async () => {
    const before = await kubectl("get", "namespaces", "-o", "name");

    const stopped = await project.local("stop", "--all");
    expect(stopped.code).toBe(0);
    expect(processesOf(project.root)).toEqual([]);

    const again = await project.ops("up", "local", "--json");
    expect(again.code).toBe(0);
    expect(await kubectl("get", "namespaces", "-o", "name")).toBe(before);
  });

  it("keeps what it writes to itself and leaves the user's settings alone", () => {
    const open = readdirSync(join(project.root, ".local"), { recursive: true, encoding: "utf8" })
      .map((name) => join(project.root, ".local", name))
      // kubectl's cache of the public API description: kubectl sets these modes itself.
      .filter((path) => !path.includes("/kube-cache/"))
      .filter((path) => existsSync(path) && statSync(path).isFile())
      .filter((path) => (statSync(path).mode & 0o044) !== 0);

    expect(open).toEqual([]);
    const theirs = fingerprint(project.home).map((line) => line.split(" ")[0] ?? "");
    // Go counts its own runs there.
    expect(theirs.filter((name) => !name.startsWith(".config"))).toEqual([
      ".kube",
      ".kube/config",
      ".pulumi",
      ".pulumi/credentials.json",
    ]);
    expect(readFileSync(join(project.home, ".kube/config"), "utf8")).toBe("theirs, not ours\n");
  });

  it("goes away whole", async () => {
    const down = await project.ops("down", "local");

    expect({ code: down.code, stderr: down.code === 0 ? "" : down.stderr }).toEqual({
      code: 0,
      stderr: "",
    });
    const left = await names("namespaces");
    expect(left.filter((name) => NAMESPACES.includes(name))).toEqual([]);
  });
});
