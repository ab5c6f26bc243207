import { junitOf } from "../../../../ops/lib/policy-check/junit.ts";
import { askedRules, reportOver, TWO_PODS, waiverOf } from "../../support/check-reports.ts";
import { allOf, type Element, readXml } from "../../support/xml.ts";

const xmlOf = (...args: Parameters<typeof reportOver>) =>
  readXml(junitOf(reportOver(...args), askedRules));
const counts = ({ attributes }: Element) =>
  ["tests", "failures", "skipped"].map((key) => Number(attributes[key]));
const bySuite = (root: Element): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(root.children.map((suite) => [suite.attributes["name"] ?? "", counts(suite)]));

describe("junitOf", () => {
  it("is well-formed, with a suite per pack and counts that add up", () => {
    const root = xmlOf(TWO_PODS);

    expect(root.name).toBe("testsuites");
    expect(counts(root)).toEqual([5, 5, 0]);
    expect(bySuite(root)).toEqual({
      provenance: [2, 2, 0],
      "resource-limits": [1, 1, 0],
      "network-policies": [2, 2, 0],
    });
    for (const suite of root.children)
      expect(counts(suite)).toEqual([
        allOf(suite, "testcase").length,
        allOf(suite, "failure").length,
        allOf(suite, "skipped").length,
      ]);
  });

  it("names resource, file, line, finding and fix of a failure", () => {
    const [one] = allOf(xmlOf(TWO_PODS), "testcase");
    const [failure] = one?.children ?? [];

    expect(one?.attributes).toEqual({
      classname: "provenance/image-digest",
      name: "Pod default/web",
      file: "deploy/pods.yaml",
      line: "1",
    });
    expect(failure?.attributes).toEqual({
      message: 'container "web" uses image "web:1", pinned by no digest',
      type: "high",
    });
    expect(failure?.text).toMatch(
      /^container "web" .*\nfix: .*\ndeploy\/pods\.yaml:1\ncontainer "side" /,
    );
  });

  it("lets a rule without findings pass, and an advisory one with its words", () => {
    const good = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}";
    expect(counts(xmlOf(good))).toEqual([3, 0, 0]);

    const advisory = ["image-digest", "empty-dir-size", "default-deny"];
    const root = xmlOf(TWO_PODS, { advisory });
    expect(counts(root)).toEqual([5, 0, 0]);
    expect(allOf(root, "system-out").map(({ text }) => text)).toContainEqual(
      expect.stringContaining("cannot tell: volumes is not a list"),
    );
  });

  it("skips what is waived, and says by whom", () => {
    const waivers = [waiverOf("provenance/image-digest", "Pod default/web")];
    const [skipped] = allOf(xmlOf(TWO_PODS, { waivers }), "skipped");

    expect(skipped?.attributes["message"]).toMatch(
      /^waived until 2026-12-31 by graph-team \(INT-42\): container "web"/,
    );
  });

  it("has a way to write whatever stands in a manifest", () => {
    const odd = `a"<&>'\u0007\uFFFE\u{1F600} b`;
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: odd },
      spec: { containers: [{ name: odd, image: odd }] },
    };

    const [one] = allOf(xmlOf(JSON.stringify(pod), { file: 'a"b.json' }), "testcase");

    expect(one?.attributes["name"]).toBe(`Pod default/a"<&>'\uFFFD\uFFFD\u{1F600} b`);
    expect(one?.attributes["file"]).toBe('a"b.json');
  });
});
