import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../../../..");
const page = readFileSync(join(root, "docs/third-party-findings.md"), "utf8");
const expected = JSON.parse(
  readFileSync(join(root, "test/e2e/upstream/expected.json"), "utf8"),
) as Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** Rows of the table of one manifest: rule, resources, why. */
const rowsOf = (name: string) =>
  (page.split(/^## /m).find((part) => part.startsWith(name)) ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );

describe("docs/third-party-findings.md", () => {
  it.each(Object.entries(expected))(
    "explains every finding in %s, and none besides",
    (name, rules) => {
      const rows = rowsOf(name);

      expect(rows.map(([rule]) => rule).sort()).toEqual(
        Object.keys(rules).map((rule) => `\`${rule}\``),
      );
      for (const [rule = "", count, why = ""] of rows) {
        expect([rule, Number(count)]).toEqual([rule, rules[rule.replaceAll("`", "")]?.length]);
        expect(why.length).toBeGreaterThan(20);
      }
    },
  );
});
