import { releaseDiff, releaseDiffOutcome } from "../../../ops/commands/release-diff.ts";
import { releasePaths, releaseText } from "../../../ops/lib/release/paths.ts";
import type { ReleaseFile } from "../../../policy-packs/provenance/release/model.ts";
import { hash, releaseFixture } from "../../support/release.ts";
import { portsOf, releases, screenOf } from "../support/releases.ts";

const made = releases();

describe("ops release diff", () => {
  it("shows what differs, and whether each side verifies", () => {
    const release = made({ services: ["api", "web"] });
    const other = "d00dfeedd00dfeedd00dfeedd00dfeedd00dfeed";
    releaseFixture({
      folder: release.folder,
      environment: "stage",
      services: ["api", "scorer"],
      digest: (service) => hash(`next ${service}`),
      service: (service) => ({ ...service, source: { ...service.source, commit: other } }),
    });

    const outcome = releaseDiffOutcome(releaseDiff("prod", "stage", portsOf(release)));

    expect(outcome.data).toEqual([
      "service  change   prod          stage         components  commits",
      `api      changed  851963cb90f8  ${hash("next api").slice(0, 12)}  2           https://github.com/intelgraph/platform/compare/c0ffee00c0ff...d00dfeedd00d`,
      `scorer   added    -             ${hash("next scorer").slice(0, 12)}  - -> 2      -`,
      "web      removed  b6263374e352  -             2 -> -      -",
    ]);
    expect(screenOf(outcome)).toEqual([
      "",
      "3 services differ, 0 the same",
      "stage: refused; see ops release verify stage",
    ]);
    expect(outcome.exit).toBe(0);
  });

  it("has nothing to say about a release and itself", () => {
    const outcome = releaseDiffOutcome(releaseDiff("prod", "prod", portsOf(made())));

    expect([outcome.data, screenOf(outcome)]).toEqual([
      ["no differences"],
      ["", "0 services differ, 1 the same"],
    ]);
  });

  it("throws every fault of a file that cannot be read at once", () => {
    const release = made();
    release.edit((file) => ({ ...file, environment: "x", extra: 1 }));

    expect(() => releaseDiff("prod", "prod", portsOf(release))).toThrow(AggregateError);
  });
});

test("a release file is written sorted and whole, whatever the order it is given in", () => {
  const { file } = made({ services: ["web", "api"] });
  const { api, web } = file.services;
  const mixed = { services: { web, api }, environment: "prod" } as unknown as ReleaseFile;

  const text = releaseText(mixed);

  expect(Object.keys((JSON.parse(text) as ReleaseFile).services)).toEqual(["api", "web"]);
  expect(text).toBe(releaseText(file));
  expect(releasePaths("/root", "pr-7").release).toBe("/root/releases/pr.json");
});
