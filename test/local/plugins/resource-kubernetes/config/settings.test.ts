import { readSettings } from "../../../../../local/plugins/resource-kubernetes/config/settings.ts";

const variables = (values: Record<string, string>): Map<string, string> =>
  new Map(Object.entries(values).map(([key, value]) => [`kubernetes:config:${key}`, value]));

describe("readSettings", () => {
  it("is strict about everything by default", () => {
    expect(readSettings(new Map(), {})).toEqual({
      kubeconfig: "",
      context: "",
      cluster: "",
      namespace: "",
      deleteUnreachable: false,
      skipUpdateUnreachable: false,
      enableConfigMapMutable: false,
      enableSecretMutable: false,
      enablePatchForce: false,
      upsertExistingObjects: false,
    });
  });

  it("lets arguments win over the environment", () => {
    const environment = {
      PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE: "true",
      PULUMI_K8S_ENABLE_SECRET_MUTABLE: "true",
      KUBECONFIG: "ambient",
    };

    const settings = readSettings(
      variables({ enableSecretMutable: "false", kubeconfig: "given" }),
      environment,
    );

    expect(settings).toMatchObject({
      kubeconfig: "given",
      enableConfigMapMutable: true,
      enableSecretMutable: false,
    });
  });

  it.each([
    [{ renderYamlToDirectory: "out" }, "renderYamlToDirectory"],
    [{ enableServerSideApply: "false" }, "enableServerSideApply: false"],
  ])("refuses %j", (values, named) => {
    expect(() => readSettings(variables(values), {})).toThrow(
      `kubernetes provider: the stand-in plugin does not support ${named}; leave it out, or install the official plugin`,
    );
  });
});
