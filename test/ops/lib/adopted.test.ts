import { pendingOf, resourcesOf, stateOf, withAdopted } from "../../../ops/lib/state.ts";

const resource = (name: string, more: object = {}) => ({
  urn: `urn:pulumi:local::intelgraph::kubernetes:core/v1:ConfigMap::${name}`,
  type: "kubernetes:core/v1:ConfigMap",
  custom: true,
  ...more,
});
const state = (resources: object[], pending: object[] = []) =>
  stateOf(
    JSON.stringify({
      version: 3,
      deployment: { resources, pending_operations: pending, extra: 1 },
    }),
  );

describe("a state that is put right", () => {
  it("holds what turned out to exist, nothing pending, and everything else untouched", () => {
    const before = state(
      [resource("a", { id: "core/a" })],
      [{ type: "creating", resource: resource("b") }],
    );

    const after = withAdopted(before, [resource("b", { id: "core/b" })]);

    expect(resourcesOf(after).map(({ id }) => id)).toEqual(["core/a", "core/b"]);
    expect(pendingOf(after)).toEqual([]);
    expect(after.deployment).toMatchObject({ extra: 1 });
  });

  it("keeps the old half of a replacement for deletion", () => {
    const before = state([resource("a", { id: "core/a-1" })]);

    const after = withAdopted(before, [resource("a", { id: "core/a-2" })]);

    expect(resourcesOf(after).map(({ id, delete: gone }) => [id, gone])).toEqual([
      ["core/a-2", undefined],
      ["core/a-1", true],
    ]);
  });

  it("never holds the same object twice", () => {
    const before = state([resource("a", { id: "core/a" })]);

    const after = withAdopted(before, [resource("a", { id: "core/a" })]);

    expect(resourcesOf(after)).toHaveLength(1);
  });

  it("is refused when it is no state", () => {
    expect(() => stateOf('{"version": 3}')).toThrow(/deployment/);
  });
});
