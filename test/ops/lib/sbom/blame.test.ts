import { blame } from "../../../../ops/lib/sbom/blame.ts";
import { parsePurl } from "../../../../ops/lib/sbom/identity.ts";
import type { Vulnerability } from "../../../../ops/lib/sbom/model.ts";
import { part, sbom } from "../../support/sboms.ts";

const vulnerability = (
  id: string,
  purl = "",
  severity: Vulnerability["severity"] = "high",
): Vulnerability => {
  const { key = "", version = "" } = parsePurl(purl) ?? {};
  return { id, severity, purl, key, version };
};
const base = sbom([part("pkg:npm/same@1"), part("pkg:npm/moved@1")]);
const head = sbom([part("pkg:npm/same@1"), part("pkg:npm/moved@2"), part("pkg:npm/new@1")]);
const idsOf = (list: readonly Vulnerability[]) => list.map(({ id }) => id);

describe("blame", () => {
  it.each([
    ["a new component", "pkg:npm/new@1", "added"],
    ["another version", "pkg:npm/moved@2", "version changed"],
    ["another version, when the scan names none", "pkg:npm/moved", "version changed"],
    ["a component that the SBOM does not list", "pkg:npm/hidden@1", "component unknown"],
    ["a version that the SBOM does not list", "pkg:npm/same@7", "component unknown"],
    ["a component that nobody names", "", "component unknown"],
  ])("holds the change to account for %s", (_, purl, why) => {
    const found = vulnerability("CVE-1", purl);

    expect(blame(base, head, [], [found])).toEqual({
      introduced: [{ ...found, why }],
      disclosed: [],
      fixed: [],
      remaining: [],
    });
    expect(blame(base, head, undefined, [found]).introduced).toHaveLength(1);
  });

  it.each(["pkg:npm/same@1", "pkg:npm/same"])("lists what is newly disclosed apart: %s", (purl) => {
    const { introduced, disclosed } = blame(base, head, [], [vulnerability("CVE-1", purl)]);

    expect([introduced, idsOf(disclosed)]).toEqual([[], ["CVE-1"]]);
  });

  it("blames a second version that is new, when the scan names none", () => {
    const both = sbom([part("pkg:npm/same@1"), part("pkg:npm/same@2")]);

    expect(blame(base, both, [], [vulnerability("CVE-1", "pkg:npm/same")])).toMatchObject({
      introduced: [{ why: "version changed" }],
      disclosed: [],
    });
  });

  it("knows a component whose qualifiers a scanner leaves out", () => {
    const deb = sbom([part("pkg:deb/debian/libc6@2.36?arch=amd64&distro=debian-12")]);
    const found = vulnerability("CVE-1", "pkg:deb/debian/libc6@2.36");

    expect(blame(deb, deb, [], [found])).toMatchObject({ introduced: [], disclosed: [found] });
  });

  it("blames nobody for what was there before, in whatever version", () => {
    const before = [vulnerability("CVE-1", "pkg:npm/moved@1"), vulnerability("CVE-2")];
    const after = [vulnerability("CVE-1", "pkg:npm/moved@2"), vulnerability("CVE-2")];

    const { introduced, remaining } = blame(base, head, before, after);

    expect([introduced, idsOf(remaining)]).toEqual([[], ["CVE-2", "CVE-1"]]);
  });

  it("takes the same vulnerability in another component for another one", () => {
    const before = [vulnerability("CVE-1", "pkg:npm/same@1")];
    const after = [...before, vulnerability("CVE-1", "pkg:npm/new@1")];

    expect(blame(base, head, before, after)).toMatchObject({
      introduced: [{ key: "pkg:npm/new" }],
      remaining: [{ key: "pkg:npm/same" }],
    });
  });

  it("says what is fixed", () => {
    const { fixed } = blame(base, head, [vulnerability("CVE-1", "pkg:npm/moved@1")], []);

    expect(idsOf(fixed)).toEqual(["CVE-1"]);
  });

  it("names each once, the worst first, in whatever order they come", () => {
    const list = [
      vulnerability("CVE-1", "pkg:npm/new@1", "lower"),
      vulnerability("CVE-2", "pkg:npm/new@1", "unrated"),
      vulnerability("CVE-3", "pkg:npm/new@1", "critical"),
      vulnerability("CVE-3", "pkg:npm/new@1", "critical"),
      vulnerability("CVE-4", "pkg:npm/new@1", "high"),
    ];

    const expected = ["CVE-3", "CVE-4", "CVE-2", "CVE-1"];
    expect(idsOf(blame(base, head, [], list).introduced)).toEqual(expected);
    expect(idsOf(blame(base, head, [], list.toReversed()).introduced)).toEqual(expected);
  });
});
