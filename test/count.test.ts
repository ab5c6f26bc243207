import { countOf, total } from "./support/count.ts";

describe("the count over the whole run", () => {
  it("adds what passed and what failed", () => {
    const unit = countOf({ numPassedTests: 3, numFailedTests: 1 }, 1);
    const e2e = countOf({ numPassedTests: 2, numFailedTests: 0 }, 0);

    expect(total([unit, e2e])).toEqual({ passed: 5, failed: 1 });
  });

  it("counts a suite that could not run as a failure", () => {
    expect(countOf({ numPassedTests: 3, numRuntimeErrorTestSuites: 1 }, 1).failed).toBe(1);
  });

  it("counts a failing exit that no test explains as a failure", () => {
    expect(countOf({ numPassedTests: 3 }, 1)).toEqual({ passed: 3, failed: 1 });
  });
});
