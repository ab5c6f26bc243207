import { rules } from "../../policy-packs/all/rules.ts";
import { assess } from "../../policy-packs/lib/judge.ts";
import { policyName } from "../../policy-packs/lib/rule.ts";
import { documentsOf, manifestsOf } from "../../ops/lib/manifests/manifest.ts";
import { subjectsOf } from "../../ops/lib/policy-check/subjects.ts";
import {
  asJson,
  asJsonDocuments,
  asYaml,
  breachesIn,
  deployments,
  manifests,
} from "./manifests.ts";
import { REGISTRY, settingsOfTen, tenRules } from "./ten-rules.ts";

const read = (text: string, file: string) => manifestsOf(documentsOf(text, file), text);

describe("the manifests of the bench", () => {
  it("break each of the ten rules as often as it is said, and nothing else of them", () => {
    const loaded = read(asJson(manifests(400)), "a.json").map((manifest) => ({
      manifest,
      namespace: "default",
      unseen: [],
    }));
    const { subjects } = subjectsOf(loaded);

    const { tallies, findings } = assess(subjects, {
      rules: rules.filter((rule) => tenRules.some((name) => name === policyName(rule))),
      configuration: { "provenance/image-registry": { allowedRegistries: [REGISTRY] } },
      waivers: [],
      now: new Date("2026-01-01"),
    });

    const expected = breachesIn(400);
    expect(
      Object.fromEntries(Object.entries(tallies).map(([rule, { violated }]) => [rule, violated])),
    ).toEqual(expected);
    expect(Math.min(...Object.values(expected))).toBeGreaterThan(0);
    expect(findings.length).toBe(20);
  });

  it("are the same in every form", () => {
    const forms = [
      read(asJson(manifests(8)), "a.json"),
      read(asJsonDocuments(manifests(8)), "a.yaml"),
      read(asYaml(manifests(8)), "a.yaml"),
    ].map((list) => list.map(({ props }) => props));

    expect(forms).toEqual([manifests(8), manifests(8), manifests(8)]);
  });

  it("can be Deployments alone", () => {
    const kinds = read(asJson(deployments(3)), "a.json").map(({ kind }) => kind);

    expect(kinds).toEqual(["Deployment", "Deployment", "Deployment"]);
  });
});

describe("the settings of ten rules", () => {
  it("switch off every other rule and none of the ten", () => {
    const off = Object.entries(settingsOfTen()).flatMap(([name, value]) =>
      value === "disabled" ? [name] : [],
    );

    expect([...off, ...tenRules].sort()).toEqual(rules.map(policyName).sort());
  });
});
