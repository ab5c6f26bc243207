import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import type { DeployReport } from "../../ops/lib/report.ts";
import { EVIDENCE_KINDS, type EvidenceKind } from "../../policy-packs/provenance/release/model.ts";
import type { ReleaseFixture } from "../support/release.ts";
import { releaseInto } from "./support/local-release.ts";
import { type Finished, scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(900_000);

const FIXTURE = "test/fixtures/released";

/** Which rule speaks of which evidence. */
const rules: Readonly<Record<EvidenceKind, string>> = {
  provenance: "provenance/evidence-verifies",
  sbom: "provenance/sbom-attached",
  scan: "provenance/scan-fresh",
  licences: "provenance/sbom-attached",
};

describe("a program that runs what was released", () => {
  let project: Scratch;
  let release: ReleaseFixture;
  const path = (name: string) => join(project.root, name);
  const runner = (verb: string, ...flags: string[]) =>
    project.ops(verb, "local", "--project", FIXTURE, ...flags);
  const pulumi = (...args: string[]) =>
    project.local("exec", "local", "--", "pulumi", "-C", path(FIXTURE), ...args);
  const plain = () => {
    const packs = path("policy-packs/all");
    return pulumi(
      ...["preview", "-s", "plain", "--non-interactive", "--policy-pack", packs],
      ...["--policy-pack-config", join(packs, "config.local.json")],
    );
  };
  const kubectl = (...args: string[]) => project.local("exec", "local", "--", "kubectl", ...args);
  const objects = async () => {
    const { stdout } = await kubectl("get", "namespaces", "-o", "name");
    return stdout.split("\n").filter((name) => name.includes("fixture"));
  };
  const screen = ({ stdout, stderr }: Finished) => (stdout + stderr).replace(/\s+/g, " ");
  const passed = (done: Finished) => {
    expect({ code: done.code, said: done.code === 0 ? "" : screen(done) }).toEqual({
      code: 0,
      said: "",
    });
  };

  beforeAll(async () => {
    project = scratch();
    release = releaseInto(project.root);
    passed(await project.local("start", "local"));
    await pulumi("stack", "init", "plain");
  });

  afterAll(async () => {
    await project.remove();
  });

  it("is previewed by the runner and by the plain engine", async () => {
    passed(await runner("preview"));
    passed(await plain());
  });

  describe.each(EVIDENCE_KINDS)("without its %s as it was released", (kind) => {
    const damages: readonly (readonly [string, (file: string) => void, RegExp])[] = [
      ["is removed", rmSync, /\[evidence-missing\]/],
      [
        "is altered",
        (file) => {
          writeFileSync(file, readFileSync(file, "utf8").replace(/[a-z](?=[^a-z]*$)/, "X"));
        },
        /\[evidence-(changed|not-json)\]/,
      ],
    ];

    it.each(damages)(
      "is refused at both doors when a file %s, and nothing is applied",
      async (_, damage, code) => {
        const file = release.evidence("api", kind);
        const whole = readFileSync(file);
        damage(file);

        const [ops, engine] = await Promise.all([runner("preview"), plain()]);
        writeFileSync(file, whole);

        expect([ops.code, engine.code === 0]).toEqual([1, false]);
        expect(ops.stderr).toContain("nothing was changed");
        for (const said of [screen(ops), screen(engine)]) {
          expect(said).toContain(rules[kind]);
          expect(said).toMatch(code);
        }
        expect(await objects()).toEqual([]);
      },
    );
  });

  it("is refused by an up too, and nothing is applied", async () => {
    const file = release.evidence("api", "provenance");
    const whole = readFileSync(file);
    rmSync(file);

    const done = await runner("up");
    writeFileSync(file, whole);

    expect(done.code).toBe(1);
    expect(screen(done)).toContain("provenance/released-image");
    expect(await objects()).toEqual([]);
  });

  it("is refused when nobody can tell who is trusted", async () => {
    for (const name of [
      "policy-packs/provenance/trust.local.json",
      "policy-packs/provenance/keys/release.pub",
    ]) {
      const whole = readFileSync(path(name));
      rmSync(path(name));

      const [ops, engine] = await Promise.all([runner("preview"), plain()]);
      writeFileSync(path(name), whole);

      expect([ops.code, engine.code === 0]).toEqual([1, false]);
      for (const done of [ops, engine]) expect(screen(done)).toContain("[trust-unreadable]");
    }
  });

  it("is refused when the plain engine is given no settings: no release is named then", async () => {
    const done = await pulumi(
      ...["preview", "-s", "plain", "--non-interactive"],
      ...["--policy-pack", path("policy-packs/all")],
    );

    expect(done.code).not.toBe(0);
    expect(screen(done)).toContain("no release is named [release-not-named]");
  });

  it("comes up, and its state is judged by the same release", async () => {
    const done = await runner("up", "--json");

    passed(done);
    const { after } = JSON.parse(done.stdout) as DeployReport;
    expect(after).toMatchObject({ findings: [], refused: false });
    expect(await objects()).toEqual(["namespace/fixture-released"]);
  });

  it("is refused by ops policy check and by the API server when it runs something else", async () => {
    passed(await project.ops("up", "local"));
    const image = release.images["api"] ?? "";
    const deployment = async (used: string) => {
      const { stdout } = await kubectl(
        "get",
        "deploy",
        "api",
        "-n",
        "fixture-released",
        "-o",
        "json",
      );
      const found = JSON.parse(stdout.replaceAll(image, used)) as { metadata: object };
      const file = path(`deployment-${used.slice(-4)}.json`);
      const metadata = { name: "api", namespace: "fixture-released", labels: { changed: "yes" } };
      writeFileSync(file, JSON.stringify({ ...found, metadata, status: undefined }));
      return file;
    };
    const other = image.replace(/[0-9a-f]{4}$/, "ffff");

    const [good, bad] = [await deployment(image), await deployment(other)];
    const checked = [
      await project.ops("policy", "check", good, "--env", "local", "--json"),
      await project.ops("policy", "check", bad, "--env", "local", "--json"),
    ].map(screen);
    const asked = [
      await kubectl("apply", "--dry-run=server", "-f", good),
      await kubectl("apply", "--dry-run=server", "-f", bad),
    ].map(screen);

    const RULE = "provenance/released-image";
    expect(checked.map((said) => said.includes(`"policy": "${RULE}"`))).toEqual([false, true]);
    expect(asked.map((said) => said.includes(RULE))).toEqual([false, true]);
  });
});
