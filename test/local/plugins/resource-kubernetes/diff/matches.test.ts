import type { Value } from "../../../../../local/plugins/lib/struct.ts";
import {
  changeAt,
  touches,
} from "../../../../../local/plugins/resource-kubernetes/diff/matches.ts";

const containers = ["spec", "containers"] as const;

describe("touches", () => {
  it.each<[string, readonly (string | number)[], Value, string, boolean]>([
    ["the field itself", ["spec", "clusterIP"], "None", ".spec.clusterIP", true],
    ["a field below it", ["spec", "template", "spec", "x"], 1, ".spec.template", true],
    ["its neighbour", ["spec", "type"], "NodePort", ".spec.clusterIP", false],
    ["a value that brings it", ["spec"], { selector: {} }, ".spec.selector", true],
    ["a value that does not bring it", ["spec"], { replicas: 1 }, ".spec.selector", false],
    ["its removal", ["spec", "completions"], null, ".spec.completions", true],
    ["the removal of what is around it", ["spec"], null, ".spec.completions", false],
    ["a field of an item", [...containers, 1, "image"], "x", ".spec.containers[*].image", true],
    [
      "another field of an item",
      [...containers, 0, "name"],
      "x",
      ".spec.containers[*].image",
      false,
    ],
    [
      "an item that brings it",
      [...containers, 1],
      { image: "x" },
      ".spec.containers[*].image",
      true,
    ],
    ["the removal of an item", [...containers, 1], null, ".spec.containers[*].image", false],
    ["the removal of the list", [...containers], null, ".spec.containers[*].image", true],
  ])("with %s", (_what, path, value, field, expected) => {
    expect(touches(changeAt(path, value), field)).toBe(expected);
  });
});
