/** How many tests passed and failed; a suite that could not run counts as one failure. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
}

interface JestResult {
  readonly numPassedTests?: unknown;
  readonly numFailedTests?: unknown;
  readonly numRuntimeErrorTestSuites?: unknown;
}

const number = (value: unknown) => (typeof value === "number" ? value : 0);

/** Reads jest's `--json` result; a non-zero exit that no failed test explains is one failure. */
export function countOf(result: JestResult, exitCode: number): Count {
  const passed = number(result.numPassedTests);
  const failed = number(result.numFailedTests) + number(result.numRuntimeErrorTestSuites);
  return { passed, failed: exitCode !== 0 && failed === 0 ? 1 : failed };
}

export function total(counts: readonly Count[]): Count {
  return {
    passed: counts.reduce((sum, count) => sum + count.passed, 0),
    failed: counts.reduce((sum, count) => sum + count.failed, 0),
  };
}
