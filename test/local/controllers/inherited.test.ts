import type { Api } from "../../../local/control-plane/api.ts";
import { controllersOf } from "../../../local/controllers/controllers.ts";
import { joined, withInherited } from "../../../local/controllers/inherited.ts";
import { place, ports } from "./support.ts";

describe("arguments of a controller", () => {
  it.each([
    [
      ["--a=1", "--listen=:80", "--b"],
      ["--listen=127.0.0.1:1"],
      ["--a=1", "--b", "--listen=127.0.0.1:1"],
    ],
    [
      ["--listen", ":80", "--b", "2"],
      ["--listen", "127.0.0.1:1"],
      ["--b", "2", "--listen", "127.0.0.1:1"],
    ],
    [["--node=$(NODE)", "-b"], ["--c"], ["-b", "--c"]],
    [[], ["--c"], ["--c"]],
  ])("are those of its pod %j but for its own %j", (pod, own, expected) => {
    expect(joined(pod, own)).toEqual(expected);
  });

  it("come from the Deployment in the cluster, for those that take them over", async () => {
    const args = ["--namespaces=core,platform", "--web.listen-address=:8080"];
    const deployment = { spec: { template: { spec: { containers: [{ args }] } } } };
    const asked: string[] = [];
    const api: Api = {
      get: (path) => {
        asked.push(path);
        const known = path.endsWith("/prometheus-operator");
        return Promise.resolve(
          known ? { status: 200, text: JSON.stringify(deployment) } : { status: 404, text: "" },
        );
      },
      send: () => Promise.reject(new Error("nothing is sent")),
      close: () => undefined,
    };
    const all = controllersOf(place);

    const resolved = all.map(await withInherited(api, all));

    const argsOf = (name: string, of = resolved) => of.find((each) => each.name === name)?.args;
    expect(argsOf("prometheus-operator")).toEqual([
      "--namespaces=core,platform",
      `--web.listen-address=127.0.0.1:${ports.prometheusOperator}`,
      "--web.enable-http2=false",
    ]);
    expect(argsOf("prometheus")).toEqual(argsOf("prometheus", [...all]));
    expect(asked.map((path) => path.split("/").at(-1))).toEqual([
      "sealed-secrets-controller",
      "argo-rollouts",
      "prometheus-operator",
    ]);
  });

  it("come with the annotations of the pod, so that a pod made anew is a process started anew", async () => {
    const answers = new Map([
      ["prometheus-operator", { metadata: { annotations: { "checksum/config": "1" } } }],
      ["argo-rollouts", {}],
    ]);
    const api: Api = {
      get: (path) => {
        const template = answers.get(path.split("/").at(-1) ?? "");
        const text = JSON.stringify({ spec: { template } });
        return Promise.resolve(
          template === undefined ? { status: 404, text: "" } : { status: 200, text },
        );
      },
      send: () => Promise.reject(new Error("nothing is sent")),
      close: () => undefined,
    };
    const all = controllersOf(place);

    const resolved = all.map(await withInherited(api, all));

    const envOf = (name: string, of = resolved) => of.find((each) => each.name === name)?.env;
    const own = (name: string) => envOf(name, [...all]);
    expect(envOf("prometheus-operator")).toEqual({
      ...own("prometheus-operator"),
      POD_ANNOTATIONS: '{"checksum/config":"1"}',
    });
    expect(envOf("argo-rollouts")).toEqual({ ...own("argo-rollouts"), POD_ANNOTATIONS: "{}" });
    for (const name of ["sealed-secrets-controller", "prometheus"])
      expect(envOf(name)).toEqual({ ...own(name) });
  });
});
