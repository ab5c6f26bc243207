import { connectCluster } from "../../../components/environment/cluster-connection.ts";
import { record } from "../../support/record.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

const ambient = {
  KUBECONFIG: "/somewhere/else",
  PULUMI_K8S_ENABLE_PATCH_FORCE: "true",
  PULUMI_K8S_UPSERT_EXISTING_OBJECTS: "true",
  PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY: "false",
  PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE: "false",
  PULUMI_K8S_ENABLE_SECRET_MUTABLE: "false",
  PULUMI_K8S_DELETE_UNREACHABLE: "true",
  PULUMI_K8S_SKIP_UPDATE_UNREACHABLE: "true",
  PULUMI_K8S_SUPPRESS_DEPRECATION_WARNINGS: "true",
  PULUMI_K8S_SUPPRESS_HELM_HOOK_WARNINGS: "true",
};
const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

describe("connectCluster", () => {
  it("says everything itself and takes nothing from the surroundings", async () => {
    Object.assign(process.env, ambient);
    const cluster = { kubeconfig: "../.local/kube/dev", context: "dev", identifier: "cluster/dev" };

    const { resources } = await record(() => {
      connectCluster("cluster", cluster);
    });

    expect(resources).toEqual([
      {
        type: "pulumi:providers:kubernetes",
        name: "cluster",
        parent: undefined,
        protect: false,
        provider: undefined,
        inputs: {
          kubeconfig: "../.local/kube/dev",
          context: "dev",
          clusterIdentifier: "cluster/dev",
          strictMode: "true",
          enableServerSideApply: "true",
          enableConfigMapMutable: "true",
          enableSecretMutable: "true",
          enablePatchForce: "false",
          upsertExistingObjects: "false",
          deleteUnreachable: "false",
          skipUpdateUnreachable: "false",
          suppressDeprecationWarnings: "false",
          suppressHelmHookWarnings: "false",
        },
      },
    ]);
  });

  it("takes up what is there only when it is asked to", async () => {
    const cluster = { kubeconfig: "kube", context: "dev", identifier: "cluster/dev" };
    const { resources } = await record(() => {
      connectCluster("retained", { ...cluster, takesUp: true });
    });

    expect(resources[0]?.inputs).toMatchObject({
      upsertExistingObjects: "true",
      enablePatchForce: "false",
    });
  });
});
