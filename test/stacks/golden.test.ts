import { readdirSync, readFileSync } from "node:fs";
import { record } from "../support/record.ts";
import { shortened } from "../support/shortened.ts";
import { goldenOf, programOf, STACKS } from "../support/settings.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const folder = new URL("../golden/", import.meta.url);
const goldens = readdirSync(folder).filter((file) => file.endsWith(".json"));

describe("goldens (when the difference is meant: node test/golden/update.ts)", () => {
  it.each(STACKS)("%s registers what its golden says", async (stack) => {
    const golden = JSON.parse(readFileSync(new URL(goldenOf(stack), folder), "utf8")) as unknown;

    const recording = await record(programOf(stack), stack);

    expect(shortened(recording)).toEqual(golden);
  });

  it("there is one per stack, and none left over", () => {
    expect(goldens.sort()).toEqual(STACKS.map(goldenOf).sort());
  });
});
