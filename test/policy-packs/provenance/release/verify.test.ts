import { rmSync, writeFileSync } from "node:fs";

import { verifyRelease } from "../../../../policy-packs/provenance/release/verify.ts";
import {
  releaseFixture,
  type ReleaseFixture,
  type ReleaseOptions,
} from "../../../support/release.ts";

let fixture: ReleaseFixture | undefined;
afterEach(() => {
  fixture?.dispose();
  fixture = undefined;
});

function made(options?: ReleaseOptions): ReleaseFixture {
  return (fixture = releaseFixture(options));
}

const codesOf = (of: ReleaseFixture) => {
  const { failures, images } = verifyRelease(of);
  return [...failures, ...images.flatMap((image) => image.failures)].map(({ code }) => code);
};

test("a release with good evidence has no failure, and says what is known of its images", () => {
  const release = made({ services: ["web", "api"] });

  const verdict = verifyRelease(release);

  expect(verdict.failures).toEqual([]);
  expect(verdict.images.map(({ failures }) => failures)).toEqual([[], []]);
  expect(verdict.images[0]).toMatchObject({
    service: "api",
    image: release.images["api"],
    signer: "key release",
    builder: "https://builds.intelgraph.example/runner",
    sbom: { components: 2 },
    scan: { at: "2026-11-27T12:00:00.000Z", critical: 0, high: 0, unrated: 0, accepted: 0 },
  });
});

test("an empty release is good", () => {
  expect(codesOf(made({ services: [] }))).toEqual([]);
});

test("evidence that is altered, taken away or too old refuses the image", () => {
  const release = made({ scanAgeDays: 8 });
  writeFileSync(release.evidence("api", "provenance"), "{}");
  rmSync(release.evidence("api", "licences"));

  expect(codesOf(release)).toEqual(["evidence-changed", "scan-too-old", "evidence-missing"]);
});
