import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { neededGo, outputName } from "../../../local/toolchain/go.ts";
import { readTools } from "../../../local/toolchain/tool.ts";
import { isAccepted, versionIn } from "../../../local/toolchain/version.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";

const tools = readTools();
const goMod = (folder: string) => readFileSync(join(folder, "go.mod"), "utf8");

describe("tools of this repository", () => {
  it("makes the core first", () => {
    expect(tools.map(({ name, profile }) => [name, profile])).toEqual([
      ["pulumi", "core"],
      ["kubernetes", "core"],
      ["kwok", "core"],
      ["alertmanager", "full"],
      ["argo-cd", "full"],
      ["argo-rollouts", "full"],
      ["cosign", "on first need"],
      ["helm", "on first need"],
      ["kyverno", "bench only"],
      ["miniredis", "full"],
      ["opa", "bench only"],
      ["otelcol", "full"],
      ["process-compose", "full"],
      ["prometheus", "full"],
      ["prometheus-operator", "full"],
      ["sealed-secrets", "full"],
    ]);
  });

  it.each(tools.map((tool) => [tool.name, tool] as const))(
    "%s says in tool.json what go.mod pins",
    (_, { folder, module, version, moduleVersion = version, binaries, variables }) => {
      const pinned = new RegExp(`^(?:\\s*|require )${module.replaceAll(".", "\\.")} v(\\S+)`, "m");
      const targets = [...goMod(folder).matchAll(/^(?:tool|\t)\s*([^\s(]+)$/gm)].map(
        ([, path]) => path,
      );

      expect(pinned.exec(goMod(folder))?.[1]).toBe(moduleVersion);
      expect(existsSync(join(folder, "go.sum"))).toBe(true);
      expect(binaries.map((binary) => binary.package).sort()).toEqual(targets.sort());
      for (const value of Object.values(variables)) expect(value.replace(/^v/, "")).toBe(version);
    },
  );

  it.each(tools.map((tool) => [tool.name, tool] as const))(
    "%s accepts on PATH the version it would build",
    (_, { folder, version, binaries }) => {
      for (const binary of binaries) {
        const pinned = new RegExp(`^\\s*${binary.package.replaceAll(".", "\\.")} v(\\S+)`, "m");
        const own = versionIn(pinned.exec(goMod(folder))?.[1] ?? "") ?? version;
        expect([binary.name, isAccepted(own, binary.accepts)]).toEqual([binary.name, true]);
      }
    },
  );

  it("needs a Go whose version go.mod states", () => {
    expect(tools.map(neededGo).every((version) => /^1\.2\d\.\d+$/.test(version))).toBe(true);
  });
});

describe("reading tools", () => {
  afterEach(removeFolders);

  it("takes a folder with a tool.json as a tool and leaves others alone", () => {
    const folder = newFolder();
    writeFile(join(folder, "late", "tool.json"), '{"name":"late"}');
    writeFile(join(folder, "kwok", "tool.json"), '{"name":"kwok"}');
    writeFile(join(folder, "notes", "README.md"), "");

    const read = readTools(folder);

    expect(read.map(({ name }) => name)).toEqual(["kwok", "late"]);
    expect(read[1]?.folder).toBe(join(folder, "late"));
  });

  it.each([
    ["k8s.io/kubernetes/cmd/kubectl", "kubectl"],
    ["go.etcd.io/etcd/server/v3", "server"],
    ["helm.sh/helm/v4/cmd/helm", "helm"],
  ])("knows the name under which Go puts %s", (goPackage, name) => {
    expect(outputName(goPackage)).toBe(name);
  });
});
