import { licenceClassOf, stricter } from "../../../../ops/lib/sbom/licence.ts";
import { sbom, part } from "../../support/sboms.ts";

describe("licenceClassOf", () => {
  it.each([
    ["MIT", "permissive"],
    ["mit", "permissive"],
    ["Apache-2.0", "permissive"],
    ["0BSD", "permissive"],
    ["LGPL-2.1-or-later", "weak-copyleft"],
    ["MPL-2.0", "weak-copyleft"],
    ["GPL-2.0-only", "copyleft"],
    ["GPL-2.0-only WITH Classpath-exception-2.0", "weak-copyleft"],
    ["GPL-2.0-only WITH Swift-exception", "copyleft"],
    ["AGPL-3.0-only", "network-copyleft"],
    ["SSPL-1.0", "network-copyleft"],
    ["BUSL-1.1", "restricted"],
    ["CC-BY-NC-4.0", "restricted"],
    ["MIT OR GPL-3.0-only", "permissive"],
    ["MIT AND GPL-3.0-only", "copyleft"],
    ["(MIT OR AGPL-3.0-only) AND LGPL-3.0-only", "weak-copyleft"],
    ["LicenseRef-ours", "unknown"],
    ["MIT AND LicenseRef-ours", "unknown"],
    ["Some words of a lawyer", "unknown"],
    ["GPL-2.0", "copyleft"],
  ])("%s is %s", (text, expected) => {
    expect(licenceClassOf(text)).toBe(expected);
  });

  it("holds the unknown for stricter than anything known", () => {
    expect(stricter("unknown", "network-copyleft")).toBe("unknown");
    expect(stricter("permissive", "copyleft")).toBe("copyleft");
  });
});

describe("the licence of a component", () => {
  const licenceOf = (more: object) => sbom([part("pkg:npm/a@1", more)]).components[0]?.licence;

  it.each([
    [{}, { class: "unstated", text: "" }],
    [
      { licenses: [{ license: { id: "MIT" } }, { license: { id: "GPL-3.0-only" } }] },
      { class: "copyleft", text: "GPL-3.0-only AND MIT" },
    ],
    [{ licenses: [{ license: { name: "Our own" } }] }, { class: "unknown", text: "Our own" }],
    [
      { licenses: [{ expression: "MIT OR GPL-3.0-only" }] },
      { class: "permissive", text: "MIT OR GPL-3.0-only" },
    ],
    [
      { evidence: { licenses: [{ license: { id: "ISC" } }] } },
      { class: "permissive", text: "ISC" },
    ],
  ])("is what it states, or what was found in it: %j", (more, expected) => {
    expect(licenceOf(more)).toEqual(expected);
  });
});
