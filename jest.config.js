/** Unit tests come first and never touch a cluster; e2e drives the real engine, each file in a copy of the checkout. */
const common = {
  rootDir: import.meta.dirname,
  testEnvironment: "node",
  setupFiles: ["<rootDir>/test/support/environment.js"],
  extensionsToTreatAsEsm: [".ts"],
  // A mutation run keeps copies of the checkout there.
  modulePathIgnorePatterns: ["<rootDir>/.local/"],
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      {
        jsc: { parser: { syntax: "typescript" }, target: "es2024" },
        module: { type: "es6" },
      },
    ],
  },
};

export default {
  // Loading the SDK takes seconds on a busy machine.
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: "unit",
      globalSetup: "<rootDir>/test/support/fetch-artifacts.js",
      testMatch: ["<rootDir>/test/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/e2e/"],
    },
    { ...common, displayName: "e2e", testMatch: ["<rootDir>/test/e2e/**/*.test.ts"] },
  ],
};
