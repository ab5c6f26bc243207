import { allowedBy, readAllowList } from "../../../../ops/lib/sbom/allow-list.ts";

const now = new Date("2026-11-28T12:00:00Z");
const entry = {
  change: "downgraded",
  package: "pkg:npm/lodash",
  reason: "the newer one breaks the build",
  owner: "platform",
  ticket: "OPS-1",
  expires: "2026-12-31",
};
const read = (...allowed: readonly unknown[]) => readAllowList({ allowed }, "allowed.json", now);
const change = { kind: "downgraded", package: "pkg:npm/lodash", version: "1.0.0" } as const;

describe("the allow-list", () => {
  it("covers one kind of change of one package", () => {
    const list = read(entry);

    expect(allowedBy(change, list, now).holding).toEqual(entry);
    expect(allowedBy({ ...change, kind: "hash" }, list, now)).toEqual({});
    expect(allowedBy({ ...change, package: "pkg:npm/other" }, list, now)).toEqual({});
  });

  it("covers one version only, when it names one", () => {
    const list = read({ ...entry, version: "1.0.0" });

    expect(allowedBy(change, list, now).holding).toBeDefined();
    expect(allowedBy({ ...change, version: "1.0.1" }, list, now)).toEqual({});
  });

  it.each([
    ["2026-11-28T00:00:00Z", true],
    ["2026-12-31T23:59:59Z", true],
    ["2027-01-01T00:00:00Z", false],
  ])("holds at %s: %j", (at, holds) => {
    const { holding, expired } = allowedBy(change, read(entry), new Date(at));

    expect([holding !== undefined, expired !== undefined]).toEqual([holds, !holds]);
  });

  it("may be granted for 90 days", () => {
    expect(read({ ...entry, expires: "2027-02-26" })).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ["91 days", { ...entry, expires: "2027-02-27" }, "is more than 90 days ahead"],
    ["no such day", { ...entry, expires: "2026-02-30" }, "allowed[0].expires: is no day"],
    ["no owner", { ...entry, owner: " " }, "allowed[0].owner: is empty"],
    ["no ticket", { ...entry, ticket: undefined }, "allowed[0].ticket: is missing"],
    ["a wildcard", { ...entry, package: "pkg:npm/*" }, "allowed[0].package: holds a wildcard"],
    [
      "a version in the package URL",
      { ...entry, package: "pkg:npm/lodash@1.0.0" },
      'is written "pkg:npm/lodash" in reports',
    ],
    ["a plain change", { ...entry, change: "added" }, "allowed[0].change: is none of hash, "],
    ["an unknown key", { ...entry, until: "later" }, "allowed[0]: unrecognized key"],
  ])("refuses %s", (_, wrong, message) => {
    expect(() => read(wrong)).toThrow(message);
    expect(() => read(wrong)).toThrow(/^allowed\.json: [^\n]+; correct it[^\n]+$/);
  });

  it("refuses the same entry twice, and another shape", () => {
    expect(() => read(entry, entry)).toThrow("allowed[1].package: repeats allowed[0]");
    expect(() => readAllowList([], "allowed.json", now)).toThrow(/^allowed\.json: /);
  });
});
