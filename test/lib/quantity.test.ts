import fc from "fast-check";
import { readFileSync } from "node:fs";
import { compareQuantities, isWhole, parseQuantity } from "../../lib/quantity.ts";

/** Amounts and what k8s.io/apimachinery v0.35.4 made of them, in billionths; null where it refused. */
const vectors = JSON.parse(
  readFileSync(new URL("quantity.vectors.json", import.meta.url), "utf8"),
) as [string, string | null][];

describe("parseQuantity", () => {
  it("reads every amount as Kubernetes does", () => {
    const read = vectors.map(([text]) => [text, parseQuantity(text)?.toString() ?? null]);

    expect(read).toEqual(vectors);
    expect(read.length).toBeGreaterThan(350);
  });

  it.each([
    ["500m", 500_000_000n],
    ["1Ki", 1_024_000_000_000n],
    [8, 8_000_000_000n],
    [0.1, 100_000_000n],
    [1e21, 10n ** 30n],
    ["16Ei", (2n ** 63n - 1n) * 1_000_000_000n],
  ])("reads %j", (amount, nanos) => {
    expect(parseQuantity(amount)).toBe(nanos);
  });

  it.each(["", "+", ".", "Ki", "1e999999999", "8 cores", "512MB"])("refuses %j", (text) => {
    expect(parseQuantity(text)).toBeUndefined();
  });

  it("loses nothing of a large amount", () => {
    const whole = fc.bigInt({ min: 0n, max: 2n ** 62n });

    fc.assert(
      fc.property(whole, (units) => {
        expect(parseQuantity(`${units.toString()}m`)).toBe(units * 1_000_000n);
        expect(parseQuantity(`${units.toString()}e6`)).toBe(units * 10n ** 15n);
      }),
    );
  });
});

describe("compareQuantities", () => {
  it.each([
    ["1", "1000m", 0],
    ["1Gi", "1G", 1],
    ["999m", "1", -1],
  ])("puts %j against %j: %j", (one, other, order) => {
    const [left = 0n, right = 0n] = [parseQuantity(one), parseQuantity(other)];

    expect(compareQuantities(left, right)).toBe(order);
  });
});

describe("isWhole", () => {
  it("tells whole bytes from fractions of one", () => {
    expect([isWhole(1_000_000_000n), isWhole(500_000_000n)]).toEqual([true, false]);
  });
});
