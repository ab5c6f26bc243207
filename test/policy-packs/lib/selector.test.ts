import { plainSelectorOf, selectorOf } from "../../../policy-packs/lib/selector.ts";
import { throwing } from "../fixtures/fixture.ts";

const expression = (key: string, operator: string, values?: unknown) => ({
  matchExpressions: [{ key, operator, ...(values === undefined ? {} : { values }) }],
});
const matches = (selector: unknown, labels: unknown) => selectorOf(selector).matches(labels);

describe("selectorOf", () => {
  it.each([undefined, null])("selects nothing when it is %s", (selector) => {
    expect(selectorOf(selector)).toMatchObject({ selects: "none" });
    expect(matches(selector, { app: "api" })).toBe(false);
    expect(matches(selector, {})).toBe(false);
  });

  it.each([{}, { matchLabels: {}, matchExpressions: [] }, { matchLabels: null, names: null }])(
    "selects everything when it is empty: %j",
    (selector) => {
      expect(selectorOf(selector)).toMatchObject({ selects: "all" });
      expect(matches(selector, undefined)).toBe(true);
      expect(matches(selector, { app: "api" })).toBe(true);
    },
  );

  it.each([
    [{ matchLabels: { app: "api" } }, { app: "api", tier: "x" }, true],
    [{ matchLabels: { app: "api" } }, { app: "API" }, false],
    [{ matchLabels: { app: "api" } }, {}, false],
    [{ matchLabels: { app: "api" } }, null, false],
    [{ matchLabels: { app: "" } }, { app: "" }, true],
    [{ matchLabels: { app: "" } }, {}, false],
    [{ matchLabels: { app: "api", tier: "x" } }, { app: "api" }, false],
    [{ matchLabels: { app: "api" }, names: ["x"] }, { app: "api" }, true],
    [expression("app", "In", ["api", "web"]), { app: "web" }, true],
    [expression("app", "In", ["api", "web"]), { app: "graph" }, false],
    [expression("app", "In", ["api"]), {}, false],
    [expression("app", "NotIn", ["api"]), { app: "web" }, true],
    [expression("app", "NotIn", ["api"]), { app: "api" }, false],
    [expression("app", "NotIn", ["api"]), {}, true],
    [expression("app", "Exists"), { app: "" }, true],
    [expression("app", "Exists"), {}, false],
    [expression("app", "Exists", []), { app: undefined }, false],
    [expression("app", "DoesNotExist"), {}, true],
    [expression("app", "DoesNotExist", null), { app: "" }, false],
    [{ matchLabels: { app: "api" }, ...expression("tier", "Exists") }, { app: "api" }, false],
    [{ matchLabels: { app: "api" }, ...expression("tier", "Exists") }, { tier: "x" }, false],
    [
      { matchLabels: { app: "api" }, ...expression("tier", "Exists") },
      { app: "api", tier: "x" },
      true,
    ],
    [{ matchLabels: { constructor: "x" } }, {}, false],
  ])("%j over %j is %j", (selector, labels, expected) => {
    expect(selectorOf(selector).selects).toBe("some");
    expect(matches(selector, labels)).toBe(expected);
  });

  it.each([
    ["app=api", "the selector is not an object"],
    [[], "the selector is not an object"],
    [{ names: ["api"] }, "nobody knows how names selects"],
    [{ matchLabels: ["app"] }, "matchLabels is not an object"],
    [{ matchLabels: { app: 1 } }, "matchLabels.app is not a text"],
    [{ matchLabels: { app: null } }, "matchLabels.app is not a text"],
    [{ matchExpressions: {} }, "matchExpressions is not a list"],
    [{ matchExpressions: [null] }, "matchExpressions[0] names no key"],
    [expression("", "Exists"), "matchExpressions[0] names no key"],
    [expression("app", "Exists", ["x"]), "matchExpressions[0] has values for Exists"],
    [expression("app", "DoesNotExist", ["x"]), "matchExpressions[0] has values for DoesNotExist"],
    [expression("app", "Gt", ["1"]), 'matchExpressions[0] has the operator "Gt", which is none'],
    [expression("app", "In"), "matchExpressions[0] has no values"],
    [expression("app", "NotIn", []), "matchExpressions[0] has no values"],
    [expression("app", "In", "api"), "matchExpressions[0] has no values"],
    [expression("app", "In", ["api", 1]), "matchExpressions[0] has a value that is no text"],
  ])("cannot be told from %j: %s", (selector, reason) => {
    expect(() => selectorOf(selector)).toThrow(reason);
  });

  it("reads only the labels it asks for", () => {
    const labels = throwing({ app: "api", tier: "x" }, "tier");

    expect(matches({ matchLabels: { app: "api" } }, labels)).toBe(true);
    expect(() => matches({ matchLabels: { tier: "x" } }, labels)).toThrow("boom");
  });

  it("selects for sure not when one part fails, whatever of the others can be read", () => {
    const labels = throwing({ app: "api", tier: "x" }, "tier");

    expect(matches({ matchLabels: { tier: "x", app: "web" } }, labels)).toBe(false);
    expect(() => matches({ matchLabels: { tier: "x", app: "api" } }, labels)).toThrow("boom");
  });

  it.each([
    ["a", "labels is not an object"],
    [{ app: 1 }, "label app is not a text"],
    [{ app: null }, "label app is not a text"],
  ])("cannot tell from the labels %j: %s", (labels, reason) => {
    expect(() => matches(expression("app", "Exists"), labels)).toThrow(reason);
  });
});

describe("plainSelectorOf", () => {
  it.each([undefined, null, {}])("selects nothing when it is %j", (selector) => {
    const found = plainSelectorOf(selector);

    expect(found.selects).toBe("none");
    expect(found.matches({ app: "api" })).toBe(false);
  });

  it("selects what carries all its labels", () => {
    const found = plainSelectorOf({ app: "api", tier: "x" });

    expect(found.selects).toBe("some");
    expect(found.matches({ app: "api", tier: "x" })).toBe(true);
    expect(found.matches({ app: "api" })).toBe(false);
  });
});
