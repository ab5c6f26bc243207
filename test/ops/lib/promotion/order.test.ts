import { stepOf } from "../../../../ops/lib/promotion/order.ts";

describe("the order of promotion", () => {
  it.each([
    ["dev", "stage"],
    ["stage", "prod"],
  ])("leads from %s to %s", (from, to) => {
    expect(stepOf(from, to)).toEqual({ from, to });
  });

  it.each([
    ["dev", "prod", "ops promote stage prod"],
    ["prod", "stage", "ops promote dev stage"],
    ["stage", "stage", "ops promote dev stage"],
    ["stage", "dev", "nothing is promoted to dev: ops release add puts releases there"],
  ])("leads by no way from %s to %s, and is refused", (from, to, fix) => {
    expect(() => stepOf(from, to)).toThrow(
      expect.objectContaining({
        message: `promotion ${from} -> ${to}: is no step of dev -> stage -> prod; ${fix}`,
        exit: 1,
      }) as Error,
    );
  });

  it.each([
    ["dev", "prd", 'environment "prd": takes no part in promotion; did you mean prod?'],
    ["local", "dev", 'environment "local": takes no part in promotion; known: dev, stage, prod'],
    ["dev", "pr-7", 'environment "pr-7": takes no part in promotion; known: dev, stage, prod'],
  ])("cannot tell what is meant by %s and %s", (from, to, message) => {
    expect(() => stepOf(from, to)).toThrow(expect.objectContaining({ message, exit: 2 }) as Error);
  });
});
