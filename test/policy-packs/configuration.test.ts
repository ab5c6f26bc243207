import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { rules } from "../../policy-packs/all/rules.ts";
import { settingsOf } from "../../policy-packs/lib/config.ts";
import { policyName, type Rule } from "../../policy-packs/lib/rule.ts";
import { finops } from "../../policy-packs/finops/rules.ts";
import { governance } from "../../policy-packs/governance/rules.ts";
import { networkPolicies } from "../../policy-packs/network-policies/rules.ts";
import { podSecurity } from "../../policy-packs/pod-security/rules.ts";
import { provenance } from "../../policy-packs/provenance/rules.ts";
import { resourceLimits } from "../../policy-packs/resource-limits/rules.ts";
import { secrets } from "../../policy-packs/secrets/rules.ts";

type Configuration = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const folder = join(import.meta.dirname, "../../policy-packs");
const environments = ["local", "dev", "stage", "prod", "pr"];
const packs: readonly (readonly [string, readonly Rule[]])[] = [
  ["all", rules],
  ["finops", finops],
  ["governance", governance],
  ["network-policies", networkPolicies],
  ["pod-security", podSecurity],
  ["provenance", provenance],
  ["resource-limits", resourceLimits],
  ["secrets", secrets],
];

const read = (pack: string, environment: string) =>
  JSON.parse(
    readFileSync(join(folder, pack, `config.${environment}.json`), "utf8"),
  ) as Configuration;

const each = packs.flatMap(([pack, held]) =>
  environments.map((environment) => ({ pack, held, environment })),
);

describe("the packs", () => {
  it("are those that have a folder", () => {
    const folders = readdirSync(folder).filter((name) =>
      existsSync(join(folder, name, "PulumiPolicy.yaml")),
    );

    expect(folders.sort()).toEqual(packs.map(([name]) => name));
  });

  it.each(packs)("%s has what the engine needs to load it", (pack) => {
    const text = (name: string) => readFileSync(join(folder, pack, name), "utf8");
    const { version, type } = JSON.parse(text("package.json")) as Record<string, unknown>;

    expect({ version, type }).toEqual({ version: "0.1.0", type: "module" });
    expect(text("index.js")).toBe('import "./pack.ts";\n');
    expect(text("PulumiPolicy.yaml")).toContain("main: index.js\n");
  });

  it("hold every rule once besides the pack of all", () => {
    const single = packs.filter(([name]) => name !== "all").flatMap(([, held]) => held);

    expect(single.map(policyName).sort()).toEqual(rules.map(policyName).sort());
    expect(packs.flatMap(([name, held]) => held.filter((rule) => name === rule.pack)).length).toBe(
      rules.length,
    );
  });
});

describe.each(each)(
  "the configuration of $pack for $environment",
  ({ pack, held, environment }) => {
    const configuration = read(pack, environment);

    it("names only rules of its pack, with settings they understand", () => {
      for (const [name, given] of Object.entries(configuration)) {
        const rule = held.find((one) => policyName(one) === name);

        expect(rule?.name ?? `${name} is no rule of ${pack}`).toBe(name.split("/")[1]);
        expect(() => settingsOf(rule?.options ?? {}, given)).not.toThrow();
      }
    });

    it("weakens the level of no rule", () => {
      const levels = Object.values(configuration).map((given) => given["enforcementLevel"]);

      expect(levels.filter((level) => level !== undefined)).toEqual([]);
    });

    it("says what the pack of all says", () => {
      const all = Object.entries(read("all", environment)).filter(([name]) =>
        held.some((rule) => policyName(rule) === name),
      );

      expect(configuration).toEqual(Object.fromEntries(all));
    });
  },
);

describe.each(environments)("the configuration of %s", (environment) => {
  it("judges every rule over releases by the release and the trust of that environment", () => {
    const configuration = read("all", environment);
    const asked = rules.filter(({ options }) => "release" in options).map(policyName);

    expect(asked).toHaveLength(6);
    for (const name of asked) {
      expect(configuration[name]).toMatchObject({
        release: `releases/${environment}.json`,
        trust: `policy-packs/provenance/trust.${environment}.json`,
      });
    }
  });
});
