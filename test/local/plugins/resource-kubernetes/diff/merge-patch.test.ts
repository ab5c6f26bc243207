import { UNKNOWN } from "../../../../../local/plugins/lib/marks.ts";
import { mergePatch } from "../../../../../local/plugins/resource-kubernetes/diff/merge-patch.ts";

describe("mergePatch", () => {
  it("is empty between equal values, whatever the order of names", () => {
    expect(mergePatch({ a: 1, b: [{ c: 1, d: 2 }] }, { b: [{ d: 2, c: 1 }], a: 1 })).toEqual({});
  });

  it("adds, changes and removes", () => {
    const from = { same: 1, changed: 1, gone: 1, deep: { same: 1, gone: 1 } };
    const to = { same: 1, changed: 2, added: 3, deep: { same: 1 } };

    expect(mergePatch(from, to)).toEqual({
      changed: 2,
      added: 3,
      gone: null,
      deep: { gone: null },
    });
  });

  it("replaces lists whole", () => {
    expect(mergePatch({ a: [1, 2] }, { a: [1, 3] })).toEqual({ a: [1, 3] });
  });

  it("counts an unknown as a change", () => {
    expect(mergePatch({ a: 1, b: [1] }, { a: UNKNOWN, b: [UNKNOWN] })).toEqual({
      a: null,
      b: [null],
    });
  });
});
