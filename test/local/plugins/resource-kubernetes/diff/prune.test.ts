import { prune } from "../../../../../local/plugins/resource-kubernetes/diff/prune.ts";

describe("prune", () => {
  it("keeps what has a counterpart, at every depth", () => {
    const live = { a: { b: 1, c: 2 }, d: 3 };

    expect(prune(live, { a: { b: 0 } })).toEqual({ a: { b: 1 } });
  });

  it("keeps as many items as the counterpart has, each cut to its own", () => {
    const live = { ports: [{ port: 1, protocol: "TCP" }, { port: 2 }, { port: 3 }] };

    expect(prune(live, { ports: [{ port: 0 }, { port: 0 }] })).toEqual({
      ports: [{ port: 1 }, { port: 2 }],
    });
  });

  it("keeps values of another type whole", () => {
    const live = { a: { b: 1 }, c: ["x"] };

    expect(prune(live, { a: "text", c: [{}] })).toEqual(live);
  });
});
