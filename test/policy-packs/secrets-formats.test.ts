import { formats } from "../../policy-packs/secrets/formats.ts";
import { formatSamples } from "./fixtures/secrets/formats.ts";

describe("the formats of credentials", () => {
  it("each have a sample among the fixtures", () => {
    const without = formats.filter(
      ({ pattern }) => !formatSamples.some((sample) => new RegExp(pattern).test(sample)),
    );

    expect(without).toEqual([]);
  });

  it("each have a needle that CEL searches for at the price of one, and that their samples hold", () => {
    for (const { needle, also = "", pattern } of formats) {
      expect(needle.length).toBeLessThanOrEqual(10);
      const matched = formatSamples.filter((sample) => new RegExp(pattern).test(sample));
      expect(matched.filter((one) => !one.includes(needle) || !one.includes(also))).toEqual([]);
    }
  });
});
