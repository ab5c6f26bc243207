import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import type { DeployReport } from "../../ops/lib/report.ts";
import { rules } from "../../policy-packs/all/rules.ts";
import { admissionPairs, atAdmission } from "../../policy-packs/lib/admission-objects.ts";
import type { Given } from "../../policy-packs/lib/config.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";
import type { Waiver } from "../../policy-packs/lib/waivers.ts";
import { type ApiServer, apiServer } from "./support/api-server.ts";
import { goodManifests, without } from "./support/manifests.ts";
import { processesOf } from "./support/processes.ts";
import { type Finished, scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(600_000);

const RULE = "resource-limits/container-resources";
const RESOURCE = "Deployment doors/api";
const FIXTURE = "test/fixtures/manifests";
const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
const DAY = 86_400_000;
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

/** Who put an object in place: whoever else applies it owns a share of it from then on. */
interface Managed {
  readonly metadata: { readonly managedFields: readonly [{ readonly manager: string }] };
}

describe("an environment whose API server is asked", () => {
  let project: Scratch;
  let api: ApiServer;
  const good = goodManifests("doors");
  const bad = good.map((one) =>
    one["kind"] === "Deployment"
      ? without(one, ["spec", "template", "spec", "containers", 0, "resources", "limits"])
      : one,
  );
  const path = (name: string) => join(project.root, name);
  const kubectl = (...args: string[]) => project.local("exec", "local", "--", "kubectl", ...args);
  const up = async (): Promise<DeployReport> => {
    const { code, stdout, stderr } = await project.ops("up", "local", "--json");
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    return JSON.parse(stdout) as DeployReport;
  };
  const waive = (expires: string): Waiver => {
    const about = { policy: RULE, resource: RESOURCE, ticket: "INT-42", expires };
    const waiver = { ...about, reason: "because", owner: "graph-team" };
    writeFileSync(path("policy-packs/waivers.yaml"), JSON.stringify({ waivers: [waiver] }));
    return waiver;
  };
  /** The same manifests at every door. */
  const doors = async (manifests: readonly object[]): Promise<Record<string, Finished>> => {
    const stack = path(`${FIXTURE}/stack.json`);
    writeFileSync(stack, JSON.stringify(manifests));
    const list = path("list.json");
    writeFileSync(list, JSON.stringify({ apiVersion: "v1", kind: "List", items: manifests }));
    const packs = path("policy-packs/all");
    return {
      runner: await project.ops("preview", "local", "--project", FIXTURE),
      plain: await project.local(
        ...["exec", "local", "--", "pulumi", "-C", path(FIXTURE), "preview", "-s", "plain"],
        ...["--non-interactive", "--policy-pack", packs],
        ...["--policy-pack-config", join(packs, "config.local.json")],
      ),
      check: await project.ops("policy", "check", list, "--env", "local"),
      kubectl: await kubectl("apply", "-f", list),
    };
  };
  const codes = (all: Record<string, Finished>) =>
    Object.fromEntries(Object.entries(all).map(([door, { code }]) => [door, code === 0]));
  const screens = (all: Record<string, Finished>) =>
    Object.values(all).map(({ stdout, stderr }) => (stdout + stderr).replace(/\s+/g, " "));
  const passes = { runner: true, plain: true, check: true, kubectl: true };
  const refuses = { runner: false, plain: false, check: false, kubectl: false };
  /** What is put in force is asked within about a second. */
  const eventually = async (what: () => Promise<boolean>) => {
    const deadline = Date.now() + 30_000;
    while (!(await what())) {
      if (Date.now() > deadline) throw new Error("did not come true within 30 s");
      await sleep(200);
    }
  };
  const dryRun = (manifests: readonly object[]) => {
    const file = path("deployment.json");
    const deployment = manifests.find((one) => "kind" in one && one.kind === "Deployment");
    writeFileSync(file, JSON.stringify(deployment));
    return kubectl("apply", "--dry-run=server", "-f", file);
  };
  const names = async (kind: string): Promise<string[]> => {
    const { stdout } = await kubectl("get", kind, "-o", "jsonpath={.items[*].metadata.name}");
    return stdout.split(" ").filter((name) => name.startsWith("intelgraph-"));
  };

  beforeAll(async () => {
    project = scratch();
    const { code, stderr } = await project.local("start", "local");
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    api = apiServer(path(".local/kubeconfig"));
    const engine = ["exec", "local", "--", "pulumi", "-C", path(FIXTURE)];
    await project.local(...engine, "stack", "init", "plain");
    // What was there before anybody asked.
    await kubectl("create", "namespace", "old");
    const old = JSON.stringify(bad).replaceAll('"doors"', '"old"');
    const items = (JSON.parse(old) as { kind: string }[]).filter(
      ({ kind }) => kind === "Deployment" || kind === "ServiceAccount",
    );
    writeFileSync(path("old.json"), JSON.stringify({ apiVersion: "v1", kind: "List", items }));
    expect(await kubectl("apply", "-f", path("old.json"))).toMatchObject({ code: 0 });
  });

  afterAll(async () => {
    api.close();
    await project.remove();
  });

  it("comes up with a policy and a binding for every rule that one object is enough for", async () => {
    await up();

    const expected = atAdmission(rules).map(({ pack, name }) => `intelgraph-${pack}-${name}`);
    expect((await names("validatingadmissionpolicies")).sort()).toEqual([...expected].sort());
    expect((await names("validatingadmissionpolicybindings")).sort()).toEqual([...expected].sort());
    const outputs = await project.ops("outputs", "local", "--json");
    expect(JSON.stringify(JSON.parse(outputs.stdout))).toContain('"mode":"deny"');
    expect(JSON.stringify(JSON.parse(outputs.stdout))).toContain(expected[0]);
  });

  it("changes nothing the second time", async () => {
    const { changes } = await up();

    const changed = Object.entries(changes).filter(([kind, n]) => kind !== "same" && n > 0);
    expect(changed).toEqual([]);
  });

  it("lets good manifests pass at every door", async () => {
    const all = await doors(good);

    expect({ ...codes(all), said: codes(all)["kubectl"] === true ? "" : screens(all) }).toEqual({
      ...passes,
      said: "",
    });
  });

  it("refuses the same bad manifest at every door, with the rule and the remedy", async () => {
    const all = await doors(bad);

    expect(codes(all)).toEqual(refuses);
    const rule = rules.find((one) => policyName(one) === RULE);
    for (const screen of screens(all)) {
      expect(screen).toContain(RULE);
      expect(screen).toContain(rule?.remediation);
    }
    expect(all["kubectl"]?.stderr).toContain("intelgraph-resource-limits-container-resources");
  });

  it("leaves what was there before alone until somebody writes it", async () => {
    const old = ["deployment", "api", "-n", "old"];

    const scaled = await kubectl("scale", ...old, "--replicas=3");
    await eventually(async () => {
      const { stdout } = await kubectl("get", ...old, "-o", "jsonpath={.status.replicas}");
      return stdout === "3";
    });
    const written = await kubectl("label", ...old, "seen=yes");
    const removed = await kubectl("delete", ...old);

    expect([scaled.code, written.code, removed.code]).toEqual([0, 1, 0]);
    expect(written.stderr).toContain(RULE);
  });

  it("asks again as soon as the API server is back from a restart", async () => {
    const server = processesOf(project.root).find((one) => one.command.includes("kube-apiserver"));
    process.kill(Number(server?.pid), "SIGKILL");
    expect(await project.local("start", "local")).toMatchObject({ code: 0 });

    const [refused, passed] = [await dryRun(bad), await dryRun(good)];

    expect([refused.code, passed.code]).toEqual([1, 0]);
    expect(refused.stderr).toContain(RULE);
  });

  it("lets what is waived pass at every door, and no other object", async () => {
    const expires = dayFromNow(1);
    waive(expires);
    await up();
    await eventually(async () => (await dryRun(bad)).code === 0);

    const all = await doors(bad);
    const other = bad.map(
      (one) => JSON.parse(JSON.stringify(one).replaceAll('"api"', '"web"')) as object,
    );
    const refused = await dryRun(other);

    expect(codes(all)).toEqual(passes);
    for (const door of ["runner", "plain", "check"] as const) {
      expect((all[door]?.stdout ?? "") + (all[door]?.stderr ?? "")).toContain("INT-42");
    }
    expect(refused.code).toBe(1);
  });

  it("refuses it at every door the day after, though nobody ran `up` on that day", async () => {
    const waiver = waive(dayFromNow(-1));
    const now = new Date(Date.now() - 2 * DAY);
    const text = readFileSync(path("policy-packs/all/config.local.json"), "utf8");
    const configuration = JSON.parse(text) as Record<string, Given>;
    // What `up` put in force two days ago.
    const pairs = admissionPairs({ rules, configuration, mode: "deny", waivers: [waiver], now });
    for (const { name, policy, binding } of pairs.filter(
      (pair) => pair.name.endsWith(RULE.replace("/", "-")) || pair.name.endsWith("-waived"),
    )) {
      for (const [kind, body] of [
        ["ValidatingAdmissionPolicy", policy],
        ["ValidatingAdmissionPolicyBinding", binding],
      ] as const) {
        const plural = kind.endsWith("Policy")
          ? "validatingadmissionpolicies"
          : "validatingadmissionpolicybindings";
        const at = `${ADMISSION}/${plural}/${name}`;
        const { metadata } = (await api.call("GET", at)).body as unknown as Managed;
        const as = encodeURIComponent(metadata.managedFields[0].manager);
        const answer = await api.call("PATCH", `${at}?fieldManager=${as}&force=true`, {
          apiVersion: "admissionregistration.k8s.io/v1",
          kind,
          ...body,
        });
        expect(answer.status).toBeLessThan(300);
      }
    }
    await kubectl("delete", "deployment", "api", "-n", "doors");
    await eventually(async () => (await dryRun(bad)).code !== 0);

    const all = await doors(bad);

    expect(codes(all)).toEqual(refuses);
    expect(all["kubectl"]?.stderr).toContain(`${RULE.replace("/", "-")}-waived`);
    for (const door of ["runner", "plain", "check"] as const) {
      expect((all[door]?.stdout ?? "") + (all[door]?.stderr ?? "")).toContain("INT-42");
    }
  });

  it("only warns where its settings say so", async () => {
    const file = path("Pulumi.local.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("mode: deny", "mode: warn"));
    writeFileSync(path("policy-packs/waivers.yaml"), "waivers: []\n");
    await up();
    await eventually(async () => (await dryRun(bad)).code === 0);

    const { code, stderr } = await dryRun(bad);

    expect(code).toBe(0);
    expect(stderr).toContain(`Warning: Validation failed for ValidatingAdmissionPolicy`);
    expect(stderr).toContain(RULE);
  });

  it("takes all of it away again", async () => {
    const { code, stderr } = await project.ops("down", "local");

    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    expect(await names("validatingadmissionpolicies")).toEqual([]);
    expect(await names("validatingadmissionpolicybindings")).toEqual([]);
  });
});
