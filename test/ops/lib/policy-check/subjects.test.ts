import { documentsOf, manifestsOf } from "../../../../ops/lib/manifests/manifest.ts";
import { subjectsOf } from "../../../../ops/lib/policy-check/subjects.ts";
import { identityOf } from "../../../../policy-packs/lib/subject.ts";

const made = (text: string, namespace = "core") =>
  subjectsOf(
    manifestsOf(documentsOf(text, "x.yaml"), text).map((manifest, at) => ({
      ...{ manifest, namespace, unseen: at === 0 ? ["out of sight"] : [] },
    })),
  );
const identities = (text: string) => made(text).subjects.map(identityOf);

describe("subjectsOf", () => {
  it("gives types as an engine does", () => {
    const { subjects } = made(
      "{apiVersion: v1, kind: Pod}\n---\n{apiVersion: apps/v1, kind: Deployment}",
    );

    expect(subjects.map(({ type }) => type)).toEqual([
      "kubernetes:core/v1:Pod",
      "kubernetes:apps/v1:Deployment",
    ]);
  });

  it.each([
    ["{apiVersion: v1, kind: Pod, metadata: {name: a}}", "Pod core/a"],
    ["{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: b}}", "Pod b/a"],
    ["{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: ''}}", "Pod core/a"],
    ["{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: null}}", "Pod core/a"],
    ["{apiVersion: v1, kind: Pod, metadata: {generateName: a-}}", "Pod core/a-*"],
    ["{apiVersion: v1, kind: Namespace, metadata: {name: a}}", "Namespace a"],
    ["{apiVersion: v1, kind: Pod, metadata: 7}", "Pod (unnamed 1)"],
    ["{apiVersion: v1, kind: Pod}", "Pod (unnamed 1)"],
  ])("puts %s where it would go", (text, identity) => {
    expect(identities(text)).toEqual([identity]);
  });

  it("tells resources of one name apart, and knows the place and what is unseen of each", () => {
    const pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";
    const { subjects, places, unseen } = made(`${pod}---\n${pod}`);
    const [first, second] = subjects.map(({ urn }) => urn);

    expect(first).not.toBe(second);
    expect(places.get(second)?.line()).toBe(5);
    expect([unseen.get(first), unseen.get(second)]).toEqual([["out of sight"], undefined]);
  });
});
