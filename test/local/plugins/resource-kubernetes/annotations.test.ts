import type { Properties } from "../../../../local/plugins/lib/struct.ts";
import {
  propagationOf,
  skipsAwait,
  skipsDeleteAwait,
  timeoutOf,
} from "../../../../local/plugins/resource-kubernetes/annotations.ts";

const annotated = (key: string, value: string): Properties => ({
  metadata: { annotations: { [`pulumi.com/${key}`]: value } },
});

describe("annotations", () => {
  it("set the time to wait, unless the resource's options do", () => {
    expect(timeoutOf({}, 0)).toBe(600);
    expect(timeoutOf(annotated("timeoutSeconds", "30"), 0)).toBe(30);
    expect(timeoutOf(annotated("timeoutSeconds", "30"), 5)).toBe(5);
    expect(timeoutOf(annotated("timeoutSeconds", "soon"), 0)).toBe(600);
  });

  it("skip the waiting, for the end only of some types", () => {
    const skipping = annotated("skipAwait", "true");

    expect(skipsAwait(skipping)).toBe(true);
    expect(skipsAwait(annotated("skipAwait", "yes"))).toBe(false);
    expect(skipsDeleteAwait(skipping, { group: "apps", version: "v1", kind: "Deployment" })).toBe(
      true,
    );
    expect(skipsDeleteAwait(skipping, { group: "", version: "v1", kind: "ConfigMap" })).toBe(false);
  });

  it.each([
    ["", "Foreground"],
    ["Orphan", "Orphan"],
    ["BACKGROUND", "Background"],
    ["sideways", "Foreground"],
  ])("say what becomes of dependents: %j is %s", (value, policy) => {
    expect(propagationOf(annotated("deletionPropagationPolicy", value))).toBe(policy);
  });
});
