import { pad, table } from "../../lib/table.ts";

describe("table", () => {
  it("aligns columns and leaves no blanks at the end of a line", () => {
    const lines = table(
      [
        ["namespace", "quota", "pods"],
        ["core", "8 / 32Gi", ""],
      ],
      { indent: 2 },
    );

    expect(lines).toEqual(["  namespace  quota     pods", "  core       8 / 32Gi"]);
  });

  it("does not count colour as width", () => {
    const lines = table([
      ["\u001b[31mno\u001b[39m", "x"],
      ["yes", "y"],
    ]);

    expect(lines).toEqual(["\u001b[31mno\u001b[39m   x", "yes  y"]);
  });
});

describe("pad", () => {
  it("leaves a longer text as it is", () => {
    expect([pad("ab", 4), pad("abcde", 4)]).toEqual(["ab  ", "abcde"]);
  });
});
