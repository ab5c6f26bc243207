import { textOf } from "../../../policy-packs/lib/finding.ts";
import {
  entryOf,
  isOf,
  judgeKinds,
  judgeObjects,
  mapAt,
} from "../../../policy-packs/lib/objects.ts";
import { subjectOf } from "../../../policy-packs/lib/subject.ts";
import { throwing } from "../fixtures/fixture.ts";

const KINDS = { "": ["Service"], apps: ["Deployment"] };
const service = { apiVersion: "v1", kind: "Service", metadata: { name: "web" } };
const subject = (type: string, props: object) =>
  subjectOf({ type, name: "it", props: props as Readonly<Record<string, unknown>> });
const list = (...items: unknown[]) => subject("kubernetes:core/v1:List", { items });

describe("isOf", () => {
  it.each([
    ["", "Service", true],
    ["apps", "Deployment", true],
    ["apps", "Service", false],
    ["", "Deployment", false],
    ["constructor", "name", false],
  ])("%s/%s: %s", (group, kind, expected) => {
    expect(isOf({ group, kind, patch: false, props: {} }, KINDS)).toBe(expected);
  });
});

describe("judgeObjects", () => {
  const judge = (shown: ReturnType<typeof subject>) => {
    const judgement = judgeKinds(shown, KINDS, "Service", ({ kind, patch, prefix, say }) => [
      say(`${prefix}${kind}${patch ? " patch" : ""}`),
    ]);
    return "notApplicable" in judgement ? judgement.notApplicable : [...judgement].map(textOf);
  };

  it("judges an object by itself, and a patch as one", () => {
    expect(judge(subject("kubernetes:core/v1:Service", service))).toEqual(["Service"]);
    expect(judge(subject("kubernetes:core/v1:ServicePatch", {}))).toEqual(["Service patch"]);
  });

  it("judges what it concerns in a list, and says which item; what cannot be read is never passed over", () => {
    expect(judge(list(service, { apiVersion: "v1", kind: "ConfigMap" }, null, service))).toEqual([
      "items[0]: items[0] Service",
      "cannot tell: items[2]: is not an object",
      "items[3]: items[3] Service",
    ]);
  });

  it("says what a subject without such an object is not", () => {
    expect(judge(subject("kubernetes:core/v1:ConfigMap", {}))).toBe("ConfigMap is no Service");
    expect(judge(list())).toBe("List is no Service");
    expect(judge(subject("aws:s3/bucket:Bucket", {}))).toBe("is not a Kubernetes object");
  });

  it("has a reason of its own", () => {
    const shown = subject("kubernetes:core/v1:ConfigMap", {});

    const judgement = judgeObjects(
      shown,
      () => false,
      () => [],
    );

    expect(judgement).toEqual({ notApplicable: "ConfigMap is none of its concern" });
  });

  it("cannot tell when it cannot see whether it is concerned", () => {
    const shown = subject("kubernetes:core/v1:Service", service);
    const boom = () => {
      throw new Error("boom");
    };

    const judgement = judgeObjects(shown, boom, () => []);

    expect("notApplicable" in judgement ? [] : [...judgement].map(textOf)).toEqual([
      "cannot tell: the rule failed: boom",
    ]);
  });
});

describe("mapAt and entryOf", () => {
  it.each([
    {},
    { metadata: null },
    { metadata: { labels: undefined } },
    { metadata: { labels: {} } },
  ])("finds an empty map in %j", (value) => {
    expect(mapAt(value, "metadata", "labels")).toEqual({});
  });

  it.each(["a", 7, [], true])("throws for %j, which is no map", (labels) => {
    expect(() => mapAt({ metadata: { labels } }, "metadata", "labels")).toThrow(
      "metadata.labels is not a map",
    );
  });

  it("keeps the empty text apart from none, and takes nothing that is inherited", () => {
    expect(entryOf({ a: "" }, "a")).toBe("");
    expect(entryOf({ a: null }, "a")).toBeUndefined();
    expect(entryOf({}, "toString")).toBeUndefined();
    expect(() => entryOf({ a: 1 }, "a")).toThrow('"a" is not a text');
    expect(() => entryOf(throwing({ a: "b" }, "a"), "a")).toThrow("boom");
  });
});
