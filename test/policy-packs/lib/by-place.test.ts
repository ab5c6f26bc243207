import { byPlace, quietly } from "../../../policy-packs/lib/by-place.ts";

const refuse = (): string => {
  throw new Error("unknown");
};

describe("things by their place", () => {
  it("are in their order, those of no known place with all others", () => {
    const items: readonly (readonly [string, () => string | undefined])[] = [
      ["first", () => "a"],
      ["hidden", refuse],
      ["other", () => "b"],
      ["nowhere", () => undefined],
      ["last", () => "a"],
    ];
    const at = byPlace(items, ([, place]) => place());
    const names = (place: string) => at(place).map(([name]) => name);

    expect(names("a")).toEqual(["first", "hidden", "nowhere", "last"]);
    expect(names("b")).toEqual(["hidden", "other", "nowhere"]);
    expect(names("c")).toEqual(["hidden", "nowhere"]);
  });

  it("are read once, however often they are asked for", () => {
    const reads: string[] = [];
    const at = byPlace(["a", "b"], (place) => {
      reads.push(place);
      return place;
    });

    expect([at("a"), at("a"), at("b")]).toEqual([["a"], ["a"], ["b"]]);
    expect(reads).toEqual(["a", "b"]);
  });
});

describe("a quiet read", () => {
  it("gives the value, or undefined", () => {
    expect([quietly(() => 1), quietly(refuse)]).toEqual([1, undefined]);
  });
});
