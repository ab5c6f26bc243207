import { NamespaceAccess } from "../../../components/environment/namespace-access.ts";
import { record } from "../../support/record.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const build = () =>
  record(() => {
    new NamespaceAccess("core-access", { namespace: "core" });
  });

describe("NamespaceAccess", () => {
  it("makes an account, a role and a binding for each of the two identities", async () => {
    const { resources } = await build();
    const made = resources.map(({ type, name, parent }) => [type.split(":").at(-1), name, parent]);

    expect(made).toEqual([
      ["NamespaceAccess", "core-access", undefined],
      ["ServiceAccount", "core-access-deployer", "core-access"],
      ["ServiceAccount", "core-access-viewer", "core-access"],
      ["Role", "core-access-deployer", "core-access"],
      ["Role", "core-access-viewer", "core-access"],
      ["RoleBinding", "core-access-deployer", "core-access"],
      ["RoleBinding", "core-access-viewer", "core-access"],
    ]);
  });

  it("binds each account to its own role, in its own namespace only", async () => {
    const { resources } = await build();
    const bindings = resources.filter(({ type }) => type.endsWith(":RoleBinding"));

    expect(bindings.map(({ inputs }) => [inputs["roleRef"], inputs["subjects"]])).toEqual(
      ["deployer", "viewer"].map((name) => [
        { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
        [{ kind: "ServiceAccount", name, namespace: "core" }],
      ]),
    );
  });

  it("mounts no token into any pod", async () => {
    const { resources } = await build();
    const accounts = resources.filter(({ type }) => type.endsWith(":ServiceAccount"));

    expect(accounts.map(({ inputs }) => inputs["automountServiceAccountToken"])).toEqual([
      false,
      false,
    ]);
  });
});
