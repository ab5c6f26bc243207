import { join } from "node:path";

import { environmentName } from "../../../ops/lib/environment-name.ts";
import { doneText, plannedText } from "../../../ops/lib/wording.ts";

const root = join(import.meta.dirname, "../../..");
const counts = { create: 0, update: 0, replace: 0, delete: 0, import: 0, same: 0, read: 0 };

describe("the name of an environment", () => {
  it.each(["local", "dev", "stage", "prod", "pr-12"])("may be %s", (name) => {
    expect(environmentName(name, root)).toBe(name);
  });

  it.each([
    ["prd", 'environment "prd": is not known; did you mean prod?'],
    ["nowhere", 'environment "nowhere": is not known; known: local, dev, prod, stage, pr-<n>'],
    ["pr-0", 'environment "pr-0": is not known; known: local, dev, prod, stage, pr-<n>'],
    ["../prod", 'environment "../prod": is not known; known: local, dev, prod, stage, pr-<n>'],
  ])("may not be %s", (name, message) => {
    expect(() => environmentName(name, root)).toThrow(message);
  });
});

describe("the words for changes", () => {
  it("says what is planned", () => {
    expect(plannedText({ ...counts, create: 47 }, 10)).toBe(
      "47 resources to create in 10 components",
    );
    expect(plannedText({ ...counts, same: 47 }, 10)).toBe(
      "0 changes, 47 resources stay as they are",
    );
    expect(plannedText({ ...counts, update: 1, delete: 2, same: 1 }, 1)).toBe(
      "1 to update, 2 to delete in 1 component; 1 resource stays as it is",
    );
  });

  it("says what was done", () => {
    expect(doneText({ ...counts, same: 47 }, 0)).toBe("0 changes");
    expect(doneText({ ...counts, create: 17 }, 41)).toBe("17/41 created");
    expect(doneText({ ...counts, create: 1, replace: 2 }, 3)).toBe("1 created, 2 replaced");
  });
});
