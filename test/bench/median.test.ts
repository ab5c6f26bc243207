import { medianOf, ratiosOf } from "./median.ts";

describe("the figures of a bench", () => {
  it("takes the middle value, and the mean of two", () => {
    expect([medianOf([3, 1, 2]), medianOf([4, 1, 2, 3])]).toEqual([2, 2.5]);
  });

  it("compares pair by pair", () => {
    expect(ratiosOf([2, 3, 8], [1, 2, 2])).toEqual([1.5, 2, 4]);
  });
});
