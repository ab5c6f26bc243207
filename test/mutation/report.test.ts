import { type Report, scoresOf, survivorsOf, tableOf } from "./report.ts";

const mutant = (status: string) => ({
  mutatorName: "ConditionalExpression",
  replacement: "true\n  && false",
  status,
  location: { start: { line: 7, column: 3 } },
});
const report: Report = {
  files: {
    "policy-packs/resource-limits/a.ts": {
      mutants: ["Killed", "Timeout", "Survived", "Ignored", "CompileError"].map(mutant),
    },
    "policy-packs/resource-limits/lib/b.ts": { mutants: ["NoCoverage"].map(mutant) },
    "policy-packs/finops/c.ts": { mutants: ["Killed"].map(mutant) },
  },
};

describe("a mutation report", () => {
  it("counts by pack what was noticed, and leaves out what was never run", () => {
    expect(scoresOf(report)).toEqual([
      { pack: "resource-limits", mutants: 4, noticed: 2, score: 50, floor: 90 },
      { pack: "finops", mutants: 1, noticed: 1, score: 100, floor: 80 },
    ]);
  });

  it("names every mutant that nobody noticed, one line each", () => {
    expect(survivorsOf(report)).toEqual([
      "policy-packs/resource-limits/a.ts:7:3 ConditionalExpression -> true && false",
      "policy-packs/resource-limits/lib/b.ts:7:3 ConditionalExpression -> true && false",
    ]);
  });

  it("gives no mutants no score", () => {
    const [score] = scoresOf({ files: { "policy-packs/finops/c.ts": { mutants: [] } } });

    expect(score?.score).toBe(0);
  });

  it("becomes a table with a row for each pack", () => {
    expect(tableOf(scoresOf(report)).slice(2)).toEqual([
      "| resource-limits | 4 | 2 | 50.0% | 90% |",
      "| finops | 1 | 1 | 100.0% | 80% |",
    ]);
  });
});
