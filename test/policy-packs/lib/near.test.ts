import { near } from "../../../policy-packs/lib/near.ts";

const placeOf = (item: string) => {
  const [place = "", name] = item.split("/");
  if (name === undefined) throw new Error("nobody can tell");
  return place;
};

describe("near", () => {
  it("finds what is in a place, and what may be, in the order of all", () => {
    const at = near(["a/1", "x", "b/1", "a/2", "y"], placeOf);

    expect(at("a")).toEqual(["a/1", "x", "a/2", "y"]);
    expect(at("b")).toEqual(["x", "b/1", "y"]);
    expect(at("c")).toEqual(["x", "y"]);
    expect(near([], placeOf)("a")).toEqual([]);
  });
});
