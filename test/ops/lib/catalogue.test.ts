import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

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

  it("are told by the pack itself, those that are switched off left out", async () => {
    const all = await catalogueOf({ pack: pack() }, cache());

    const fewer = await catalogueOf(settings({ "provenance/image-digest": "disabled" }), cache());

    expect(all.resourceRules).toContain("provenance/image-digest");
    expect(all.stackRules).toContain("network-policies/default-deny");
    expect(fewer.resourceRules).toEqual(
      all.resourceRules.filter((rule) => rule !== "provenance/image-digest"),
    );
  }, 30_000);

  it("are a fault when there is none, because an empty gate lets everything through", async () => {
    const off = Object.fromEntries(
      (await catalogueOf({ pack: pack() }, cache())).resourceRules.map((rule) => [
        rule,
        "disabled",
      ]),
    );
    const none = settings({
      ...off,
      "network-policies/default-deny": { enforcementLevel: "disabled" },
    });

    await expect(catalogueOf(none, cache())).rejects.toMatchObject({
      message:
        "policy-packs/all: holds no rule that is switched on; an empty gate lets everything through: restore the rules in policy-packs/all/rules.ts",
      exit: 1,
    });
  }, 30_000);

  it("are a fault when the pack does not load", async () => {
    writeFileSync(join(pack(), "pack.ts"), "throw new Error('half a rule');\n");

    await expect(catalogueOf({ pack: pack() }, cache())).rejects.toThrow(
      "policy-packs/all: does not load (Error: half a rule)",
    );
  }, 30_000);
});
