import { readFileSync } from "node:fs";
import { join } from "node:path";

import { sbomDiffOutcome } from "../../../../ops/lib/sbom/outcome.ts";
import { SCHEMA_FILE, schemaText } from "../../../../ops/write-sbom-diff-schema.ts";
import { newFolder, removeFolders, writeFile } from "../../../local/support/folders.ts";
import { bom, hashed, part } from "../../support/sboms.ts";

const a = "pkg:npm/a@1.0.0";
const ports = { env: {}, now: () => new Date("2026-11-28") };

describe("ops sbom diff on a command line", () => {
  let root: string;
  const file = (name: string, content: string) =>
    writeFile(join(root, name), JSON.stringify(bom([part(a, hashed(content))])));
  const outcome = (flags: object, head = "same") =>
    sbomDiffOutcome(
      [file("base.json", "aa"), file("head.json", head === "same" ? "aa" : "bb")],
      flags,
      { root, ...ports },
    );

  beforeEach(() => {
    root = newFolder();
  });
  afterEach(removeFolders);

  it("ends with 0 when nothing refuses, 1 when something does, 2 when nobody can tell", async () => {
    await expect(outcome({ scans: false })).resolves.toMatchObject({ exit: 0 });
    await expect(outcome({ scans: false }, "other")).resolves.toMatchObject({ exit: 1 });
    await expect(outcome({})).resolves.toMatchObject({ exit: 2 });
    await expect(outcome({}, "other")).resolves.toMatchObject({ exit: 1 });
  });

  it("prints one form on stdout, and none unless it is asked for", async () => {
    const plain = await outcome({ scans: false });
    const markdown = await outcome({ scans: false, markdown: true });
    const sarif = await outcome({ scans: false, sarif: true }, "other");

    expect(plain.data).toEqual([]);
    expect(markdown.data?.[0]).toMatch(/^<!-- ops sbom diff: api -->\n### SBOM diff: ✅ done\n/);
    expect(JSON.parse(sarif.data?.[0] ?? "")).toMatchObject({
      version: "2.1.0",
      runs: [{ results: [{ ruleId: "sbom/hash" }], invocations: [{ exitCode: 1 }] }],
    });
    await expect(outcome({ json: true, sarif: true })).rejects.toThrow("all print on stdout");
  });

  it("has a schema of what --json prints, as it is committed", () => {
    expect(readFileSync(SCHEMA_FILE, "utf8")).toBe(schemaText());
  });
});
