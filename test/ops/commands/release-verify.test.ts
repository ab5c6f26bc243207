import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { releaseVerify, releaseVerifyOutcome } from "../../../ops/commands/release-verify.ts";
import { RELEASE_DAY, type ReleaseFixture } from "../../support/release.ts";
import { portsOf, releases, screenOf } from "../support/releases.ts";

const made = releases();
const WAIVED = {
  image: `quay.io/argoproj/argocd@sha256:${"ab".repeat(32)}`,
  waiver: { reason: "unsigned", owner: "team-platform", ticket: "SEC-1", expires: "2026-12-20" },
};

describe("ops release verify", () => {
  const verified = (release: ReleaseFixture, environment = "prod", now = RELEASE_DAY) =>
    releaseVerifyOutcome(releaseVerify(environment, portsOf(release, now)));

  it("shows each image with who signed, built and scanned it, and ends with 0", () => {
    const outcome = verified(made({ services: ["api", "web"], thirdParty: [WAIVED] }));

    expect(outcome.data).toEqual([
      "image                         signer                   builder  source                        sbom          scan      verdict   code",
      "api 851963cb90f8              key release              runner   intelgraph/platform@c0ffee00  2 components  24 h ago  verified",
      "web b6263374e352              key release              runner   intelgraph/platform@c0ffee00  2 components  24 h ago  verified",
      "argoproj/argocd abababababab  waived until 2026-12-20  -        -                             -             -         waived",
    ]);
    expect(screenOf(outcome)).toEqual([
      "",
      "release of prod: 2 images and 1 of others, all evidence verified; 1 waiver, the first ends in 22 days",
    ]);
    expect(outcome.exit).toBe(0);
  });

  it("says code, what is wrong and the way on for everything that is refused, and ends with 1", () => {
    const release = made({ scanAgeDays: 9 });
    release.edit((file) => file);
    writeFileSync(release.evidence("api", "provenance"), "{}");

    const outcome = verified(release);

    expect(screenOf(outcome)).toEqual([
      "",
      "release of prod refused: 1 of 1 image",
      "",
      `  api ${release.images["api"] ?? ""}`,
      "    evidence-changed  the provenance: evidence/851963cb90f8…/provenance.sigstore.json is not what was released; its hash",
      "                      differs",
      "                      fix  restore it from git",
      "    scan-too-old      the scan is 9 days old; 7 are allowed",
      "                      fix  scan it again, then ops release add --scan",
      "",
      "every code: docs/release-codes.md",
    ]);
    expect(outcome.exit).toBe(1);
    expect(outcome.data?.[1]).toMatch(/refused {2}evidence-changed, scan-too-old$/);
    expect(outcome.report).toMatchObject({
      command: "release verify",
      environment: "prod",
      verdict: "refused",
      at: "2026-11-28T12:00:00.000Z",
      file: "releases/prod.json",
      images: [
        {
          verdict: "refused",
          failures: [
            { code: "evidence-changed", about: "provenance", fix: "restore it from git" },
            { code: "scan-too-old" },
          ],
        },
      ],
    });
  });

  it("ends with 2 when nobody could look", () => {
    const release = made();
    rmSync(release.trust);

    const outcome = verified(release);

    expect(outcome.exit).toBe(2);
    expect(screenOf(outcome)).toContain(
      "release of prod cannot be judged: 1 fault of the whole, 1 of 1 image",
    );
  });

  it("has nothing to refuse in an empty release, and says so", () => {
    const outcome = verified(made({ services: [] }));

    expect([outcome.data, screenOf(outcome), outcome.exit]).toEqual([
      ["no images"],
      ["", "release of prod: nothing is released yet"],
      0,
    ]);
  });

  it("takes the release of pr for each preview environment, and knows no other", () => {
    const release = made({ environment: "pr" });

    expect(verified(release, "pr-12").exit).toBe(0);
    expect(() => verified(release, "prd")).toThrow(
      'environment "prd": has no release; did you mean prod?',
    );
    expect(() => verified(release, "../prod")).toThrow("has no release");
  });

  it("remembers what it verified, and a changed file is seen all the same", () => {
    const release = made();
    expect(verified(release).exit).toBe(0);
    const cache = join(release.folder, ".local/cache/releases");
    expect(readdirSync(cache).length).toBeGreaterThan(3);
    expect(verified(release).exit).toBe(0);

    writeFileSync(release.evidence("api", "licences"), "{}");

    expect(verified(release).exit).toBe(1);
  });

  it("tells a workflow about it", () => {
    const release = made({ vulnerabilities: [{ id: "CVE-2026-1", severity: "critical" }] });
    const { news } = verified(release);

    const { summary = "", annotations = [], outputs = {} } = news?.(release.folder) ?? {};

    expect(summary).toContain("## release of prod: ❌ refused");
    expect(summary).toContain("| api 851963cb90f8 | key release |");
    expect(annotations).toMatchObject([
      { level: "error", title: "vulnerability-critical", file: "releases/prod.json" },
    ]);
    expect(outputs).toEqual({ verdict: "refused", images: "1", refused: "1" });
  });
});
