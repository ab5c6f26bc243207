import { rules } from "../../../../policy-packs/all/rules.ts";
import { policyName } from "../../../../policy-packs/lib/rule.ts";
import { settle } from "../../../../ops/lib/policy-check/settings.ts";
import { removeFolders } from "../../../local/support/folders.ts";
import { folderWith } from "../../support/manifests.ts";

describe("settle", () => {
  let folder: string;

  beforeEach(() => {
    folder = folderWith({
      "config.dev.json": "{}",
      "config.local.json": "{}",
      "config.pr.json": JSON.stringify({ "finops/workload-size": "advisory" }),
      "config.prod.json": JSON.stringify({
        "resource-limits/replica-ceiling": { maxReplicas: 20 },
        "resource-limits/empty-dir-size": { enforcementLevel: "advisory", disk: "1Gi" },
        "provenance/image-digest": "disabled",
        "provenance/image-tag": { enforcementLevel: "disabled" },
      }),
      "config.stage.json": "{}",
    });
  });
  afterEach(removeFolders);

  it("leaves every rule at its strictest where no environment is named", () => {
    expect(settle(rules, undefined, folder)).toEqual({ rules, configuration: {}, disabled: [] });
  });

  it("takes settings, levels and switched-off rules from the environment", () => {
    const settled = settle(rules, "prod", folder);
    const levelOf = (name: string) =>
      settled.rules.find((rule) => policyName(rule) === name)?.level;

    expect(settled.disabled).toEqual(["provenance/image-digest", "provenance/image-tag"]);
    expect(settled.rules).toHaveLength(rules.length - 2);
    expect(levelOf("resource-limits/empty-dir-size")).toBe("advisory");
    expect(levelOf("resource-limits/replica-ceiling")).toBe("mandatory");
    expect(settled.configuration).toMatchObject({
      "resource-limits/replica-ceiling": { maxReplicas: 20 },
      "resource-limits/empty-dir-size": { disk: "1Gi" },
    });
  });

  it("has one set of settings for all previews", () => {
    const { rules: found } = settle(rules, "pr-17", folder);

    expect(found.filter(({ level }) => level === "advisory").map(policyName)).toContain(
      "finops/workload-size",
    );
  });

  it.each([
    ["prd", "did you mean prod?"],
    ["staeg", "did you mean stage?"],
    ["pr-0", "known: local, stage, prod, dev, pr, pr-<n>"],
    ["production", "known: local, stage, prod, dev, pr, pr-<n>"],
    ["", "known: local, stage, prod, dev, pr, pr-<n>"],
    ["../all/config.prod", "known: local, stage, prod, dev, pr, pr-<n>"],
  ])("refuses %j in one line", (name, next) => {
    expect(() => settle(rules, name, folder)).toThrow(
      new Error(`environment ${JSON.stringify(name)}: is not known; ${next}`),
    );
  });
});
