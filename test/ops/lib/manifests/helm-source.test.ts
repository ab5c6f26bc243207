import { helmValues } from "../../../../ops/lib/manifests/helm-source.ts";

const here = (text: string) => ({ path: `/chart/${text}`, found: !text.includes("missing") });
const read = (helm: unknown) => helmValues(helm, here);

describe("helmValues", () => {
  it("asks for nothing where nothing is said", () => {
    for (const helm of [undefined, null, {}])
      expect(read(helm)).toEqual({
        values: [],
        written: undefined,
        more: [],
        skipCrds: false,
        release: undefined,
        namespace: undefined,
      });
  });

  it("hands on files, written values, parameters, versions, names and definitions", () => {
    expect(
      read({
        releaseName: "api",
        namespace: "core",
        skipCrds: true,
        valueFiles: ["a.yaml", "b.yaml"],
        values: "a: 1",
        parameters: [
          { name: "a", value: "x,y" },
          { name: "b", value: "{x,y}" },
          { name: "c", value: "true", forceString: true },
          { name: "d", value: String.raw`x\,y` },
          { name: "e" },
        ],
        fileParameters: [{ name: "f", path: "f.txt" }],
        kubeVersion: "1.35",
        apiVersions: ["a.example/v1"],
      }),
    ).toEqual({
      values: ["/chart/a.yaml", "/chart/b.yaml"],
      written: "a: 1",
      more: [
        ...["--set", String.raw`a=x\,y`, "--set", "b={x,y}", "--set-string", "c=true"],
        ...["--set", String.raw`d=x\,y`, "--set", "e=", "--set-file", "f=/chart/f.txt"],
        ...["--kube-version", "1.35", "--api-versions", "a.example/v1"],
      ],
      skipCrds: true,
      release: "api",
      namespace: "core",
    });
  });

  it("prefers values as an object to values as a text", () => {
    expect(read({ valuesObject: { a: [1] }, values: "b: 2" }).written).toBe('{"a":[1]}');
  });

  it("leaves a missing values file out only when it may", () => {
    const valueFiles = ["missing.yaml", "a.yaml"];

    expect(read({ valueFiles, ignoreMissingValueFiles: true }).values).toEqual(["/chart/a.yaml"]);
    expect(() => read({ valueFiles })).toThrow(
      "its values file missing.yaml is not in this checkout",
    );
  });

  it.each([
    [
      { parameters: [{ name: "tag", value: "v-$ARGOCD_APP_REVISION" }] },
      "its parameter tag hangs on v-$ARGOCD_APP_REVISION",
    ],
    [
      { fileParameters: [{ name: "f", path: "missing.txt" }] },
      "its file parameter /chart/missing.txt is not in this checkout",
    ],
    [{ valueFiles: "a.yaml" }, "valueFiles is not a list"],
    [{ kubeVersion: 1.35 }, "kubeVersion is not a text"],
  ])("does not know what %j comes to", (helm, reason) => {
    expect(() => read(helm)).toThrow(reason);
  });
});
