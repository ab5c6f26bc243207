import { sharedOf } from "../../../ops/lib/shared-findings.ts";

const said = (policy: string, more: object = {}) => ({
  resource: "Release observability/prometheus",
  policy,
  message: "the pods of a Release are made from it out of sight",
  cannotTell: true,
  fix: `heed ${policy}`,
  ...more,
});

describe("findings that say the same", () => {
  it("are one block when several policies cannot tell, whatever their remedies", () => {
    const first = said("a/b");

    const { alone, shared } = sharedOf([first, said("a/c"), said("d/e"), said("d/e")]);

    expect(alone).toEqual([]);
    expect(shared).toEqual([
      {
        first,
        policies: ["a/b", "a/c", "d/e"],
        text: "3 policies cannot tell: the pods of a Release are made from it out of sight",
        fix: "give the policies something to see (rendered manifests, a known value), or waive them for this resource",
      },
    ]);
  });

  it("are one block when several policies see the same and ask for the same", () => {
    const seen = { cannotTell: false, message: "is wrong", fix: "mend it" };
    const first = said("a/b", seen);

    expect(sharedOf([first, said("a/c", seen)])).toEqual({
      alone: [],
      shared: [{ first, policies: ["a/b", "a/c"], text: "2 policies: is wrong", fix: "mend it" }],
    });
  });

  it.each([
    ["the resource", { resource: "Release core/api" }],
    ["the message", { message: "something else" }],
    ["the evidence", { cannotTell: false }],
  ])("stay apart where %s differs", (_, more) => {
    const findings = [said("a/b"), said("a/c", more)];

    expect(sharedOf(findings)).toEqual({ alone: findings, shared: [] });
  });

  it("stay apart where what is seen asks for different things", () => {
    const findings = ["a/b", "a/c"].map((policy) => said(policy, { cannotTell: false }));

    expect(sharedOf(findings)).toEqual({ alone: findings, shared: [] });
  });

  it("stay as they are when one policy says them", () => {
    const findings = [said("a/b"), said("a/b")];

    expect(sharedOf(findings)).toEqual({ alone: findings, shared: [] });
  });
});
