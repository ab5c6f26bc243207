import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parse, parseDocument } from "yaml";

import { deriveConfig, derivedValue } from "../../../ops/lib/derived-config.ts";
import { environmentFile, fileOf } from "../../../ops/lib/environment-file.ts";
import { labelValue } from "../../../ops/lib/preview-owner.ts";

describe("settings of an environment", () => {
  let folder: string;
  const write = (text: string, name = "Pulumi.dev.yaml") => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "intelgraph-settings-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("gives the runner its part and the cluster", () => {
    const path = write(
      [
        "config:",
        "  intelgraph:environment:",
        "    cluster: { kubeconfig: .local/kube/dev, context: dev, identifier: x }",
        "  intelgraph:runner:",
        "    backend: s3://bucket",
        "    nodes: { count: 3, cpu: 32, memory: 128Gi }",
      ].join("\n"),
    );

    expect(environmentFile(path)).toMatchObject({
      name: "Pulumi.dev.yaml",
      runner: { backend: "s3://bucket", nodes: { count: 3, cpu: 32, memory: "128Gi" } },
      cluster: { kubeconfig: ".local/kube/dev", context: "dev" },
    });
  });

  it("lists every fault of the runner's part at once", () => {
    const path = write(
      "config:\n  intelgraph:runner:\n    backend: bucket\n    secretsProvider: kms\n    nodes: { count: 0, cpu: 1, memory: 1Gi }\n    node: 1\n",
    );
    let faults: string[] = [];

    try {
      environmentFile(path);
    } catch (error) {
      faults = (error as AggregateError).errors.map((one: Error) => one.message);
    }

    expect(faults).toEqual([
      "Pulumi.dev.yaml intelgraph:runner.backend: is no backend URL; write for example s3://bucket/path?region=eu-central-1",
      "Pulumi.dev.yaml intelgraph:runner.secretsProvider: is neither passphrase nor a key URL like awskms://alias/name?region=eu-central-1; see docs/local.md for the runner's settings",
      "Pulumi.dev.yaml intelgraph:runner.nodes.count: Too small: expected number to be >=1; see docs/local.md for the runner's settings",
      'Pulumi.dev.yaml intelgraph:runner: Unrecognized key: "node"; see docs/local.md for the runner\'s settings',
    ]);
  });

  it.each([
    ["nothing", ""],
    ["a text", "config"],
    ["no map under config", "config: 1\n"],
    ["no map as environment", "config:\n  intelgraph:environment: 1\n"],
  ])("leaves it to the program to say that there is %s", (_, text) => {
    expect(environmentFile(write(text))).toMatchObject({ runner: {}, cluster: undefined });
  });

  it("names file and line of what is no YAML", () => {
    expect(() => environmentFile(write("config:\n  a: [1\n"))).toThrow(
      /^Pulumi\.dev\.yaml line \d+: .*; correct the YAML there$/,
    );
  });

  it("shares one file between all previews unless one has its own", () => {
    const shared = write("", "Pulumi.pr.yaml");

    expect(fileOf(folder, "pr-7")).toBe(shared);
    expect(fileOf(folder, "pr-7")).not.toBe(write("", "Pulumi.pr-7.yaml"));
    expect(fileOf(folder, "stage")).toBeUndefined();
  });

  describe("for a run", () => {
    const source = parseDocument("# why\nconfig:\n  a: 1\n");
    const derive = (replacements: readonly (readonly [readonly string[], unknown])[] = []) =>
      deriveConfig({
        folder: join(folder, "config"),
        project: "p",
        stack: "dev",
        source,
        replacements,
      });

    it("are the committed ones with what was put in their place, texts in quotes", () => {
      const path = derive([[["p:preview"], { expires: "2026-11-27T10:00:00Z", n: 1 }]]);

      const text = readFileSync(path, "utf8");
      expect(text).toContain("# why");
      expect(text).toContain('"2026-11-27T10:00:00Z"');
      expect(parse(text)).toEqual({
        config: { a: 1, "p:preview": { expires: "2026-11-27T10:00:00Z", n: 1 } },
      });
      expect(derivedValue(join(folder, "config"), "dev", ["p:preview"])).toEqual({
        expires: "2026-11-27T10:00:00Z",
        n: 1,
      });
    });

    it("keep the salt that the engine wrote into the last ones", () => {
      const path = derive();
      writeFileSync(path, `${readFileSync(path, "utf8")}encryptionsalt: v1:abc\n`);

      derive();

      expect(parse(readFileSync(path, "utf8"))).toEqual({
        config: { a: 1 },
        encryptionsalt: "v1:abc",
      });
    });

    it("have a project file beside them, so that a stack can be made there", () => {
      derive();

      expect(parse(readFileSync(join(folder, "config/Pulumi.yaml"), "utf8"))).toEqual({
        name: "p",
        runtime: "nodejs",
      });
    });
  });

  it.each([
    ["Ana.Maria", "ana.maria"],
    ["@@", "unknown"],
    ["-a b-", "a-b"],
  ])("make %s a label value", (text, value) => {
    expect(labelValue(text)).toBe(value);
  });
});
