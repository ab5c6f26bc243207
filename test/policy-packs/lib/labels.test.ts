import * as components from "../../../components/lib/labels.ts";
import * as rules from "../../../policy-packs/lib/labels.ts";

describe("the labels that rules look for", () => {
  it("are those that components write", () => {
    const written = components.ownershipLabels({
      owner: "o",
      costCentre: "c",
      dataClass: "public",
    });

    expect(written).toEqual({
      [rules.OWNER]: "o",
      [rules.COST_CENTRE]: "c",
      [rules.DATA_CLASS]: "public",
    });
    expect(rules.PREFIX).toBe(components.PREFIX);
    expect(rules.DATA_CLASSES).toEqual(components.DATA_CLASSES);
  });

  it("all have the prefix of ours", () => {
    const { PREFIX } = rules;
    const keys = Object.values(rules).filter((value) => typeof value === "string");

    expect(keys.filter((key) => key !== PREFIX && !key.startsWith(`${PREFIX}/`))).toEqual([]);
  });
});
