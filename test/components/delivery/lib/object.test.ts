import {
  changed,
  identity,
  inNamespace,
  type KubernetesObject,
  labelled,
  missing,
  patched,
  without,
} from "../../../../components/delivery/lib/object.ts";

const account: KubernetesObject = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "bot", labels: { "app.kubernetes.io/part-of": "argocd" } },
};
const binding: KubernetesObject = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: "bot" },
  subjects: [
    { kind: "ServiceAccount", name: "bot", namespace: "example" },
    { kind: "Group", name: "team" },
  ],
};

describe("changes of objects", () => {
  it("put what is of a namespace into one, and bind accounts there", () => {
    const [one, other] = changed([account, binding], inNamespace("argocd"));

    expect(one?.metadata.namespace).toBe("argocd");
    expect(other?.metadata).toEqual({ name: "bot" });
    expect(other?.["subjects"]).toEqual([
      { kind: "ServiceAccount", name: "bot", namespace: "argocd" },
      { kind: "Group", name: "team" },
    ]);
  });

  it("leave an object in the namespace it names", () => {
    const placed = { ...account, metadata: { name: "bot", namespace: "core" } };

    expect(inNamespace("argocd")(placed).metadata.namespace).toBe("core");
  });

  it("add labels and keep those that are there", () => {
    const { metadata } = labelled({ "app.kubernetes.io/part-of": "ours", tier: "a" })(account);

    expect(metadata.labels).toEqual({ "app.kubernetes.io/part-of": "argocd", tier: "a" });
  });

  it("patch one object only, and none of another kind", () => {
    const rename = patched("ServiceAccount bot", () => ({ automount: false }));

    expect(changed([account, binding], rename)).toEqual([
      { ...account, automount: false },
      binding,
    ]);
  });

  it("take objects away by kind and name, and say which were not there", () => {
    expect(without([account, binding], ["ServiceAccount bot"]).map(identity)).toEqual([
      "ClusterRoleBinding bot",
    ]);
    expect(missing([account], ["ServiceAccount bot", "Role bot"])).toEqual(["Role bot"]);
  });
});
