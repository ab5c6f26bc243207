import { faultsOf } from "../../../../policy-packs/provenance/release/files.ts";
import { licenceSummary } from "../../../../policy-packs/provenance/release/licences.ts";
import {
  demandParameters,
  parametersOf,
} from "../../../../policy-packs/provenance/release/parameters.ts";
import { severityOf } from "../../../../policy-packs/provenance/release/severity.ts";
import { releaseFixture } from "../../../support/release.ts";
import { changed } from "./forgeries.ts";

test.each([
  [[{ method: "nvd", score: "CRITICAL" }], "critical"],
  [[{ method: "nvd", score: "9.0" }], "critical"],
  [[{ method: "cvss_score", score: 7 }], "high"],
  [
    [
      { method: "cvss", score: "6.9" },
      { method: "vendor", score: "high" },
    ],
    "high",
  ],
  [[{ method: "cvss", score: "6.9" }], "lower"],
  [[{ method: "epss", score: "0.97" }], "unrated"],
  [[{ method: "cvss", score: "CVSS:3.1/AV:N/AC:L" }], "unrated"],
  [[{ method: "cvss", score: "99" }], "unrated"],
  [[{ method: "cvss", score: "-1" }], "unrated"],
  [[{ method: "x", score: "unknown" }], "unrated"],
  [[{ method: "x", score: "__proto__" }], "unrated"],
  [[], "unrated"],
  [undefined, "unrated"],
])("severity %j is %s", (severity, rated) => {
  expect(severityOf(severity)).toBe(rated);
});

test("parameters are named by their path, and a dot in a name is no step of it", () => {
  const given = { a: { b: 1, "c.d": [true, "x"] }, none: {}, empty: [] };

  expect(parametersOf(given)).toEqual([
    ["a.b", 1],
    ['a."c.d".0', true],
    ['a."c.d".1', "x"],
  ]);
});

test.each([
  [{ a: "1" }, 'says it was built with a = "1", not 1'],
  [{ a: null }, "says it was built with a = null, not 1"],
  [{ b: 1 }, "says it was built with parameter b"],
  [{ constructor: 1 }, "says it was built with parameter constructor"],
  [JSON.parse('{"__proto__":1}'), "says it was built with parameter __proto__"],
])("parameters %j: %s", (given, message) => {
  expect(() => {
    demandParameters(given as Record<string, unknown>, { a: [1] });
  }).toThrow(message);
});

test("parameters that nest without end are refused", () => {
  let given: Record<string, unknown> = {};
  for (let depth = 0; depth < 100; depth++) given = { a: given };

  expect(() => parametersOf(given)).toThrow("nest too deep");
});

test("the licence summary counts each component once, sorted", () => {
  const licenses = (...ids: string[]) => ids.map((id) => ({ license: { id } }));
  const bom = {
    components: [
      { licenses: licenses("MIT") },
      {
        licenses: licenses("MIT", "Apache-2.0"),
        components: [{ licenses: [{ expression: "0BSD OR MIT" }] }],
      },
      { licenses: [{ license: { name: "Own Licence" } }] },
      {},
    ],
  };

  expect(JSON.parse(licenceSummary(bom))).toEqual({
    components: 5,
    licences: { "0BSD OR MIT": 1, "Apache-2.0 AND MIT": 1, MIT: 1, "Own Licence": 1 },
    unnamed: 1,
  });
});

describe("the release file", () => {
  const release = releaseFixture();
  const { file } = release;
  release.dispose();

  test.each([
    [
      ["services", "api", "image"],
      "registry.intelgraph.example/api:1.0",
      "services.api.image is no image as registry/repository@sha256:<64 hex>, written out and without a tag",
    ],
    [
      ["services", "api", "source", "repository"],
      "https://github.com/o/r.git",
      "services.api.source.repository ends in .git or dots",
    ],
    [
      ["services", "api", "source", "commit"],
      "abc",
      "services.api.source.commit is no commit of 40 hex digits",
    ],
    [
      ["services", "api", "since"],
      "yesterday",
      "services.api.since is no time such as 2026-11-28T12:00:00.000Z",
    ],
    [["services", "api", "extra"], 1, 'services.api has an unknown key "extra"'],
    [["services", "api", "build"], undefined, "services.api.build is missing or no string"],
    [["services", "API"], {}, "services.API is no name that is allowed here"],
    [["environment"], "production", 'environment is none of "local", "dev", "stage", "prod", "pr"'],
  ])("with %j as %j: %s", (path, value, fault) => {
    expect(faultsOf("release", changed(file, path, value))[0]).toBe(fault);
  });

  test("without a fault has none", () => {
    expect(faultsOf("release", file)).toEqual([]);
  });
});

describe("the trust file is exact", () => {
  const workflow = {
    images: ["registry.intelgraph.example/api"],
    repository: "https://github.com/intelgraph/platform",
    workflow: ".github/workflows/release.yml",
    ref: "refs/heads/main",
    issuer: "https://token.actions.githubusercontent.com",
    builder: "https://github.com/actions/runner/github-hosted",
    buildTypes: ["https://actions.github.io/buildtypes/workflow/v1"],
    parameters: { "workflow.ref": ["refs/heads/main"] },
  };
  const trust = {
    root: { file: "roots/a.json", sha256: "0".repeat(64), asOf: "2026-11-28", maxAgeDays: 90 },
    builds: [workflow],
    keys: [],
    attestors: [],
    soakHours: 24,
    maxScanAgeDays: 7,
  };

  test("and without a fault has none", () => {
    expect(faultsOf("trust", trust)).toEqual([]);
  });

  test.each([
    ["images", ["registry.intelgraph.example/*"]],
    ["images", ["registry.intelgraph.example/api@sha256:0"]],
    ["images", []],
    ["repository", "https://github.com/intelgraph/.*"],
    ["repository", "https://github.com/intelgraph/platform/"],
    ["workflow", ".github/workflows/*.yml"],
    ["workflow", "release.yml"],
    ["ref", "refs/heads/*"],
    ["ref", "main"],
    ["issuer", "https://token.*"],
    ["issuer", "http://token.actions.githubusercontent.com"],
    ["builder", "^https://github.com/actions/runner/.+$"],
    ["buildTypes", ["https://[a-z]+.example"]],
    ["parameters", { "workflow.ref": ["refs/heads/*"] }],
    ["parameters", { "workflow.*": ["main"] }],
    ["parameters", { "workflow.ref": [] }],
  ])("so that %s cannot be %j", (key, value) => {
    const faults = faultsOf("trust", { ...trust, builds: [{ ...workflow, [key]: value }] });

    expect(faults).not.toEqual([]);
    expect(faults.filter((fault) => !fault.startsWith(`builds.0.${key}`))).toEqual([]);
  });

  test.each([
    [["root", "file"], "../roots/a.json"],
    [["root", "file"], "/roots/a.json"],
    [["root", "maxAgeDays"], 10_000],
    [["maxScanAgeDays"], 8],
    [["soakHours"], -1],
  ])("and %j is not %j", (path, value) => {
    expect(faultsOf("trust", changed(trust, path, value))).toHaveLength(1);
  });
});
