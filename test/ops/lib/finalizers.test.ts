import { heldObjects, serveFinalizers, serveFinalizersOf } from "../../../ops/lib/finalizers.ts";
import { type Step, stepOf } from "../../../ops/lib/steps.ts";
import { type Access, findTarget } from "../../../ops/lib/target.ts";
import { type Cluster, UnknownKind } from "../../../ops/lib/cluster.ts";
import type { LocalController } from "../../../ops/lib/control-plane.ts";
import { fakeCluster, fakeEngine, type FakePorts, fakePorts, live } from "../support/fakes.ts";

const plain = live({
  apiVersion: "argoproj.io/v1alpha1",
  kind: "Application",
  name: "core",
  namespace: "argocd",
});
const application = {
  ...plain,
  metadata: { ...plain.metadata, finalizers: ["resources-finalizer.argocd.argoproj.io"] },
};
const running: LocalController = {
  name: "argocd-application-controller",
  state: "running",
  endpoints: {},
};

const accessTo = (cluster: Cluster): Access => ({
  ...{ engine: fakeEngine({}), cluster, stateFolder: undefined, configFile: "" },
  ...{ door: { pack: "" }, kubeconfig: ".local/kubeconfig" },
});

describe("finalizers at the removal of a local environment", () => {
  let ports: FakePorts;
  const served = async (
    objects = [application],
    options: { controllers?: readonly LocalController[]; canRunControllers?: boolean } = {},
    environment = "local",
  ) => {
    const released: string[] = [];
    const files = { "Pulumi.dev.yaml": "config: {}\n" };
    ports = fakePorts({ ...options, files });
    const cluster = {
      ...fakeCluster(objects, true, released),
      list: ([type = ""]: readonly string[]) =>
        Promise.resolve(type.startsWith("applications.") ? objects : []),
    };
    await serveFinalizers(findTarget(ports.root, { environment }), accessTo(cluster), ports);
    return { released, planes: ports.planes, printed: ports.printed() };
  };

  afterEach(() => {
    ports.remove();
  });

  it("are nobody's business when there are none, or when who serves them runs", async () => {
    expect((await served([plain as typeof application])).planes).toEqual([]);
    ports.remove();
    const { planes, released } = await served([application], { controllers: [running] });
    expect([planes, released]).toEqual([[], []]);
  });

  it("are served by an Argo CD that is started for it", async () => {
    const { planes, released, printed } = await served();

    expect([planes, released]).toEqual([["follow local full"], []]);
    expect(printed).toEqual(["finalizers 1 object wait for Argo CD: starting it"]);
  });

  it("are cleared, with a word about it, where Argo CD cannot be started", async () => {
    const { planes, released, printed } = await served([application], { canRunControllers: false });

    expect([planes, released]).toEqual([[], ["core"]]);
    expect(printed).toEqual([
      "finalizers cleared on 1 object: Argo CD is not built here, so what its applications made goes with the namespaces",
    ]);
  });

  it("are left alone on a real cluster", async () => {
    const { planes, released } = await served([application], { canRunControllers: false }, "dev");

    expect([planes, released]).toEqual([[], []]);
  });

  it("matter to an up only when it takes such an object away", async () => {
    const [metadata, type] = [
      { name: "core", namespace: "argocd" },
      "kubernetes:argoproj.io/v1alpha1:Application",
    ];
    const urn = `urn:pulumi:local::intelgraph::${type}::core`;
    const planned = (op: "update" | "delete", name = "core") =>
      stepOf({
        ...{ op, urn, type, provider: "" },
        old: {
          ...{ type, urn, custom: true, id: "", parent: "", provider: "" },
          inputs: { metadata: { ...metadata, name } },
          outputs: {},
        },
      });
    const planes = async (...steps: readonly Step[]) => {
      ports = fakePorts();
      const cluster = {
        ...fakeCluster(),
        list: ([one = ""]: readonly string[]) =>
          Promise.resolve(one.startsWith("applications.") ? [application] : []),
      };
      await serveFinalizersOf(
        steps,
        findTarget(ports.root, { environment: "local" }),
        accessTo(cluster),
        ports,
      );
      const { planes: told } = ports;
      ports.remove();
      return told;
    };

    expect(await planes(planned("update"))).toEqual([]);
    expect(await planes(planned("delete", "other"))).toEqual([]);
    expect(await planes(planned("delete"))).toEqual(["follow local full"]);
    ports = fakePorts();
  });

  it("of kinds that the API server does not know are none; of an API that is away nobody can tell", async () => {
    ports = fakePorts();
    const failing = (error: Error) => ({ ...fakeCluster(), list: () => Promise.reject(error) });

    expect(await heldObjects(failing(new UnknownKind()))).toEqual([]);
    await expect(heldObjects(failing(new Error("away")))).rejects.toThrow("away");
  });
});
