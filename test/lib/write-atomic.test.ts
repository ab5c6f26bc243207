import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { createAtomic, linkAtomic, replaceBy, writeAtomic } from "../../lib/write-atomic.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "intelgraph-unit-"));
  path = join(folder, "deep", "file");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const modeOf = (name: string) => statSync(name).mode & 0o777;

describe("atomic files", () => {
  it("are written whole, closed to others, with the folders above them", () => {
    writeAtomic(path, "one");
    writeAtomic(path, "two");

    expect(readFileSync(path, "utf8")).toBe("two");
    expect([modeOf(path), modeOf(join(folder, "deep"))]).toEqual([0o600, 0o700]);
    expect(readdirSync(join(folder, "deep"))).toEqual(["file"]);
  });

  it("are created by the first and by nobody else", () => {
    const outcomes = [createAtomic(path, "one"), createAtomic(path, "two")];

    expect(outcomes).toEqual([true, false]);
    expect(readFileSync(path, "utf8")).toBe("one");
    expect(readdirSync(join(folder, "deep"))).toEqual(["file"]);
  });

  it("become links to another target in one step", () => {
    linkAtomic("/first", path);
    linkAtomic("/second", path);

    expect(readlinkSync(path)).toBe("/second");
  });

  it("stay as they were when making the new one fails", () => {
    writeAtomic(path, "one");

    expect(() => {
      replaceBy(path, () => {
        throw new Error("no space");
      });
    }).toThrow("no space");
    expect(readFileSync(path, "utf8")).toBe("one");
    expect(readdirSync(join(folder, "deep"))).toEqual(["file"]);
  });
});
