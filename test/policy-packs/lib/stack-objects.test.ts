import { namespacesIn } from "../../../policy-packs/lib/stack-namespaces.ts";
import {
  doubtOf,
  gather,
  isKind,
  namespaceOf,
  objectsIn,
} from "../../../policy-packs/lib/stack-objects.ts";
import { lenderOf, podLabelsOf } from "../../../policy-packs/lib/stack-pods.ts";
import { subjectOf } from "../../../policy-packs/lib/subject.ts";
import { throwing } from "../fixtures/fixture.ts";

type Props = Readonly<Record<string, unknown>>;

const subject = (type: string, props: Props, name = "it", provider?: string) =>
  subjectOf({ type: `kubernetes:${type}`, name, urn: `urn:${name}`, provider, props });
const deployment = (metadata: Props, name = "api", provider?: string, labels: unknown = {}) =>
  subject(
    "apps/v1:Deployment",
    { metadata, spec: { template: { metadata: { labels }, spec: {} } } },
    name,
    provider,
  );
const rollout = (spec: Props, namespace = "core") =>
  subject("argoproj.io/v1alpha1:Rollout", { metadata: { name: "web", namespace }, spec }, "web");
const namespace = (name: unknown, provider?: string) =>
  subject("core/v1:Namespace", { metadata: { name } }, `ns-${String(name)}`, provider);
const objectOf = (one: ReturnType<typeof subject>) => {
  const [found] = objectsIn([one]).found;
  if (found === undefined) throw new Error("it cannot be read");
  return found;
};

describe("gather", () => {
  const bucket = subjectOf({ type: "aws:s3/bucket:Bucket", name: "b", props: {} });
  const list = subject(
    "core/v1:List",
    { items: [{ apiVersion: "v1", kind: "Service" }, null] },
    "l",
    "a",
  );

  it("goes over every object, those in lists too, and says where each is", () => {
    const { found, strays } = objectsIn([bucket, list, namespace("core")]);

    expect(found).toMatchObject([
      { label: 'List "l" items[0]', urn: "urn:l", cluster: "a", object: { kind: "Service" } },
      {
        label: 'Namespace "ns-core"',
        urn: "urn:ns-core",
        cluster: "",
        object: { kind: "Namespace" },
      },
    ]);
    expect(strays).toEqual([
      { urn: "urn:l", cluster: "a", reason: 'List "l" items[1]: is not an object' },
    ]);
  });

  it("keeps what is taken, and hides nothing behind what throws", () => {
    const { found, strays } = gather([namespace("a"), namespace("b"), namespace("c")], (one) => {
      if (one.label.includes("a")) throw new Error("boom");
      return one.urn === "urn:ns-b" ? undefined : one.urn;
    });

    expect(found).toEqual([]);
    expect(strays.map(doubtOf)).toEqual(
      ["a", "b", "c"].map((name) => ({
        message: `Namespace "ns-${name}": the rule failed: boom`,
        cannotTell: true,
        urn: `urn:ns-${name}`,
      })),
    );
  });

  it("leaves out what is not taken", () => {
    const { found } = gather([namespace("a"), namespace("b")], ({ urn }) =>
      urn === "urn:ns-a" ? undefined : urn,
    );

    expect(found).toEqual(["urn:ns-b"]);
  });
});

describe("isKind", () => {
  it.each([
    ["apps", "Deployment", false, true],
    ["apps", "Deployment", true, false],
    ["", "Deployment", false, false],
    ["apps", "DaemonSet", false, false],
  ])("%s/%s, a patch: %s, is a Deployment of apps: %s", (group, kind, patch, expected) => {
    expect(isKind({ group, kind, patch, props: {} }, "apps", "Deployment")).toBe(expected);
  });
});

describe("namespaceOf", () => {
  it("reads the metadata, and the top of a Release of Helm", () => {
    const release = subject("helm.sh/v3:Release", { namespace: "argocd", metadata: {} });

    expect(namespaceOf(objectOf(deployment({ namespace: "core" })).object)).toBe("core");
    expect(namespaceOf(objectOf(release).object)).toBe("argocd");
  });

  it.each([{}, { namespace: null }, { namespace: "" }])("demands one in %j", (metadata) => {
    expect(() => namespaceOf(objectOf(deployment(metadata)).object)).toThrow(
      "metadata.namespace is not there yet",
    );
  });
});

