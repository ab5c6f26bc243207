/** What `npm run mutate` hands to Stryker; which files are mutated it says on the command line. */
export default {
  packageManager: "npm",
  plugins: [import.meta.resolve("./runner.ts"), import.meta.resolve("./ignore-admission.js")],
  ignorers: ["admission"],
  testRunner: "fixtures",
  concurrency: 1,
  coverageAnalysis: "perTest",
  tempDirName: ".local/mutation/work",
  ignorePatterns: ["local", "docs", "stacks", "components", "test/e2e", ".local"],
  reporters: ["progress-append-only", "json"],
  jsonReporter: { fileName: ".local/mutation/report.json" },
};
