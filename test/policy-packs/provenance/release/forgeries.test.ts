import { verifyRelease } from "../../../../policy-packs/provenance/release/verify.ts";
import { keylessFixture } from "../../../support/keyless.ts";
import { type Authorities, authorities } from "../../../support/sigstore.ts";
import { forgeries } from "./forgeries.ts";

let by: Authorities;
beforeAll(async () => {
  by = await authorities();
});

const failuresOf = (...of: Parameters<typeof verifyRelease>) => {
  const { failures, images, thirdParty } = verifyRelease(...of);
  return [...failures, ...[...images, ...thirdParty].flatMap((image) => image.failures)];
};

test("nothing speaks against a release that nobody forged", async () => {
  const release = await keylessFixture(by, { services: ["api", "web"] });

  const failures = failuresOf(release);

  expect(failures).toEqual([]);
  release.dispose();
});

test.each(forgeries)("$name: $code", async ({ forge, code, about = "provenance" }) => {
  const release = await keylessFixture(by);
  await forge(release);

  const failures = failuresOf(release);

  const said = new Set(failures.map((failure) => `${failure.code} ${failure.about}`));
  // Where nobody knows who is trusted, no image is looked at.
  said.delete("not-verified trust");
  expect([...said]).toEqual([about].flat().map((one) => `${code} ${one}`));
  release.dispose();
});
