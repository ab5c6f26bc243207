import { readFileSync } from "node:fs";
import { join } from "node:path";

import { canonicalQuantity } from "../../../../../local/plugins/resource-kubernetes/types/quantity.ts";

/** What apimachinery 0.36 makes of them (resource.Quantity, unmarshalled and written back). */
const vectors = JSON.parse(
  readFileSync(join(import.meta.dirname, "quantity.vectors.json"), "utf8"),
) as [string, string][];

describe("canonicalQuantity", () => {
  it("writes amounts as the API server does", () => {
    const wrong = vectors.filter(([amount, canonical]) => canonicalQuantity(amount) !== canonical);

    expect(vectors.length).toBeGreaterThan(600);
    expect(wrong).toEqual([]);
  });

  it.each([
    [1, "1"],
    [0.5, "500m"],
    [" 1Gi ", "1Gi"],
    ["1024Mi", "1Gi"],
  ])("reads %j as %s", (amount, canonical) => {
    expect(canonicalQuantity(amount)).toBe(canonical);
  });

  it.each(["", "one", "1 Gi", "1gb", "--1"])("knows that %j is no amount", (text) => {
    expect(canonicalQuantity(text)).toBeUndefined();
  });
});
