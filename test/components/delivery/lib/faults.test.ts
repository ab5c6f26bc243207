import {
  faultIf,
  faultsOf,
  isDuration,
  refuse,
  secondsOf,
  twins,
} from "../../../../components/delivery/lib/faults.ts";

describe("refuse", () => {
  it("says all faults at once, aligned", () => {
    expect(() => {
      refuse("argo-cd", [
        { path: "delivers", says: "is empty" },
        { path: "sso", says: "needs a host" },
      ]);
    }).toThrow("argo-cd: 2 faults\n  delivers  is empty\n  sso       needs a host");
  });

  it("counts one as one, and refuses nothing for nothing", () => {
    expect(() => {
      refuse("x", faultIf(true, "a", "is wrong"));
    }).toThrow("x: 1 fault\n  a  is wrong");
    expect(() => {
      refuse("x", faultIf(false, "a", "is wrong"));
    }).not.toThrow();
  });
});

it("faultsOf keeps the order of the values", () => {
  const odd = (value: number) =>
    value % 2 === 0 ? undefined : { path: String(value), says: "is odd" };

  expect(faultsOf([1, 2, 3], odd).map(({ path }) => path)).toEqual(["1", "3"]);
});

it("twins says each name once", () => {
  expect(twins(["a", "b", "a", "a"])).toEqual(["a"]);
});

it.each([
  ["30s", true],
  ["1h30m", true],
  ["", false],
  ["90", false],
  ["1.5h", false],
  ["5m1h", false],
])("takes %j for a duration: %j", (text, is) => {
  expect(isDuration(text)).toBe(is);
});

it.each([
  ["30s", 30],
  ["1h30m", 5400],
  ["2m5s", 125],
])("takes %j for %d seconds", (text, seconds) => {
  expect(secondsOf(text)).toBe(seconds);
});
