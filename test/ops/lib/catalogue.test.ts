import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { rules } from "../../../policy-packs/all/rules.ts";
import { policyName } from "../../../policy-packs/lib/rule.ts";
import { catalogueOf } from "../../../ops/lib/catalogue.ts";

const root = join(import.meta.dirname, "../../..");

describe("the rules of a pack", () => {
  let folder: string;
  const pack = () => join(folder, "policy-packs/all");
  const settings = (value: object) => {
    const config = join(folder, "policy-packs/all/config.local.json");
    writeFileSync(config, JSON.stringify(value));
    return { pack: pack(), config };
  };
  const cache = () => ({ cache: join(folder, "cache") });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "intelgraph-rules-"));
    for (const part of ["policy-packs", "lib", "package.json"]) {
      cpSync(join(root, part), join(folder, part), { recursive: true });
    }
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("are told by the pack itself", async () => {
    const all = await catalogueOf({ pack: pack() }, cache());

    expect(all.resourceRules).toContain("provenance/image-digest");
    expect(all.stackRules).toContain("network-policies/default-deny");
    expect([...all.resourceRules, ...all.stackRules].sort()).toEqual(rules.map(policyName).sort());
    expect([...all.advisory].sort()).toEqual(
      rules
        .filter(({ level }) => level === "advisory")
        .map(policyName)
        .sort(),
    );
  }, 30_000);

  it("may not be weakened by settings, each of which is named", async () => {
    const { stackRules } = await catalogueOf({ pack: pack() }, cache());
    const weak = {
      all: "disabled",
      "provenance/image-digest": "advisory",
      "network-policies/default-deny": { enforcementLevel: "disabled" },
      "provenance/image-registry": { allowedRegistries: [], enforcementLevel: "none" },
      "resource-limits/container-resources": null,
    };
    const told = await catalogueOf(settings(weak), cache()).catch((error: unknown) => error);

    expect(stackRules).toContain("network-policies/default-deny");
    expect(told).toBeInstanceOf(AggregateError);
    expect((told as AggregateError).errors).toEqual(
      [
        ["all", '"disabled"'],
        ["provenance/image-digest", '"advisory"'],
        ["network-policies/default-deny", '"disabled"'],
        ["provenance/image-registry", '"none"'],
        ["resource-limits/container-resources", "null"],
      ].map(([rule, level]): unknown =>
        expect.objectContaining({
          exit: 1,
          message: `policy-packs/all/config.local.json: makes ${rule ?? ""} ${level ?? ""}; take that out; an exception with an owner and an end goes into policy-packs/waivers.yaml`,
        }),
      ),
    );
  }, 30_000);

  it("may be given settings that weaken none", async () => {
    const same = {
      "provenance/image-digest": "mandatory",
      "provenance/image-registry": { allowedRegistries: [], enforcementLevel: "mandatory" },
    };

    await expect(catalogueOf(settings(same), cache())).resolves.toMatchObject({
      stackRules: expect.arrayContaining(["network-policies/default-deny"]) as string[],
    });
  }, 30_000);

  it.each(["{", "[]", "null", '"disabled"'])(
    "are not configured by %j",
    async (text) => {
      const config = join(folder, "policy-packs/all/config.local.json");
      writeFileSync(config, text);

      await expect(catalogueOf({ pack: pack(), config }, cache())).rejects.toThrow(
        "policy-packs/all/config.local.json: is no JSON object; correct it; an empty one says {}",
      );
    },
    30_000,
  );

  it("are a fault when there is none, because an empty gate lets everything through", async () => {
    writeFileSync(join(folder, "policy-packs/waivers.yaml"), "waivers: []\n");
    const none = 'servePack("intelgraph", [], []);';
    writeFileSync(
      join(pack(), "pack.ts"),
      `import { servePack } from "../lib/pack.ts";\n${none}\n`,
    );

    await expect(catalogueOf({ pack: pack() }, cache())).rejects.toMatchObject({
      message:
        "policy-packs/all: holds no rule; an empty gate lets everything through: restore the rules in policy-packs/all/rules.ts",
      exit: 1,
    });
  }, 30_000);

  it("are a fault in one line when the file of waivers has one", async () => {
    writeFileSync(join(folder, "policy-packs/waivers.yaml"), "waivers:\n  - policy: x\n");

    await expect(catalogueOf({ pack: pack() }, cache())).rejects.toThrow(
      'policy-packs/all: does not load (policy-packs/waivers.yaml: waivers[0].policy: "x" is no rule; docs/policies.md lists them (and 5 more: ops policy waivers)); correct it; without its rules nothing can be judged',
    );
  }, 30_000);

  it("are a fault when the pack does not load", async () => {
    writeFileSync(join(pack(), "pack.ts"), "throw new Error('half a rule');\n");

    await expect(catalogueOf({ pack: pack() }, cache())).rejects.toThrow(
      "policy-packs/all: does not load (Error: half a rule)",
    );
  }, 30_000);
});
