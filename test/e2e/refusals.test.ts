import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { scratch, type Scratch } from "./support/scratch.ts";

jest.setTimeout(300_000);

interface Refusal {
  readonly fixture: string;
  readonly rule: string;
  readonly says: RegExp;
}

const refusals: readonly Refusal[] = [
  { fixture: "no-limits", rule: "resource-limits/container-resources", says: /memory/ },
  { fixture: "no-default-deny", rule: "network-policies/default-deny", says: /default-deny|deny/ },
  { fixture: "image-by-tag", rule: "provenance/image-digest", says: /digest/ },
  { fixture: "unknown-value", rule: "provenance/image-digest", says: /cannot tell/ },
  { fixture: "filled-later", rule: "provenance/image-digest", says: /cannot tell/ },
];

/** A rule with a defect, as a file of its pack. */
const broken = `
import { nsaHardening } from "../lib/frameworks.ts";
import { resourceRule } from "../lib/rule.ts";

export const broken = resourceRule({
  pack: "provenance",
  name: "broken",
  severity: "low",
  level: "mandatory",
  description: "Demands nothing.",
  remediation: "mend the rule",
  framework: nsaHardening("trial"),
  options: {},
  judge: () => {
    throw new TypeError("it is broken");
  },
  admission: { absent: "it is made up" },
});
`;

describe("a program that breaks a rule", () => {
  let project: Scratch;
  const objects = async () => {
    const { stdout } = await project.local(
      ...["exec", "local", "--", "kubectl", "get", "all,ns,cm,netpol", "-A", "-o", "name"],
    );
    return stdout.split("\n").filter((name) => !name.startsWith("event"));
  };

  beforeAll(async () => {
    project = scratch();
    const started = await project.local("start", "local");
    expect({ code: started.code, stderr: started.code === 0 ? "" : started.stderr }).toEqual({
      code: 0,
      stderr: "",
    });
  });

  afterAll(async () => {
    await project.remove();
  });

  for (const { fixture, rule, says } of refusals) {
    it(`is refused by the runner, with the rule, the message and the fix: ${fixture}`, async () => {
      const before = await objects();

      const { code, stdout, stderr } = await project.ops(
        ...["preview", "local", "--project", join("test/fixtures", fixture)],
      );

      const screen = stdout + stderr;
      expect({ code, refused: screen.includes("preview refused") || screen }).toEqual({
        code: 1,
        refused: true,
      });
      expect(screen).toContain(rule);
      expect(screen).toMatch(says);
      expect(screen).toMatch(/^ +fix /m);
      expect(screen).toContain("nothing was changed");
      expect(await objects()).toEqual(before);
    });

    it(`is refused by the plain engine too: ${fixture}`, async () => {
      const folder = join(project.root, "test/fixtures", fixture);
      const engine = ["pulumi", "preview", "-C", folder, "-s", fixture, "--non-interactive"];
      await project.local("exec", "local", "--", "pulumi", "-C", folder, "stack", "init", fixture);

      const { code, stdout, stderr } = await project.local(
        ...[
          "exec",
          "local",
          "--",
          ...engine,
          "--policy-pack",
          join(project.root, "policy-packs/all"),
        ],
      );

      expect(code).not.toBe(0);
      expect(stdout + stderr).toContain(rule);
      expect(stdout + stderr).toMatch(says);
    });
  }

  it("is accepted once it keeps every rule", async () => {
    const { code, stdout, stderr } = await project.ops(
      ...["preview", "local", "--project", "test/fixtures/good"],
    );

    expect({ code, screen: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, screen: "" });
  });

  it("is refused at both doors by a rule that throws, whatever the program does", async () => {
    const packs = join(project.root, "policy-packs");
    const list = join(packs, "all/rules.ts");
    writeFileSync(join(packs, "provenance/broken.ts"), broken);
    writeFileSync(
      list,
      `import { broken } from "../provenance/broken.ts";\n${readFileSync(list, "utf8").replace("...provenance,", "...provenance,\n  broken,")}`,
    );
    const folder = join(project.root, "test/fixtures/good");
    const engine = ["exec", "local", "--", "pulumi", "-C", folder];
    await project.local(...engine, "stack", "init", "plain");

    const ops = await project.ops("preview", "local", "--project", "test/fixtures/good");
    const plain = await project.local(
      ...[...engine, "preview", "-s", "plain", "--non-interactive"],
      ...["--policy-pack", join(packs, "all")],
      ...["--policy-pack-config", join(packs, "all/config.local.json")],
    );

    expect([ops.code, plain.code === 0]).toEqual([1, false]);
    expect(ops.stderr).toContain("cannot tell: the rule failed: it is broken");
    expect(plain.stdout + plain.stderr).toMatch(/\[mandatory\].*provenance\/broken/);
    expect(plain.stdout + plain.stderr).toContain("cannot tell: the rule failed: it is broken");
  });
});
