import { saidOnce } from "../../../ops/lib/said-once.ts";

const MESSAGE = "the pods of a Release are made from it out of sight";
const said = (policy: string, more: object = {}) => ({
  resource: "Release observability/prometheus",
  policy,
  message: MESSAGE,
  cannotTell: true,
  fix: `heed ${policy}`,
  ...more,
});

describe("saidOnce", () => {
  it("makes one finding of what several policies cannot tell, in the place of the first", () => {
    const [before, after] = ["a/a", "a/z"].map((policy) => said(policy, { message: policy }));
    const findings = [before, said("a/b"), said("a/c"), after, said("d/e"), said("d/e")];

    expect(saidOnce(findings as ReturnType<typeof said>[])).toEqual([
      before,
      {
        ...said("3 policies cannot tell"),
        message: `${MESSAGE}\na/b, a/c, d/e`,
        cannotTell: false,
        fix: "show the policies what they cannot see: rendered manifests, known and well-formed values; or waive them for this resource",
      },
      after,
    ]);
  });

  it("takes a reason for the same, whether or not the resource is named in front of it", () => {
    const named = { message: `Release "prometheus": ${MESSAGE}` };

    expect(saidOnce([said("a/b", named), said("a/c"), said("a/d", named)])).toMatchObject([
      { policy: "3 policies cannot tell", message: `${MESSAGE}\na/b, a/c, a/d` },
    ]);
    expect(saidOnce([said("a/b", named)])).toEqual([said("a/b", named)]);
  });

  it.each([
    ["about resources of other names", [said("a/b"), said("a/c", { resource: "Release x" })]],
    ["about another resource of the name", [said("a/b"), said("a/c", { urn: "urn:other" })]],
    ["in other words", [said("a/b"), said("a/c", { message: "something else" })]],
    [
      "of a part",
      [said("a/b", { message: 'container "x": odd' }), said("a/c", { message: "odd" })],
    ],
    ["with and without evidence", [said("a/b"), said("a/c", { cannotTell: false })]],
    ["with evidence", [said("a/b", { cannotTell: false }), said("a/c", { cannotTell: false })]],
    ["by one policy", [said("a/b"), said("a/b")]],
  ])("leaves alone what is said %s", (_, findings) => {
    expect(saidOnce(findings)).toEqual(findings);
  });
});
