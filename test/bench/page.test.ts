import { markdown, ratioText, replaced } from "./page.ts";
import { cpuOf } from "./timed.ts";

describe("the page of a bench", () => {
  it("lays a table out", () => {
    expect(markdown(["a", "long head"], [["wide cell", "b"], ["c"]])).toBe(
      [
        "| a         | long head |",
        "| --------- | --------- |",
        "| wide cell | b         |",
        "| c         |           |",
      ].join("\n"),
    );
  });

  it("replaces what is between the markers of a part, dollar signs as they are", () => {
    const page = "x\n<!-- a -->\nold\n<!-- /a -->\ny\n<!-- b -->\nkept\n<!-- /b -->\n";

    expect(replaced(page, "a", "$1 new")).toBe(
      "x\n<!-- a -->\n\n$1 new\n\n<!-- /a -->\ny\n<!-- b -->\nkept\n<!-- /b -->\n",
    );
  });

  it.each(["c", "b"])("refuses a page whose part %s is not there", (part) => {
    expect(() => replaced("<!-- /b -->\n<!-- b -->\n", part, "")).toThrow(
      `the page has no part "${part}"`,
    );
  });

  it("says a ratio with its range", () => {
    expect(ratioText([0.5, 1, 2.345])).toBe("1.00 (0.50 to 2.35)");
  });
});

describe("the CPU time of a program", () => {
  it("is user and system time of the children of the shell", () => {
    expect(cpuOf("0m0.01s 0m0.02s\n1m2.5s 0m0.25s\n")).toBe(62.75);
  });
});
