import { traceOfPods } from "../../../policy-packs/lib/pod-scan.ts";
import { throwing } from "../fixtures/fixture.ts";

describe("traceOfPods", () => {
  it.each([
    [{ spec: { containers: [{}] } }, "spec.containers"],
    [
      { spec: { template: { spec: { initContainers: [null] } } } },
      "spec.template.spec.initContainers",
    ],
    [{ ephemeralContainers: ["x"] }, "ephemeralContainers"],
    [{ image: "x" }, "image"],
    [{ spec: { groups: [{}, { worker: { image: "x" } }] } }, "spec.groups[1].worker.image"],
    [{ spec: [[], [{ containers: [{}] }]] }, "spec[1][0].containers"],
    [{ spec: { metadata: { image: "x" } } }, "spec.metadata.image"],
    [{ spec: { a: { containers: [{}] }, image: "x" } }, "spec.a.containers"],
  ])("finds pods in %j", (props, trace) => {
    expect(traceOfPods(props)).toBe(trace);
  });

  it.each([
    {},
    { metadata: { image: "x" }, status: { containers: [{}] } },
    { spec: { containers: [], image: "" } },
    { spec: { containers: "two", image: 7 } },
    { spec: { container: [{}], images: ["x"], imageName: "x" } },
    { spec: null, other: ["image", "containers"] },
  ])("finds none in %j", (props) => {
    expect(traceOfPods(props)).toBeUndefined();
  });

  it("throws when a value on the way cannot be read", () => {
    expect(() => traceOfPods({ spec: throwing({ size: 1 }, "size") })).toThrow("boom");
  });

  it.each(["metadata", "status"])("does not read %s", (key) => {
    expect(traceOfPods(throwing({ [key]: {} }, key))).toBeUndefined();
  });
});
