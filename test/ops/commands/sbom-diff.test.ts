import { readFileSync, truncateSync } from "node:fs";
import { join } from "node:path";

import { sbomDiff, type SbomDiffInput } from "../../../ops/commands/sbom-diff.ts";
import { reportSchema } from "../../../ops/lib/sbom/report-schema.ts";
import { newFolder, removeFolders, writeFile } from "../../local/support/folders.ts";
import { hash, RELEASE_DAY, releaseFixture, type ReleaseOptions } from "../../support/release.ts";
import { bom, hashed, part } from "../support/sboms.ts";

const [a1, a2, b1] = ["pkg:npm/a@1.0.0", "pkg:npm/a@2.0.0", "pkg:npm/b@1.0.0"] as const;
const found = (id: string, ref: string, severity = "high") => ({
  id,
  ratings: [{ severity }],
  affects: [{ ref }],
});

describe("ops sbom diff", () => {
  let root: string;
  const put = (name: string, document: unknown) =>
    writeFile(join(root, name), typeof document === "string" ? document : JSON.stringify(document));
  const diff = (names: readonly string[], more: Omit<SbomDiffInput, "names"> = {}) => {
    const report = sbomDiff({ names, ...more }, { root, cwd: root, now: () => RELEASE_DAY });
    expect(reportSchema.parse(report)).toEqual(report);
    return report;
  };
  const release = (environment: string, options: ReleaseOptions) =>
    releaseFixture({
      environment,
      folder: root,
      digest: (service) => hash(`${environment} ${service}`),
      ...options,
    });

  beforeEach(() => {
    root = newFolder();
    put("base.json", bom([part(a1)]));
    put("head.json", bom([part(a2), part(b1)]));
    put("clean.json", bom([part(a1)], [], { vulnerabilities: [] }));
  });
  afterEach(removeFolders);

  it("cannot tell without a scan of the head, unless only components are asked about", () => {
    const report = diff(["base.json", "head.json"]);

    expect(report).toMatchObject({
      verdict: "cannot tell",
      vulnerabilities: null,
      counts: { up: 1, added: 1, removed: 0 },
      base: { kind: "file", subject: "api@1", components: 1, scanned: false },
    });
    expect(diff(["base.json", "head.json"], { withoutScans: true }).verdict).toBe("done");
  });

  it.each([
    ["critical", "pkg:npm/b@1.0.0", "refused"],
    ["high", "pkg:npm/a@2.0.0", "refused"],
    ["unknown", "pkg:npm/b@1.0.0", "refused"],
    ["medium", "pkg:npm/b@1.0.0", "done"],
  ])("a %s vulnerability brought with %s is %s", (severity, ref, verdict) => {
    put("scan.json", bom([part(a2)], [], { vulnerabilities: [found("CVE-1", ref, severity)] }));

    const report = diff(["base.json", "head.json"], {
      scanBase: "clean.json",
      scanHead: "scan.json",
    });

    expect(report.verdict).toBe(verdict);
    expect(report.vulnerabilities?.introduced).toMatchObject([{ id: "CVE-1" }]);
  });

  it("lists apart what was disclosed in a component that did not change", () => {
    put("head.json", bom([part(a1), part(b1)]));
    put("scan.json", bom([part(a1)], [], { vulnerabilities: [found("CVE-1", a1, "critical")] }));

    const report = diff(["base.json", "head.json"], {
      scanBase: "clean.json",
      scanHead: "scan.json",
    });

    expect(report).toMatchObject({
      verdict: "done",
      vulnerabilities: { introduced: [], disclosed: [{ id: "CVE-1", severity: "critical" }] },
    });
  });

  it("refuses other bytes under the same version until somebody answers for them", () => {
    put("base.json", bom([part(a1, hashed("aa"))]));
    put("head.json", bom([part(a1, hashed("bb"))]));
    const allowed = (expires: string) => ({
      allowed: [
        {
          change: "hash",
          package: "pkg:npm/a",
          reason: "rebuilt by us",
          owner: "platform",
          ticket: "OPS-1",
          expires,
        },
      ],
    });
    const ask = () => diff(["base.json", "head.json"], { withoutScans: true });

    expect(ask()).toMatchObject({ verdict: "refused", changes: [{ kind: "hash", refuses: true }] });
    put("releases/sbom-allowed.json", allowed("2026-12-31"));
    expect(ask()).toMatchObject({ verdict: "done", changes: [{ allowed: { owner: "platform" } }] });
    put("releases/sbom-allowed.json", allowed("2026-11-27"));
    expect(ask()).toMatchObject({
      verdict: "refused",
      changes: [{ expired: { ticket: "OPS-1" } }],
    });
    put("releases/sbom-allowed.json", allowed("2027-12-31"));
    expect(ask).toThrow("more than 90 days ahead");
    put("mine.json", allowed("2026-12-31"));
    expect(
      diff(["base.json", "head.json"], { withoutScans: true, allow: "mine.json" }).verdict,
    ).toBe("done");
  });

  it("compares with what prod runs, by the evidence of the releases", () => {
    release("prod", { components: [part(a1)], services: ["api"] });
    release("dev", {
      components: [part(a2)],
      services: ["api"],
      digest: () => "d".repeat(64),
      vulnerabilities: [{ id: "CVE-1", severity: "critical", purl: a2 }],
    });

    const report = diff(["dev/api"]);

    expect(report).toMatchObject({
      verdict: "refused",
      base: { name: "prod/api", kind: "release", scanned: true },
      head: { name: "dev/api", image: `registry.intelgraph.example/api@sha256:${"d".repeat(64)}` },
      changes: [{ kind: "up", package: "pkg:npm/a" }],
      vulnerabilities: { introduced: [{ id: "CVE-1", why: "version changed", refuses: true }] },
    });
  });

  it.each([
    ["high", "done"],
    ["critical", "refused"],
  ])("takes an acceptance of the releases for a %s vulnerability: %s", (severity, verdict) => {
    const accepted = {
      vulnerability: "CVE-1",
      purl: a2,
      reason: "not reachable",
      owner: "platform",
      ticket: "OPS-1",
      expires: "2026-12-31",
    };
    release("prod", { components: [part(a1)] });
    release("dev", {
      components: [part(a2)],
      vulnerabilities: [{ id: "CVE-1", severity, purl: a2 }],
      accepted: [accepted],
    });

    expect(diff(["dev/api"]).verdict).toBe(verdict);
  });

  it("reads a bundle, and holds its scan to the same image", () => {
    const dev = release("dev", { components: [part(a2)], services: ["api", "web"] });
    const [sbom, own, other] = [
      dev.evidence("api", "sbom"),
      dev.evidence("api", "scan"),
      dev.evidence("web", "scan"),
    ];

    expect(diff(["base.json", sbom], { scanHead: own })).toMatchObject({
      verdict: "done",
      head: { kind: "bundle" },
    });
    expect(() => diff(["base.json", sbom], { scanHead: other })).toThrow(/is a scan of sha256:/);
    expect(() => diff(["base.json", own])).toThrow("no SBOM");
  });

  it("takes no other scan for a release than the one that is signed in it", () => {
    release("prod", { components: [part(a1)] });

    expect(() =>
      diff(["prod/api", "head.json"], { scanBase: "clean.json", scanHead: "clean.json" }),
    ).toThrow("--scan-base: is given for prod/api, whose release holds a scan");
  });

  it("refuses a bundle whose SBOM is nested without end", () => {
    const dev = release("dev", { components: [part(a1)] });
    let nested = "";
    for (let depth = 0; depth < 50_000; depth++) {
      nested = `${nested}{"type":"library","name":"a","components":[`;
    }
    const payload =
      `{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://cyclonedx.org/bom",` +
      `"subject":[{"name":"a","digest":{"sha256":"${"d".repeat(64)}"}}],` +
      `"predicate":{"bomFormat":"CycloneDX","specVersion":"1.6","components":[${nested}` +
      `${"]}".repeat(50_000)}]}}`;
    const bundle = JSON.parse(readFileSync(dev.evidence("api", "sbom"), "utf8")) as {
      dsseEnvelope: { payload: string };
    };
    bundle.dsseEnvelope.payload = Buffer.from(payload).toString("base64");
    put("deep.json", bundle);

    expect(() => diff(["base.json", "deep.json"])).toThrow("deep.json: is nested too deeply");
  });

  it("knows every preview environment by the one release they share", () => {
    release("prod", { components: [part(a1)] });
    release("pr", { components: [part(a2)] });

    expect(diff(["pr-12/api"])).toMatchObject({ head: { name: "pr-12/api" }, counts: { up: 1 } });
  });

  it("does not mind that the scan of the base has grown old", () => {
    release("prod", { components: [part(a1)], scanAgeDays: 30 });
    release("dev", { components: [part(a1)] });

    expect(diff(["dev/api"]).verdict).toBe("done");
  });

  it("takes everything for new when there is no base", () => {
    put("scan.json", bom([part(a2)], [], { vulnerabilities: [found("CVE-1", b1)] }));

    const report = diff(["none", "head.json"], { scanHead: "scan.json" });

    expect(report).toMatchObject({
      verdict: "refused",
      base: { kind: "none" },
      counts: { added: 2 },
    });
  });

  it("takes the name of an environment for a release, whatever files are there", () => {
    put("prod/api", bom([part(a1)]));

    expect(() => diff(["prod/api", "head.json"])).toThrow("releases/prod.json: ");
  });

  it.each<[string, readonly string[], Omit<SbomDiffInput, "names">, string]>([
    ["a file that is not there", ["base.json", "no.json"], {}, "no.json: does not exist; name a"],
    ["a folder", ["base.json", "."], {}, ".: is no file; "],
    ["three names", ["base.json", "a", "b"], {}, "3 names are given"],
    ["nothing to compare with", ["head.json"], {}, "head.json: has nothing to be compared with"],
    ["prod with itself", ["prod/api"], {}, "prod/api: has nothing to be compared with"],
    ["none as the head", ["base.json", "none"], {}, "none is given as the head"],
    ["none alone", ["none"], {}, "none is given as the head"],
    [
      "a scan of nothing",
      ["none", "head.json"],
      { scanBase: "clean.json", scanHead: "clean.json" },
      "--scan-base: is a scan of nothing",
    ],
    [
      "only a scan of the base",
      ["base.json", "head.json"],
      { scanBase: "clean.json" },
      "--scan-base: has no scan of the head to be compared with",
    ],
    [
      "scans that are not asked about",
      ["base.json", "head.json"],
      { scanHead: "clean.json", withoutScans: true },
      "--no-scans is given together with a scan",
    ],
    [
      "an SBOM as a scan",
      ["base.json", "head.json"],
      { scanHead: "head.json" },
      "head.json: vulnerabilities: is missing",
    ],
    [
      "an allow-list that is not there",
      ["base.json", "head.json"],
      { allow: "no.json" },
      "no.json: does not exist; name an allow-list behind --allow",
    ],
    ["an environment there is none of", ["qa/api", "head.json"], {}, "prod/api"],
    ["a release that is not there", ["stage/api", "head.json"], {}, "releases/stage.json: "],
  ])("refuses %s in one line", (_, names, more, message) => {
    expect(() => diff(names, more)).toThrow(message);
    expect(() => diff(names, more)).toThrow(/^[^\n]+; [^\n]+$/);
  });

  it("refuses a file of 100 MB without reading it", () => {
    truncateSync(put("huge.json", ""), 100_000_000);

    expect(() => diff(["base.json", "huge.json"])).toThrow(
      "huge.json: is larger than 32 MiB, the most that is read",
    );
  });

  it("refuses a release whose SBOM was altered, or whose service is unknown", () => {
    const prod = release("prod", { components: [part(a1)] });
    expect(() => diff(["prod/apl", "head.json"])).toThrow('no service "apl"; did you mean api?');

    prod.replace("api", "sbom", JSON.stringify(bom([part(a2)])), { rehash: false });
    expect(() => diff(["prod/api", "head.json"])).toThrow(
      /releases\/prod\.json api: .*evidence-changed/,
    );

    prod.replace("api", "sbom", JSON.stringify(bom([part(a2)])));
    expect(() => diff(["prod/api", "head.json"])).toThrow(/bundle-malformed/);
  });
});
