/** What `npm run mutate` hands to Stryker; which files are mutated it says on the command line. */
export default {
  packageManager: "npm",
  plugins: ["@stryker-mutator/jest-runner", import.meta.resolve("./ignore-admission.js")],
  ignorers: ["admission"],
  testRunner: "jest",
  jest: { configFile: "test/mutation/jest.config.js", enableFindRelatedTests: false },
  coverageAnalysis: "perTest",
  tempDirName: ".local/mutation/work",
  ignorePatterns: ["local", "docs", "stacks", "components", "ops", "test/e2e", ".local"],
  reporters: ["progress-append-only", "json"],
  jsonReporter: { fileName: ".local/mutation/report.json" },
};
