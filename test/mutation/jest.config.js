import unit from "../../jest.config.js";

const { displayName, ...project } = unit.projects[0];

/** Only what judges the rules: their fixtures and properties. */
export default {
  ...project,
  testMatch: ["<rootDir>/test/policy-packs/rules.test.ts"],
  testTimeout: unit.testTimeout,
};
