import fc from "fast-check";
import { editDistance, suggest } from "../../lib/suggest.ts";

describe("suggest", () => {
  it.each([
    ["replica", ["domain", "replicas"], "replicas"],
    ["qouta", ["quota", "owner"], "quota"],
    ["Owner", ["owner"], "owner"],
    ["costcenter", ["costCentre", "owner"], "costCentre"],
    ["prd", ["local", "dev", "stage", "prod"], "prod"],
  ])("takes %j for one of %j: %j", (word, candidates, meant) => {
    expect(suggest(word, candidates)).toBe(meant);
  });

  it.each([
    ["colour", ["owner", "domain"]],
    ["x", ["quota"]],
    ["quota", []],
  ])("does not guess what %j meant among %j", (word, candidates) => {
    expect(suggest(word, candidates)).toBeUndefined();
  });
});

describe("editDistance", () => {
  it("counts an added, dropped, changed or swapped letter as one", () => {
    const pairs = [
      ["pod", "pods"],
      ["pods", "pod"],
      ["pod", "pad"],
      ["pod", "pdo"],
    ] as const;

    expect(pairs.map(([from, to]) => editDistance(from, to))).toEqual([1, 1, 1, 1]);
  });

  it("is the same both ways, and zero only between equal words", () => {
    const word = fc.string({ maxLength: 8 });

    fc.assert(
      fc.property(word, word, (from, to) => {
        expect(editDistance(from, to)).toBe(editDistance(to, from));
        expect(editDistance(from, to) === 0).toBe(from === to);
      }),
    );
  });
});
