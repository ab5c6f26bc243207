import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { makeSealingKey } from "../../ops/lib/secrets/key-pair.ts";
import { controllerPlaces } from "./support/controller-places.ts";
import { processesOf, until } from "./support/processes.ts";
import { scratch, type Scratch } from "./support/scratch.ts";

// The first run on a machine builds the controllers.
jest.setTimeout(2_400_000);

const cluster = "e2e-controllers";

interface Status {
  readonly controllers: readonly {
    readonly name: string;
    readonly state: string;
    readonly pid?: number;
    readonly endpoints: Readonly<Record<string, string>>;
  }[];
}

describe("the controllers of profile full", () => {
  let project: Scratch;
  const folder = () => join(project.root, ".local/clusters", cluster, "controllers");
  const pids = () => processesOf(join(folder(), "bin/")).map(({ pid }) => pid);
  const start = (profile: string) =>
    project.local("start", cluster, "--profile", profile, "--json");
  const full = async () => {
    const { code, stdout, stderr } = await start("full");
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as {
      controllers: { running: string[]; absent: { name: string }[]; began: boolean };
    };
  };
  const status = async () => {
    const { stdout } = await project.local("status", cluster, "--json");
    return (JSON.parse(stdout) as Status).controllers;
  };
  const pidOf = async (name: string) =>
    (await status()).find((each) => each.name === name && each.state === "running")?.pid;
  const wanted = [
    ...["kubelet-stand-in", "git-server", "sealed-secrets-controller", "argo-rollouts"],
    ...["argocd-redis", "argocd-repo-server", "argocd-application-controller"],
    "argocd-applicationset-controller",
  ];

  beforeAll(async () => {
    project = scratch();
    const { code, stderr } = await project.local("start", cluster);
    if (code !== 0) throw new Error(stderr);
  });

  afterAll(() => project.remove());

  it("are refused by a cluster that was not provisioned with them", async () => {
    const { code, stderr } = await start("full");

    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^controllers of e2e-controllers: the cluster has no place for any of \d+ \(sealed-secrets-controller: not installed: ServiceAccount sealed-secrets\/sealed-secrets-controller, CustomResourceDefinition sealedsecrets.bitnami.com, Deployment sealed-secrets\/sealed-secrets-controller, its sealing key missing; make up installs it\); provision it first: ops rehearse --keep$/m,
    );
    expect(pids()).toEqual([]);
  });

  it("run and are healthy where there is a place for them, and say what has none", async () => {
    const key = await makeSealingKey("e2e", new Date(), 30);
    const places = join(project.root, "places.json");
    writeFileSync(places, JSON.stringify(controllerPlaces(key)));
    const applied = await project.local("exec", cluster, "--", "kubectl", "apply", "-f", places);
    expect(applied.stderr).toBe("");

    const { controllers } = await full();

    expect(controllers).toMatchObject({ running: wanted, began: true });
    expect(controllers.absent.map(({ name }) => name)).toEqual([
      ...["prometheus-operator", "prometheus", "alertmanager", "opentelemetry-collector"],
    ]);
  });

  it("are left as they are by a second start, and by two at once", async () => {
    const before = pids();

    const both = await Promise.all([full(), full()]);

    expect(both.map(({ controllers }) => controllers.began)).toEqual([false, false]);
    expect(pids()).toEqual(before);
  });

  it("are started anew when the code of one of them is another, not only its command line", async () => {
    const before = pids();
    const main = join(project.root, "local/controllers/kubelet/main.ts");
    appendFileSync(main, "// Another version.\n");

    const { controllers } = await full();

    expect(controllers).toMatchObject({ running: wanted, began: true });
    expect(pids().filter((pid) => before.includes(pid))).toEqual([]);
  });

  it("listen on loopback only", () => {
    const mine = pids().map((pid) => `pid=${pid},`);
    const listening = execFileSync("ss", ["-Hltnp"], { encoding: "utf8" })
      .split("\n")
      .filter((line) => mine.some((pid) => line.includes(pid)))
      .map((line) => line.split(/\s+/)[3]?.replace(/:\d+$/, ""));

    expect(listening.length).toBeGreaterThanOrEqual(13);
    expect(new Set(listening)).toEqual(new Set(["127.0.0.1"]));
  });

  it("serve the repositories of this clone, and the sealing certificate", async () => {
    const found = await status();
    const endpoint = (name: string, what: string) =>
      found.find((each) => each.name === name)?.endpoints[what] ?? "";
    const bare = join(project.root, ".local/git/charts.git");
    execFileSync("git", ["init", "--quiet", "--bare", bare]);

    const remote = `${endpoint("git-server", "git")}/charts.git`;
    const listed = execFileSync("git", ["ls-remote", remote], { encoding: "utf8" });
    const certificate = await fetch(endpoint("sealed-secrets-controller", "certificate"));

    expect(listed).toBe("");
    expect(await certificate.text()).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });

  it("come back when one of them is killed", async () => {
    const killed = (await pidOf("argo-rollouts")) ?? 0;

    process.kill(killed, "SIGKILL");

    await until("argo-rollouts to come back", async () => {
      const pid = await pidOf("argo-rollouts");
      return pid !== undefined && pid !== killed;
    });
  });

  it("are healed by the next start when their supervisor is killed, without a stray", async () => {
    const [supervisor] = processesOf(join(folder(), "bin/process-compose up"));
    process.kill(supervisor?.pid ?? 0, "SIGKILL");
    const astray = pids();

    const { controllers } = await full();

    expect(controllers.began).toBe(true);
    expect(pids().filter((pid) => astray.includes(pid))).toEqual([]);
    expect(pids()).toHaveLength(wanted.length + 1);
  });

  it("end with profile core, and nothing of them is left running", async () => {
    const { code, stderr } = await start("core");

    expect([code, pids()]).toEqual([0, []]);
    expect(stderr).toContain("stopped, data kept (profile core)");
    expect(existsSync(join(folder(), "ports.json"))).toBe(true);
    expect((await status()).map(({ state }) => state)).not.toContain("running");
  });

  it("end with the cluster", async () => {
    await full();

    const { code } = await project.local("stop", cluster);

    expect([code, pids()]).toEqual([0, []]);
  });
});
