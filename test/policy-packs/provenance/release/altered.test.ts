import { readFileSync } from "node:fs";

import fc from "fast-check";

import { verifyRelease } from "../../../../policy-packs/provenance/release/verify.ts";
import { keylessFixture, type KeylessFixture } from "../../../support/keyless.ts";
import { releaseFixture, type ReleaseFixture } from "../../../support/release.ts";
import { authorities } from "../../../support/sigstore.ts";

/**
 * Alters bytes of evidence and corrects the hash. What is not refused has to say the same as before: whitespace, or a hint
 * that nobody relies on.
 */
function alter(release: ReleaseFixture, numRuns: number): void {
  const kinds = ["provenance", "sbom", "scan"] as const;
  const good = new Map(kinds.map((kind) => [kind, readFileSync(release.evidence("api", kind))]));
  const said = verifyRelease(release).images;
  expect(said[0]?.failures).toEqual([]);
  const change = fc.record({
    kind: fc.constantFrom(...kinds),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    bytes: fc.uint8Array({ minLength: 0, maxLength: 3 }),
    cut: fc.nat(3),
  });
  fc.assert(
    fc.property(change, ({ kind, at, bytes, cut }) => {
      const before = good.get(kind) ?? Buffer.alloc(0);
      const start = Math.floor(at * before.length);
      const parts = [before.subarray(0, start), bytes, before.subarray(start + cut)];
      release.replace("api", kind, Buffer.concat(parts));

      const [image] = verifyRelease(release).images;

      if (image?.failures.length === 0) expect([image]).toEqual(said);
      release.replace("api", kind, before);
    }),
    { numRuns },
  );
}

test("no altered byte of evidence signed with a key passes as something else", () => {
  const release = releaseFixture();

  alter(release, 200);
  release.dispose();
});

test("no altered byte of evidence signed by a workflow passes as something else", async () => {
  const release: KeylessFixture = await keylessFixture(await authorities());

  alter(release, 50);
  release.dispose();
});