describe("namespacesIn", () => {
  const places = (...subjects: Parameters<typeof namespacesIn>[0]) =>
    namespacesIn(subjects).namespaces.map(({ name, cluster, user }) => [name, cluster, user]);

  it("takes what creates a namespace before what uses it, whichever comes first", () => {
    const used = deployment({ namespace: "core" });

    expect(places(used, namespace("core"))).toEqual([["core", "", undefined]]);
    expect(places(namespace("core"), used)).toEqual([["core", "", undefined]]);
  });

  it("names the first user of a namespace that the stack does not create", () => {
    const users = ["a", "b"].map((name) => deployment({ namespace: "core" }, name));

    expect(places(...users)).toEqual([["core", "", 'Deployment "a"']]);
  });

  it("tells namespaces of one name in two clusters apart", () => {
    expect(places(namespace("core", "a"), deployment({ namespace: "core" }, "api", "b"))).toEqual([
      ["core", "a", undefined],
      ["core", "b", 'Deployment "api"'],
    ]);
  });

  it("counts a Rollout that borrows its pods, and nothing that makes none", () => {
    const service = subject("core/v1:Service", { metadata: { namespace: "other" } });
    const patch = subject("core/v1:NamespacePatch", { metadata: { name: "patched" } });

    expect(places(rollout({ workloadRef: {} }, "shared"), service, patch)).toEqual([
      ["shared", "", 'Rollout "web"'],
    ]);
  });

  it("keeps what it cannot place", () => {
    const { namespaces, strays } = namespacesIn([namespace(null), deployment({})]);

    expect(namespaces).toEqual([]);
    expect(strays.map(({ reason }) => reason)).toEqual([
      'Namespace "ns-null": metadata.name is not there yet',
      'Deployment "api": metadata.namespace is not there yet',
    ]);
  });
});

describe("podLabelsOf", () => {
  it("reads the labels of the template, not those of the object", () => {
    const one = deployment({ labels: { app: "no" } }, "api", undefined, { app: "api" });

    expect(podLabelsOf(objectOf(one).object)).toEqual({ app: "api" });
    expect(podLabelsOf(objectOf(deployment({}, "api", undefined, null)).object)).toEqual({});
  });

  it("reads those of a Pod at its top", () => {
    const pod = subject("core/v1:Pod", { metadata: { labels: { app: "api" } } });

    expect(podLabelsOf(objectOf(pod).object)).toEqual({ app: "api" });
  });

  it("throws when nobody can tell", () => {
    const release = subject("helm.sh/v3:Release", {});

    expect(() => podLabelsOf(objectOf(release).object)).toThrow(
      "the labels of the pods of a Release do not show",
    );
    expect(() => podLabelsOf(objectOf(deployment({}, "api", undefined, "api")).object)).toThrow(
      "the labels of its pods are not an object",
    );
  });
});

describe("lenderOf", () => {
  const workloadRef = { apiVersion: "apps/v1", kind: "Deployment", name: "api" };
  const lender = deployment({ name: "api", namespace: "core" });
  const of = (borrower: ReturnType<typeof subject>, ...others: ReturnType<typeof subject>[]) =>
    lenderOf(objectOf(borrower), objectsIn(others).found);

  it("is the object itself, unless it borrows", () => {
    const own = rollout({ workloadRef, template: {} });

    expect(of(lender).object).toBe(objectOf(lender).object);
    expect(of(own, lender).label).toBe('Rollout "web"');
  });

  it("is the object of that kind and name, in the same namespace of the same cluster", () => {
    const others = [
      deployment({ name: "apis", namespace: "core" }, "a"),
      deployment({ name: "api", namespace: "other" }, "b"),
      deployment({ name: "api", namespace: "core" }, "c", "far"),
      subject("apps/v1:ReplicaSet", { metadata: { name: "api", namespace: "core" } }, "d"),
      subject("apps/v1:DeploymentPatch", { metadata: { name: "api", namespace: "core" } }, "e"),
    ];

    expect(of(rollout({ workloadRef }), ...others, lender).label).toBe('Deployment "api"');
    expect(() => of(rollout({ workloadRef }), ...others)).toThrow(
      'Deployment "api", whose pods it borrows, is not here',
    );
  });

  it.each(["apiVersion", "kind", "name"])("demands that the reference says its %s", (key) => {
    const borrower = rollout({ workloadRef: { ...workloadRef, [key]: "" } });

    expect(() => of(borrower, lender)).toThrow(`spec.workloadRef.${key} is not there yet`);
  });

  it("throws when it cannot see whether an object is the one", () => {
    const hidden = subject("apps/v1:Deployment", {
      metadata: throwing({ name: "api", namespace: "core" }, "name"),
    });

    expect(() => of(rollout({ workloadRef }), hidden)).toThrow("boom");
  });
});
