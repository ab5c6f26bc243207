import fc from "fast-check";

import {
  randomText,
  type CharacterClass,
} from "../../../../local/plugins/resource-random/characters.ts";

const digits: CharacterClass = { characters: "0123456789", everywhere: true, least: 0 };
const letters: CharacterClass = { characters: "abc", everywhere: true, least: 0 };

/** How often each of `items` occurs. */
function counts(items: Iterable<string>): Record<string, number> {
  const found: Record<string, number> = {};
  for (const item of items) found[item] = (found[item] ?? 0) + 1;
  return found;
}

describe("random text", () => {
  it("has the length asked for, its classes only, and every minimum", () => {
    const least = fc.integer({ min: 0, max: 5 });
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 60 }), least, least, (length, some, more) => {
        const text = randomText(length, [
          { ...digits, least: some },
          { ...letters, everywhere: false, least: more },
        ]);

        expect(text).toMatch(/^[0-9abc]*$/);
        expect(text).toHaveLength(length);
        expect(text.replace(/[^0-9]/g, "").length).toBeGreaterThanOrEqual(some);
        expect(text.replace(/[^abc]/g, "")).toHaveLength(more);
      }),
    );
  });

  it("counts characters, not code units", () => {
    const text = randomText(5, [{ characters: "😀é", everywhere: true, least: 0 }]);

    expect(Array.from(text)).toHaveLength(5);
  });

  // The bounds lie 9 standard deviations away from the mean: chance fails such a test once in 10^18 runs.
  it("draws every character equally often", () => {
    const found = counts(randomText(20_000, [digits]));

    expect(Object.keys(found)).toHaveLength(10);
    expect(Math.min(...Object.values(found))).toBeGreaterThan(1600);
    expect(Math.max(...Object.values(found))).toBeLessThan(2400);
  });

  it("puts the characters of a minimum at any place equally often", () => {
    const classes = [{ ...letters, everywhere: false, least: 1 }, digits];

    const places = Array.from({ length: 5000 }, () =>
      String(randomText(5, classes).search(/[abc]/)),
    );

    const found = counts(places);
    expect(Object.keys(found)).toHaveLength(5);
    expect(Math.min(...Object.values(found))).toBeGreaterThan(740);
    expect(Math.max(...Object.values(found))).toBeLessThan(1260);
  });
});
