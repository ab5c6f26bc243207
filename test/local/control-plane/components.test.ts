import { spawn } from "node:child_process";
import { existsSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { processFacts } from "../../../lib/process-facts.ts";
import { type Component, Components } from "../../../local/control-plane/components.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";
import { until } from "../support/until.ts";

const started: number[] = [];

/** A process that looks like a component of the cluster in `folder`, with its pid file as kwokctl writes it. */
async function running(
  folder: string,
  component: Component,
  { deaf = false, recorded = true } = {},
): Promise<number> {
  const path = join(folder, "bin", component);
  mkdirSync(join(folder, "bin"), { recursive: true });
  if (!existsSync(path)) symlinkSync(process.execPath, path);
  const program = `${deaf ? 'process.on("SIGTERM", () => 0);' : ""}setInterval(() => 0, 1e6); console.log("up")`;
  const child = spawn(path, ["-e", program], {
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const pid = child.pid ?? 0;
  started.push(pid);
  await new Promise((resolve) => child.stdout.once("data", resolve));
  if (recorded) writeFile(join(folder, "pids", `${component}.pid`), String(pid));
  return pid;
}

const isAlive = (pid: number) => processFacts(pid) !== undefined;

afterEach(() => {
  for (const pid of started.splice(0)) if (isAlive(pid)) process.kill(pid, "SIGKILL");
  removeFolders();
});

describe("components", () => {
  it("tells running, dead and stopped apart", async () => {
    const folder = newFolder();
    const pid = await running(folder, "etcd");
    const killed = await running(folder, "kube-apiserver");
    process.kill(killed, "SIGKILL");
    await until(() => !isAlive(killed));

    const processes = new Components(folder);

    expect(processes.states()).toEqual({
      etcd: "running",
      "kube-apiserver": "dead",
      "kube-controller-manager": "stopped",
      "kube-scheduler": "stopped",
      "kwok-controller": "stopped",
    });
    expect(processes.pid("etcd")).toBe(pid);
  });

  it("takes a reused pid for a dead component and leaves the stranger alone", async () => {
    const folder = newFolder();
    const stranger = await running(newFolder(), "etcd");
    writeFile(join(folder, "pids", "etcd.pid"), String(stranger));
    const processes = new Components(folder);

    const dead = processes.forgetDead();
    await processes.end();

    expect(dead).toEqual(["etcd"]);
    expect(processes.state("etcd")).toBe("stopped");
    expect(isAlive(stranger)).toBe(true);
  });

  it("takes a damaged pid file for a dead component", () => {
    const folder = newFolder();
    writeFile(join(folder, "pids", "etcd.pid"), "not a number");

    expect(new Components(folder).state("etcd")).toBe("dead");
  });

  it("ends dependants first, those without a pid file too, and forgets them all", async () => {
    const folder = newFolder();
    const etcd = await running(folder, "etcd");
    const server = await running(folder, "kube-apiserver");
    const stray = await running(folder, "kube-scheduler", { recorded: false });
    const processes = new Components(folder);

    const ended = await processes.end();

    expect(ended).toEqual(["kube-apiserver", "etcd"]);
    expect([etcd, server].some(isAlive)).toBe(false);
    await until(() => !isAlive(stray));
    expect(new Set(Object.values(processes.states()))).toEqual(new Set(["stopped"]));
  });

  it("kills what does not end by itself", async () => {
    const folder = newFolder();
    const deaf = await running(folder, "etcd", { deaf: true });

    await new Components(folder, folder, 100).end();

    expect(isAlive(deaf)).toBe(false);
  });

  it("knows its processes after the clone was moved, and not those of a clone it was copied from", async () => {
    const old = newFolder();
    const folder = newFolder();
    const pid = await running(old, "etcd");
    writeFile(join(folder, "pids", "etcd.pid"), String(pid));

    const copied = new Components(folder, old).state("etcd");
    renameSync(old, `${folder}-moved-away`);
    const moved = new Components(folder, old).state("etcd");

    expect(copied).toBe("dead");
    expect(moved).toBe("running");
    process.kill(pid, "SIGKILL");
    renameSync(`${folder}-moved-away`, old);
  });
});
