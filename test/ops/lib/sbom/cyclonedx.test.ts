import { readSbom } from "../../../../ops/lib/sbom/cyclonedx.ts";
import { parseDocument } from "../../../../ops/lib/sbom/read-document.ts";
import { bom, hashed, part } from "../../support/sboms.ts";

const good = [part("pkg:npm/a@1")];
const read = (document: unknown) => readSbom(document, "sbom.json");

describe("readSbom", () => {
  it.each(["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])("reads version %s", (specVersion) => {
    expect(read(bom(good, [], { specVersion }))).toMatchObject({
      components: [{ key: "pkg:npm/a", version: "1", ecosystem: "npm", identified: true }],
      subject: "api@1",
    });
  });

  it("prefers the version of the package URL, and takes the stated one where it has none", () => {
    const versions = [
      part("pkg:npm/a@1", { version: "2" }),
      { type: "library", name: "b", version: "3", purl: "pkg:npm/b" },
    ];

    expect(read(bom(versions)).components.map(({ version }) => version)).toEqual(["1", "3"]);
  });

  it.each<[string, unknown, string]>([
    ["another document", { spdxVersion: "SPDX-2.3" }, "is not CycloneDX JSON"],
    ["another format", { ...bom(good), bomFormat: "SPDX" }, "is not CycloneDX JSON"],
    ["a list", [], "is not CycloneDX JSON"],
    ["null", null, "is not CycloneDX JSON"],
    ["an unknown version", bom(good, [], { specVersion: "9.9" }), 'specVersion "9.9" is not known'],
    [
      "a version that is a number",
      bom(good, [], { specVersion: 1.6 }),
      "specVersion 1.6 is not known",
    ],
    ["no version", bom(good, [], { specVersion: undefined }), "specVersion is missing"],
    ["a version only XML has", bom(good, [], { specVersion: "1.1" }), '"1.1" is not known'],
    ["no components", bom([]), "lists no components"],
    ["components that are none", bom(good, [], { components: {} }), "components: "],
    ["a component without name", bom([{ type: "library" }]), "components[0].name: is missing"],
    [
      "a component of an unknown type",
      bom([{ type: "spaceship", name: "a" }]),
      "components[0].type: is none of application, ",
    ],
    [
      "a name that redraws the screen",
      bom([{ type: "library", name: "a\u001b[2J" }]),
      "components[0].name: holds a control character",
    ],
    [
      "a name that turns the line around",
      bom([{ type: "library", name: "a\u202eb" }]),
      "components[0].name: holds a control character",
    ],
    ["a name without end", bom([{ type: "library", name: "a".repeat(2001) }]), "2,000 characters"],
    ["an unknown hash", bom([part("pkg:npm/a@1", hashed("a", "CRC"))]), "hashes[0].alg: "],
    ["a licence that says nothing", bom([part("pkg:npm/a@1", { licenses: [{}] })]), "licenses[0]"],
    ["one bom-ref twice", bom([...good, ...good]), "gives two components the bom-ref"],
  ])("refuses %s in one line", (_, document, message) => {
    expect(() => read(document)).toThrow(message);
    expect(() => read(document)).toThrow(/^sbom\.json: [^\n]+; [^\n]+$/);
  });

  it("says how many more faults there are", () => {
    expect(() => read(bom([{ type: "library" }, { name: "b" }]))).toThrow("(and 1 more)");
  });
});

describe("the JSON of an SBOM", () => {
  it.each<[string, string | Buffer, string]>([
    ["nothing", "", "sbom.json: is empty"],
    ["what is cut off", '{"bomFormat":', "sbom.json line 1: is no JSON"],
    ["a key that is there twice", '{"a":1,\n"a":2}', 'sbom.json line 2: sets "a" twice'],
    ["several values", "{}\n{}", "sbom.json: holds 2 JSON values"],
    ["bytes that are no UTF-8", Buffer.from([0x7b, 0xff]), "sbom.json: is not UTF-8"],
    ["endless nesting", `${'{"a":'.repeat(300)}1${"}".repeat(300)}`, "deeper than 256 levels"],
  ])("is refused: %s", (_, text, message) => {
    expect(() => parseDocument(Buffer.from(text), "sbom.json")).toThrow(message);
  });

  it("may begin with a byte order mark", () => {
    expect(parseDocument(Buffer.from("\uFEFF{}"), "sbom.json")).toEqual({});
  });
});
