import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { SEALING_NAMESPACE } from "../../../../lib/sealing/place.ts";
import { type Code, codes, isBlind } from "../../../../policy-packs/provenance/release/codes.ts";
import { CODES_PAGE, codesText } from "../../../../policy-packs/provenance/release/write-codes.ts";
import { forgeries } from "./forgeries.ts";

const names = Object.keys(codes) as Code[];

test("every code is provoked by a test", () => {
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".test.ts") && name !== "codes.test.ts")
    .map((name) => readFileSync(join(import.meta.dirname, name), "utf8"))
    .join("\n");
  const provoked = new Set<Code>(forgeries.map(({ code }) => code));

  const missing = names.filter((code) => !provoked.has(code) && !tests.includes(code));

  expect(missing).toEqual([]);
});

test.each(names)("%s says what it means and what to do, each in one line", (code) => {
  const { means, fix } = codes[code];

  for (const text of [means, fix]) {
    expect(text).toMatch(/^[a-zA-Z][^\n]{10,160}[^.\n]$/);
  }
  expect(code).toMatch(/^[a-z]+(-[a-z]+)+$/);
});

test("only what nobody could read leaves the verdict open", () => {
  expect(names.filter(isBlind)).toEqual([
    "release-missing",
    "release-unreadable",
    "release-malformed",
    "trust-unreadable",
    "trust-malformed",
    "trust-root-malformed",
    "accepted-malformed",
    "third-party-malformed",
    "not-verified",
  ]);
});

test("the page of codes is up to date", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../..", CODES_PAGE), "utf8");

  expect(page).toBe(codesText());
});

test("the threat model names no code that there is not, and most that there are", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/threat-model.md"), "utf8");
  const named = Array.from(page.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g), ([, code = ""]) => code);

  expect(named.filter((code) => code !== SEALING_NAMESPACE && !Object.hasOwn(codes, code))).toEqual(
    [],
  );
  expect(new Set(named).size).toBeGreaterThan(40);
});
