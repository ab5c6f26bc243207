import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { WaiversReport } from "../../ops/commands/policy-waivers.ts";
import type { DeployReport } from "../../ops/lib/report.ts";
import { scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(300_000);

const rule = "resource-limits/container-resources";
const resource = "Deployment fixture-no-limits/api";
const DAY = 86_400_000;
const dayFromNow = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);

describe("one bad program and its waiver", () => {
  let project: Scratch;
  const fixture = "test/fixtures/no-limits";
  const runner = (...flags: string[]) =>
    project.ops("preview", "local", "--project", fixture, ...flags);
  const pulumi = (...args: string[]) =>
    project.local(
      ...["exec", "local", "--", "pulumi", "-C", join(project.root, fixture), ...args],
      "--non-interactive",
    );
  const plain = async () => {
    const packs = join(project.root, "policy-packs/all");
    const { code, stdout, stderr } = await pulumi(
      ...["preview", "-s", "plain", "--policy-pack", packs],
      ...["--policy-pack-config", join(packs, "config.local.json")],
    );
    return { code, screen: stdout + stderr };
  };
  const waive = (expires: string) => {
    const waiver = { policy: rule, resource, reason: "because", owner: "graph-team" };
    write(JSON.stringify({ waivers: [{ ...waiver, ticket: "INT-42", expires }] }));
  };
  const write = (text: string) => {
    writeFileSync(join(project.root, "policy-packs/waivers.yaml"), text);
  };

  beforeAll(async () => {
    project = scratch();
    const started = await project.local("start", "local");
    expect({ code: started.code, stderr: started.code === 0 ? "" : started.stderr }).toEqual({
      code: 0,
      stderr: "",
    });
    await pulumi("stack", "init", "plain");
  });

  afterAll(async () => {
    await project.remove();
  });

  it("is refused at both doors while it has none", async () => {
    const [ops, engine] = [await runner(), await plain()];

    expect([ops.code, engine.code === 0]).toEqual([1, false]);
    expect(ops.stderr).toContain(rule);
    expect(engine.screen).toMatch(/\[mandatory\].*resource-limits\/container-resources/);
  });

  it("passes both until the day is over, and both list it", async () => {
    const expires = dayFromNow(1);
    waive(expires);

    const ops = await runner("--json");
    const engine = await plain();

    expect({ code: ops.code, stderr: ops.code === 0 ? "" : ops.stderr }).toEqual({
      code: 0,
      stderr: "",
    });
    const { verdict, findings, waived, policies } = JSON.parse(ops.stdout) as DeployReport;
    expect([verdict, findings]).toEqual(["done", []]);
    expect(waived).toEqual([
      expect.objectContaining({
        policy: rule,
        resource,
        days: 1,
        waived: { expires, owner: "graph-team", ticket: "INT-42" },
      }),
    ]);
    expect(policies).toMatchObject({ violated: 0, cannotTell: 0, waived: 1 });
    expect(policies.rules.find((one) => one.rule === rule)).toMatchObject({
      violated: 0,
      waived: 1,
    });
    expect(ops.stderr).toMatch(/^waived +resource-limits\/container-resources/m);
    expect(engine.code).toBe(0);
    expect(engine.screen).toMatch(/\[advisory\].*resource-limits\/container-resources/);
    expect(engine.screen).toContain(`waived until ${expires} by graph-team (INT-42): container`);
  });

  it("is listed by ops policy waivers, with who uses it", async () => {
    const { code, stdout } = await project.ops("policy", "waivers", "--json");

    const { verdict, waivers } = JSON.parse(stdout) as WaiversReport;
    expect([code, verdict]).toEqual([0, "done"]);
    expect(waivers).toEqual([
      expect.objectContaining({
        resource,
        ticket: "INT-42",
        days: 1,
        verdict: "used",
        usedBy: ["fixture-no-limits.local"],
      }),
    ]);
  });

  it("is applied, and the resulting state is judged with it", async () => {
    const { code, stdout, stderr } = await project.ops(
      ...["up", "local", "--project", fixture, "--json"],
    );

    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    const { after } = JSON.parse(stdout) as DeployReport;
    expect(after).toMatchObject({ resources: 8, findings: [], refused: false });
    expect(after?.waived.map(({ policy }) => policy)).toEqual([rule]);
    expect(after?.policies).toMatchObject({ violated: 0, cannotTell: 0, waived: 1 });
  });

  it("is refused by both on the day after, and both say why", async () => {
    const expires = dayFromNow(-1);
    waive(expires);

    const [ops, engine] = [await runner(), await plain()];
    const listed = await project.ops("policy", "waivers");

    const says = `its waiver INT-42 expired on ${expires}`;
    expect([ops.code, engine.code === 0, listed.code]).toEqual([1, false, 1]);
    expect(ops.stderr.replace(/\s+/g, " ")).toContain(says);
    expect(engine.screen).toContain(says);
    expect(engine.screen).toMatch(/\[mandatory\].*resource-limits\/container-resources/);
    expect(listed.stdout).toContain(`${expires} (expired 1 day ago)`);
  });

  it("stops both with one line when the file has a fault", async () => {
    waive("2026-02-30");
    const fault = 'policy-packs/waivers.yaml: waivers[0].expires: "2026-02-30" is no day';

    const [ops, engine] = [await runner(), await plain()];
    const listed = await project.ops("policy", "waivers");

    expect([ops.code, engine.code === 0, listed.code]).toEqual([2, false, 2]);
    expect(ops.stderr.split("\n").filter((line) => line.includes(fault))).toHaveLength(1);
    expect(engine.screen).toContain(fault);
    for (const { stderr } of [ops, listed]) expect(stderr).not.toMatch(/^\s+at /m);
    expect(engine.screen).not.toMatch(/^\s+at /m);
    expect(listed.stderr).toBe(`${fault}; write it like "2026-12-31"\n`);
  });

  it("is refused by the runner when settings make the rule mild", async () => {
    write("waivers: []\n");
    const file = join(project.root, "policy-packs/all/config.local.json");
    const settings = readFileSync(file, "utf8");
    writeFileSync(
      file,
      JSON.stringify({ ...(JSON.parse(settings) as object), [rule]: "advisory" }),
    );

    const { code, stderr } = await runner();

    writeFileSync(file, settings);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `policy-packs/all/config.local.json: makes ${rule} "advisory"; take that out`,
    );
  });
});
