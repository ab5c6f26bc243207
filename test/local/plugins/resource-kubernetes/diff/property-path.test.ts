import {
  contains,
  parsePropertyPath,
} from "../../../../../local/plugins/resource-kubernetes/diff/property-path.ts";

describe("parsePropertyPath", () => {
  it.each([
    ["spec.ports[0].name", ["spec", "ports", 0, "name"]],
    ['metadata.labels["a.b/c"]', ["metadata", "labels", "a.b/c"]],
    ["spec.containers[*].image", ["spec", "containers", "*", "image"]],
    ['["a\\"b"]', ['a"b']],
  ])("reads %s", (path, steps) => {
    expect(parsePropertyPath(path)).toEqual(steps);
  });
});

describe("contains", () => {
  it.each([
    ["spec", "spec.replicas", true],
    ["spec.replicas", "spec", false],
    ["spec.containers[*].image", "spec.containers[3].image", true],
    ["spec.containers[1]", "spec.containers[2].image", false],
  ])("%s and %s", (path, inner, expected) => {
    expect(contains(parsePropertyPath(path), parsePropertyPath(inner))).toBe(expected);
  });
});
