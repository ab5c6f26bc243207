import { readFileSync } from "node:fs";

interface Locked {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}
interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), "utf8"));
const { packages } = read("package-lock.json") as Locked;

describe("package-lock.json", () => {
  it("holds the packages of every platform, or `npm ci` refuses it", () => {
    const wanted = Object.values(packages).flatMap((one) =>
      Object.keys(one.optionalDependencies ?? {}),
    );
    const held = new Set(
      Object.keys(packages).map((path) => path.replace(/^.*node_modules\//, "")),
    );

    expect(wanted.filter((name) => !held.has(name))).toEqual([]);
  });

  it("names no registry", () => {
    expect(Object.values(packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});

describe("package.json", () => {
  it("pins exact versions", () => {
    const manifest = read("package.json") as Record<string, Record<string, string> | undefined>;
    const versions = [
      "dependencies",
      "devDependencies",
      "optionalDependencies",
      "overrides",
    ].flatMap((group) => Object.values(manifest[group] ?? {}));

    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
