import { readStackName } from "../../stacks/stack-name.ts";

describe("readStackName", () => {
  it.each(["local", "dev", "stage", "prod"])("knows %s as an environment", (name) => {
    expect(readStackName(name)).toEqual({
      kind: "environment",
      name,
      file: `Pulumi.${name}.yaml`,
    });
  });

  it("knows pr-<number> as a preview, whose values all previews share", () => {
    expect(readStackName("pr-42")).toEqual({
      kind: "preview",
      name: "pr-42",
      number: 42,
      file: "Pulumi.pr.yaml",
    });
  });

  it.each([
    ["prd", "did you mean prod? Or use local, dev, stage, prod or pr-<number>"],
    ["Dev", "did you mean dev? Or use local, dev, stage, prod or pr-<number>"],
    ["production", "use local, dev, stage, prod or pr-<number>"],
    ["pr-0", "use local, dev, stage, prod or pr-<number>"],
    ["pr-1x", "use local, dev, stage, prod or pr-<number>"],
    ["", "use local, dev, stage, prod or pr-<number>"],
  ])("says in one line what to write in place of %j", (name, fix) => {
    expect(readStackName(name)).toBe(`stack "${name}": not one of this project; ${fix}`);
  });
});
