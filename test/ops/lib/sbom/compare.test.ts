import { compare, hashesCompared } from "../../../../ops/lib/sbom/compare.ts";
import { EMPTY_SBOM } from "../../../../ops/lib/sbom/model.ts";
import { hashed, licensed, part, sbom } from "../../support/sboms.ts";

const lodash = (version: string, more: object = {}) => part(`pkg:npm/lodash@${version}`, more);
const other = part("pkg:npm/other@1.0.0", licensed("MIT"));
const nameless = { type: "library", name: "vendored", version: "1" };

describe("compare", () => {
  it.each<[string, object[], object[], object[]]>([
    ["nothing", [lodash("1.0.0")], [lodash("1.0.0")], []],
    ["added", [], [lodash("1.0.0")], [{ kind: "added", version: "1.0.0" }]],
    ["removed", [lodash("1.0.0")], [], [{ kind: "removed", version: "1.0.0" }]],
    [
      "up",
      [lodash("1.9.0")],
      [lodash("1.10.0")],
      [{ kind: "up", version: "1.10.0", from: "1.9.0", to: "1.10.0" }],
    ],
    [
      "downgraded",
      [lodash("1.10.0")],
      [lodash("1.9.0")],
      [{ kind: "downgraded", version: "1.9.0", from: "1.10.0", to: "1.9.0" }],
    ],
    [
      "a version of unknown direction",
      [lodash("latest")],
      [lodash("nightly")],
      [{ kind: "changed", version: "nightly", from: "latest", to: "nightly" }],
    ],
    [
      "a second version beside the first",
      [lodash("1.0.0")],
      [lodash("1.0.0"), lodash("2.0.0")],
      [{ kind: "added", version: "2.0.0" }],
    ],
    [
      "the newest of several first",
      [lodash("1.0.0"), lodash("2.0.0")],
      [lodash("3.0.0")],
      [
        { kind: "removed", version: "1.0.0" },
        { kind: "up", version: "3.0.0", from: "2.0.0", to: "3.0.0" },
      ],
    ],
    [
      "same version, other hash",
      [lodash("1.0.0", hashed("AA"))],
      [lodash("1.0.0", hashed("bb"))],
      [{ kind: "hash", version: "1.0.0", from: "SHA-256 aa", to: "SHA-256 bb" }],
    ],
    [
      "other bytes beside the known ones",
      [lodash("1.0.0", hashed("aa"))],
      [lodash("1.0.0", hashed("aa")), lodash("1.0.0", { ...hashed("bb"), "bom-ref": "copy" })],
      [{ kind: "hash", version: "1.0.0", from: "SHA-256 aa", to: "SHA-256 aa bb" }],
    ],
    ["the same hash in capitals", [lodash("1", hashed("AA"))], [lodash("1", hashed("aa"))], []],
    [
      "hashes of different algorithms",
      [lodash("1", hashed("aa", "MD5"))],
      [lodash("1", hashed("bb"))],
      [],
    ],
    [
      "licence class changed, with the version",
      [lodash("1.0.0", licensed("MIT"))],
      [lodash("1.1.0", licensed("AGPL-3.0-only"))],
      [
        {
          kind: "licence",
          version: "1.1.0",
          from: "MIT (permissive)",
          to: "AGPL-3.0-only (network-copyleft)",
        },
        { kind: "up", version: "1.1.0", from: "1.0.0", to: "1.1.0" },
      ],
    ],
    [
      "a licence of the same class",
      [lodash("1", licensed("MIT"))],
      [lodash("1", licensed("Apache-2.0"))],
      [],
    ],
    [
      "a licence that is stated no more",
      [lodash("1", licensed("MIT"))],
      [lodash("1")],
      [{ kind: "licence", version: "1", from: "MIT (permissive)", to: "unstated" }],
    ],
    [
      "from another origin",
      [part("pkg:npm/lodash@1")],
      [part("pkg:npm/lodash@1?repository_url=npm.evil.example")],
      [{ kind: "origin", version: "1", from: "the default registry", to: "npm.evil.example" }],
    ],
  ])("tells %s", (_, before, after, expected) => {
    const changes = compare(sbom([other, ...before]), sbom([other, ...after]));

    expect(changes).toEqual(expected.map((one) => ({ ...one, package: "pkg:npm/lodash" })));
  });

  it("takes architectures for packages of their own, and a distribution for a detail", () => {
    const deb = (version: string, arch: string, distro: string) =>
      part(`pkg:deb/debian/libc6@${version}?arch=${arch}&distro=${distro}`);

    expect(
      compare(
        sbom([deb("2.36-9", "amd64", "debian-12.8"), deb("2.36-9", "i386", "debian-12.8")]),
        sbom([deb("2.36-10", "amd64", "debian-12.9"), deb("2.36-9", "i386", "debian-12.9")]),
      ),
    ).toMatchObject([{ kind: "up", package: "pkg:deb/debian/libc6?arch=amd64" }]);
  });

  it("tells new direct dependencies where both sides have a graph, and only then", () => {
    const [a, b] = ["pkg:npm/a@1", "pkg:npm/b@1"];
    const parts = [part(a), part(b)];

    expect(compare(sbom(parts, [a]), sbom(parts, [a, b]))).toEqual([
      { kind: "direct", package: "pkg:npm/b", version: "1" },
    ]);
    expect(compare(sbom(parts, [a, b]), sbom(parts, [a]))).toEqual([]);
    expect(compare(sbom(parts), sbom(parts, [a, b]))).toEqual([]);
    expect(compare(sbom(parts, [a]), sbom(parts, [a, "elsewhere"]))).toEqual([]);
  });

  it.each([
    ["no package URL", nameless],
    ["a malformed one", { ...nameless, purl: "npm:vendored" }],
    ["a generic one", part("pkg:generic/vendored@1")],
  ])("tells a package with %s when it is new", (_, vendored) => {
    const [base, head] = [sbom([other]), sbom([other, vendored])];

    expect(compare(base, head).map(({ kind }) => kind)).toEqual(["unknown-purl", "added"]);
    expect(compare(head, head)).toEqual([]);
    expect(compare(head, base).map(({ kind }) => kind)).toEqual(["removed"]);
  });

  it("asks no package URL of files and operating systems", () => {
    const file = { type: "file", name: "/etc/passwd" };

    expect(compare(sbom([other]), sbom([other, file]))).toEqual([
      { kind: "added", package: "file /etc/passwd", version: "" },
    ]);
  });

  it("lets the content of a file change: it has no version", () => {
    const file = (content: string) => ({ type: "file", name: "/app/main.js", ...hashed(content) });

    expect(compare(sbom([file("aa")]), sbom([file("bb")]))).toEqual([]);
    expect(hashesCompared(sbom([file("aa")]), sbom([file("bb")]))).toEqual({ same: 0, hashed: 0 });
  });

  it("looks into components of components", () => {
    const nested = part("pkg:npm/outer@1", { components: [part("pkg:npm/inner@1")] });

    expect(compare(sbom([part("pkg:npm/outer@1")]), sbom([nested]))).toMatchObject([
      { kind: "added", package: "pkg:npm/inner" },
    ]);
  });

  it("holds everything for new when the base is nothing", () => {
    expect(compare(EMPTY_SBOM, sbom([other])).map(({ kind }) => kind)).toEqual(["added"]);
  });

  it("counts of how many components the bytes could be compared", () => {
    const one = [lodash("1", hashed("aa")), part("pkg:npm/bare@1")];

    expect(hashesCompared(sbom(one), sbom(one))).toEqual({ same: 2, hashed: 1 });
  });
});
