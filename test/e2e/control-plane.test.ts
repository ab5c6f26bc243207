import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

import { processesOf, until } from "./support/processes.ts";
import { scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(300_000);

const cluster = "e2e-control-plane";

interface Started {
  readonly cluster: {
    readonly server: string;
    readonly uid: string;
    readonly created: boolean;
    readonly healed: boolean;
    readonly nodes: number;
  };
  readonly env: Readonly<Record<string, string>>;
}

describe("a control plane", () => {
  let project: Scratch;
  let first: Started;
  const folder = () => join(project.root, ".local/clusters", cluster);
  const bin = (of = project, name = cluster) => join(of.root, ".local/clusters", name, "bin/");
  const pids = () => processesOf(bin()).map(({ pid }) => pid);
  const pidOf = (name: string) =>
    Number(readFileSync(join(folder(), "pids", `${name}.pid`), "utf8"));
  const start = async (...flags: string[]): Promise<Started> => {
    const { code, stdout, stderr } = await project.local("start", cluster, "--json", ...flags);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Started;
  };
  const kubectl = (...args: string[]) => project.local("exec", cluster, "--", "kubectl", ...args);
  const podRuns = async (name: string) => {
    await until(`pod ${name} to run`, async () => {
      const { stdout } = await kubectl("get", "pod", name, "-o", "jsonpath={.status.phase}");
      return stdout === "Running";
    });
  };

  beforeAll(async () => {
    project = scratch();
    first = await start("--nodes", "3", "--node-cpu", "8", "--node-memory", "16Gi");
  });

  afterAll(() => project.remove());

  it("is made with the nodes it was asked for", async () => {
    const size =
      "jsonpath={range .items[*]}{.status.allocatable.cpu} {.status.allocatable.memory},{end}";
    const { stdout } = await kubectl("get", "nodes", "-o", size);

    expect(first.cluster).toMatchObject({ created: true, healed: false, nodes: 3 });
    expect(stdout).toBe("8 16Gi,8 16Gi,8 16Gi,");
  });

  it("is left as it is by a second start", async () => {
    const before = pids();

    const second = await start();

    expect(second.cluster).toMatchObject({
      server: first.cluster.server,
      uid: first.cluster.uid,
      created: false,
      healed: false,
      nodes: 3,
    });
    expect(second.env).toEqual(first.env);
    expect(pids()).toEqual(before);
    expect(before).toHaveLength(5);
  });

  it("listens on loopback only", () => {
    const mine = pids().map((pid) => `pid=${pid},`);
    const listening = execFileSync("ss", ["-Hltnp"], { encoding: "utf8" })
      .split("\n")
      .filter((line) => mine.some((pid) => line.includes(pid)));

    expect(listening).toHaveLength(6);
    expect(listening.map((line) => line.split(/\s+/)[3]?.replace(/:\d+$/, ""))).toEqual(
      Array.from({ length: 6 }, () => "127.0.0.1"),
    );
  });

  it("leaves nothing in .local that others may read", () => {
    const local = join(project.root, ".local");
    const entries = readdirSync(local, { recursive: true }).map(String);
    const open = entries.filter((name) => {
      const facts = lstatSync(join(local, name));
      // kubectl gives its cache of public API lists to the group, which .local itself keeps out.
      const others = name.startsWith("kube-cache/") ? 0o007 : 0o077;
      return !facts.isSymbolicLink() && (facts.mode & others) !== 0;
    });

    expect(entries).toContain(`clusters/${cluster}/pki/admin.key`);
    expect(open).toEqual([]);
    expect(lstatSync(local).mode & 0o777).toBe(0o700);
  });

  it("judges like a real cluster: authorization, pod security, admission policies", async () => {
    const { stdout: who } = await kubectl(
      "auth",
      "whoami",
      "-o",
      "jsonpath={.status.userInfo.groups}",
    );
    const someone = "--as=system:serviceaccount:default:default";
    const { stdout: may } = await kubectl("auth", "can-i", "create", "pods", someone);
    await kubectl("create", "namespace", "strict");
    await kubectl("label", "namespace", "strict", "pod-security.kubernetes.io/enforce=restricted");
    const pod = await kubectl("-n", "strict", "run", "root", "--image=example.org/x");
    const policies = await kubectl("get", "validatingadmissionpolicies");

    expect(JSON.parse(who)).toContain("system:masters");
    expect(may).toBe("no\n");
    expect(pod.stderr).toContain('violates PodSecurity "restricted:latest"');
    expect(policies.code).toBe(0);
  });

  it("runs pods, at once after a stop and a start as well, and keeps its data", async () => {
    await kubectl("run", "before", "--image=example.org/x");
    await podRuns("before");

    const stopped = await project.local("stop", cluster);
    const left = pids();
    const again = await start();
    await kubectl("run", "after", "--image=example.org/x");
    await podRuns("after");

    expect(stopped.stderr).toBe(`cluster    ${cluster} stopped, data kept\n`);
    expect(left).toEqual([]);
    expect(again.cluster).toMatchObject({
      ...first.cluster,
      created: false,
      seconds: expect.any(Number),
    });
    await podRuns("before");
  });

  it.each([[["kube-apiserver"]], [["etcd"]], [["etcd", "kube-apiserver", "kwok-controller"]]])(
    "is healed by the next start after kill -9 of %j",
    async (names) => {
      for (const name of names) process.kill(pidOf(name), "SIGKILL");
      const ailing = await project.local("status", cluster, "--json");

      const healed = await start();

      expect(JSON.parse(ailing.stdout)).toMatchObject({ state: "ailing" });
      expect(ailing.code).toBe(1);
      expect(healed.cluster).toMatchObject({ healed: true, uid: first.cluster.uid });
      expect((await kubectl("get", "namespace", "strict")).code).toBe(0);
      expect(pids()).toHaveLength(5);
    },
  );

  it("chooses other ports when one of its own is taken, and its kubeconfig follows", async () => {
    await project.local("stop", cluster);
    const port = Number(new URL(first.cluster.server).port);
    const squatter = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve) => squatter.once("listening", resolve));

    const moved = await start();
    squatter.close();

    expect(moved.cluster.uid).toBe(first.cluster.uid);
    expect(moved.cluster.server).not.toBe(first.cluster.server);
    expect((await kubectl("get", "namespace", "strict")).code).toBe(0);
  });

  it("is worked on by one command at a time", async () => {
    const done = await Promise.all([
      project.local("start", cluster),
      project.local("stop", cluster),
      project.local("start", cluster),
    ]);
    const after = await start();

    expect(done.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(done.some(({ stderr }) => /waiting for the (start|stop) of e2e-/.test(stderr))).toBe(
      true,
    );
    expect(after.cluster.uid).toBe(first.cluster.uid);
    expect(pids()).toHaveLength(5);
  });

  it("comes out whole after starts that were killed while making it", async () => {
    const name = "e2e-killed";
    for (const milliseconds of [300, 700, 1_500, 3_000]) {
      const { child, done } = project.start(process.execPath, ["local/cli.ts", "start", name]);
      const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
      await done;
      clearTimeout(timer);
    }

    const { code, stderr } = await project.local("start", name);
    const running = processesOf(bin(project, name));
    await project.local("reset", name);

    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(running).toHaveLength(5);
    expect(processesOf(bin(project, name))).toEqual([]);
  });

  it("does not meet the same cluster of another clone", async () => {
    const other = scratch();
    try {
      const { stdout } = await other.local("start", cluster, "--json");
      const theirs = JSON.parse(stdout) as Started;
      await other.local("stop", cluster);

      expect(theirs.cluster).toMatchObject({ created: true });
      expect(theirs.cluster.uid).not.toBe(first.cluster.uid);
      expect(theirs.cluster.server).not.toBe(first.cluster.server);
      expect(pids()).toHaveLength(5);
      expect((await project.local("status", cluster)).code).toBe(0);
    } finally {
      await other.remove();
    }
  });

  it("refuses data that is not its own, until it is reset", async () => {
    await project.local("stop", cluster);
    rmSync(join(folder(), "etcd"), { recursive: true });

    const refused = await project.local("start", cluster);
    const reset = await project.local("reset", cluster);
    const made = await start();

    expect(refused.code).toBe(2);
    expect(refused.stderr.trimEnd().split("\n").at(-1)).toMatch(
      /^control plane e2e-control-plane: its kube-system UID is \S+, the recorded one is \S+: its data was replaced; node local\/cli\.ts reset /,
    );
    expect(reset.code).toBe(0);
    expect(made.cluster.created).toBe(true);
  });

  it("leaves no process after the last stop, and no Pulumi or Kubernetes file in the user's home", async () => {
    const stopped = await project.local("stop", "--all");

    expect(stopped.code).toBe(0);
    expect(processesOf(join(project.root, ".local"))).toEqual([]);
    expect(readdirSync(project.home).filter((name) => /pulumi|kube|kwok/.test(name))).toEqual([]);
  });
});
