import { readScan } from "../../../../ops/lib/sbom/scan.ts";
import { PREDICATES } from "../../../../policy-packs/provenance/release/model.ts";
import { bom, part } from "../../support/sboms.ts";

const attested = (...result: readonly unknown[]) =>
  readScan({ document: { scanner: { result } }, predicateType: PREDICATES.scan, digests: [] }, "s");
const cyclonedx = (vulnerabilities: unknown) =>
  readScan(
    {
      document: bom([part("pkg:npm/a@1", { "bom-ref": "one" })], [], { vulnerabilities }),
      digests: [],
    },
    "s",
  );
const inA = { purl: "pkg:npm/a@1", key: "pkg:npm/a", version: "1" };
const nowhere = { purl: "", key: "", version: "" };

describe("readScan", () => {
  it.each<[string, unknown, unknown[]]>([
    [
      "a word",
      { id: "CVE-1", severity: [{ method: "nvd", score: "HIGH" }] },
      [{ id: "CVE-1", severity: "high", ...nowhere }],
    ],
    [
      "a CVSS score, in a component",
      {
        id: "CVE-1",
        severity: [{ method: "CVSS_V3", score: "9.8" }],
        annotations: [{ purl: "pkg:npm/a@1" }],
      },
      [{ id: "CVE-1", severity: "critical", ...inA }],
    ],
    [
      "fields of their own, in two components",
      {
        vulnerability: {
          id: "CVE-1",
          severity: [{ method: "nvd", score: "low" }],
          annotations: [{ purl: "pkg:npm/a@1" }, { purl: "pkg:npm/b@2" }, { purl: "pkg:npm/a@1" }],
        },
      },
      [
        { id: "CVE-1", severity: "lower", ...inA },
        { id: "CVE-1", severity: "lower", purl: "pkg:npm/b@2", key: "pkg:npm/b", version: "2" },
      ],
    ],
    ["no severity", { id: "CVE-1" }, [{ id: "CVE-1", severity: "unrated", ...nowhere }]],
  ])("reads an attested scan with %s", (_, result, expected) => {
    expect(attested(result)).toEqual(expected);
  });

  it.each<[string, object, unknown[]]>([
    [
      "a reference and a rating",
      { id: "CVE-1", ratings: [{ severity: "critical" }], affects: [{ ref: "one" }] },
      [{ id: "CVE-1", severity: "critical", ...inA }],
    ],
    [
      "a score, in a package URL",
      { id: "CVE-1", ratings: [{ score: 7.1, method: "CVSSv31" }], affects: [{ ref: inA.purl }] },
      [{ id: "CVE-1", severity: "high", ...inA }],
    ],
    [
      "the worst of several ratings, in what nobody can know",
      {
        id: "CVE-1",
        ratings: [{ severity: "low" }, { severity: "critical" }],
        affects: [{ ref: "elsewhere" }],
      },
      [{ id: "CVE-1", severity: "critical", ...nowhere, purl: "elsewhere" }],
    ],
    ["neither", { id: "CVE-1" }, [{ id: "CVE-1", severity: "unrated", ...nowhere }]],
  ])("reads CycloneDX with %s", (_, vulnerability, expected) => {
    expect(cyclonedx([vulnerability])).toEqual(expected);
  });

  it("reads a clean scan of either form", () => {
    expect(attested()).toEqual([]);
    expect(cyclonedx([])).toEqual([]);
  });

  it.each<[string, () => unknown, string]>([
    [
      "an SBOM without vulnerabilities",
      () => cyclonedx(undefined),
      "s: vulnerabilities: is missing",
    ],
    ["a result without identifier", () => attested({ severity: [] }), "scanner.result[0]"],
    [
      "another predicate",
      () => readScan({ document: {}, predicateType: "https://x.example", digests: [] }, "s"),
      "s: is no scan that can be read (it attests https://x.example)",
    ],
    ["anything else", () => readScan({ document: [], digests: [] }, "s"), "s: is no scan"],
    [
      "a scan without results",
      () =>
        readScan({ document: { scanner: {} }, predicateType: PREDICATES.scan, digests: [] }, "s"),
      "s: scanner.result: is missing",
    ],
  ])("refuses %s", (_, read, message) => {
    expect(read).toThrow(message);
    expect(read).toThrow(/^[^\n]+; give an attested scan [^\n]+$/);
  });
});
