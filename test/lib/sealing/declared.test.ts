import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { declaredFor, partsOf, readDeclarations } from "../../../lib/sealing/declared.ts";
import { declarations } from "../../../lib/sealing/read.ts";

const read = (text: string) => readDeclarations(text, "secrets/declared.yaml");

describe("declared secrets", () => {
  it("are strict and Opaque unless they say otherwise", () => {
    const all = read(
      "argocd/argocd-secret:\n  why: signs sessions\n  keys: { server.secretkey: { generate: 32:base64url } }\n",
    );

    expect(all).toEqual({
      "argocd/argocd-secret": {
        why: "signs sessions",
        keys: { "server.secretkey": { generate: "32:base64url" } },
        type: "Opaque",
        labels: {},
        scope: "strict",
      },
    });
  });

  it("are none only when the file says so", () => {
    expect(read("# nothing yet\n{}\n")).toEqual({});
    for (const cut of ["", "# the rest is gone\n", "null\n"]) {
      expect(() => read(cut)).toThrow(
        "secrets/declared.yaml: is empty; restore it from git, or write {} where nothing is to be sealed",
      );
    }
  });

  it("are for environments that there are", () => {
    const named = (names: string) =>
      read(`core/a: { why: x, keys: { k: {} }, environments: [${names}] }`);

    expect(() => named("stage, production, prd")).toThrow(
      'secrets/declared.yaml: core/a.environments.1: "production" is no environment; known: local, dev, stage, prod, core/a.environments.2: "prd" is no environment; did you mean prod?; see docs/runbooks/secrets.md',
    );
    expect(() => named("pr-7")).toThrow('"pr-7" is no environment');
    expect(named("local, dev, stage, prod")["core/a"]?.environments).toHaveLength(4);
  });

  it("are refused when their file is not there, or cannot be read", () => {
    const root = mkdtempSync(join(tmpdir(), "intelgraph-declared-"));
    try {
      expect(() => declarations(root)).toThrow(
        "secrets/declared.yaml: is not there; restore it from git",
      );
      mkdirSync(join(root, "secrets/declared.yaml"), { recursive: true });
      expect(() => declarations(root)).toThrow(
        "secrets/declared.yaml: cannot be read; restore it from git",
      );
    } finally {
      rmSync(root, { recursive: true });
    }
  });

  it("hold for all environments, or for those they name", () => {
    const all = read(
      "core/b: { why: x, keys: { k: {} }, environments: [prod] }\ncore/a: { why: x, keys: { k: {} } }\n",
    );
    const names = (environment: string) => declaredFor(all, environment).map(([name]) => name);

    expect([names("dev"), names("prod")]).toEqual([["core/a"], ["core/a", "core/b"]]);
    expect(partsOf("core/a.b")).toEqual({ namespace: "core", name: "a.b" });
  });

  it("are refused with every fault at once", () => {
    const text =
      "nowhere: { why: x, keys: { k: {} } }\n" +
      'core/a: { why: "", keys: {}, scope: everywhere }\n' +
      "core/b: { why: x, keys: { k: { generate: 32 } }, kind: x }\n" +
      "core/c: { why: x, keys: { k: { generate: 32:rot13 } } }\n";

    expect(() => read(text)).toThrow(
      new RegExp(
        [
          "^secrets/declared.yaml: nowhere: is no <namespace>/<name> of a Secret",
          "core/a.why: .*",
          "core/a.keys: names no key",
          "core/a.scope: .*",
          "core/b.keys.k.generate: .*",
          'core/b: .*"kind".*',
          "core/c.keys.k.generate: is no generator; write for example 32:base64url.*",
          "see docs/runbooks/secrets.md$",
        ].join(".*"),
        "s",
      ),
    );
  });

  it("have nothing stand in for what is generated", () => {
    const keys = "url: { standIn: https://x.invalid/ }, t: { generate: 32:hex, standIn: x }";

    expect(() => read(`core/a: { why: x, keys: { ${keys} } }`)).toThrow(
      "core/a.keys.t: is generated, so that nothing stands in for it; remove standIn;",
    );
  });

  it("are refused when they are no YAML", () => {
    expect(() => read("a: [")).toThrow("secrets/declared.yaml: cannot be read as YAML; correct it");
  });
});
