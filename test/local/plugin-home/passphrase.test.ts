import { readFileSync, statSync } from "node:fs";

import { layout } from "../../../local/layout.ts";
import { ensurePassphrase } from "../../../local/plugin-home/passphrase.ts";
import { newFolder, removeFolders } from "../support/folders.ts";

afterEach(removeFolders);

describe("passphrase", () => {
  it("is made once, from 256 random bits, and readable by its owner only", () => {
    const paths = layout(newFolder());

    ensurePassphrase(paths);
    const first = readFileSync(paths.passphrase, "utf8");
    ensurePassphrase(paths);

    expect(first).toMatch(/^[\w-]{43}\n$/);
    expect(readFileSync(paths.passphrase, "utf8")).toBe(first);
    expect(statSync(paths.passphrase).mode & 0o777).toBe(0o600);
  });

  it("differs between clones", () => {
    const [one, two] = [layout(newFolder()), layout(newFolder())];

    ensurePassphrase(one);
    ensurePassphrase(two);

    expect(readFileSync(one.passphrase, "utf8")).not.toBe(readFileSync(two.passphrase, "utf8"));
  });
});
