import { verifyRelease } from "../../../../policy-packs/provenance/release/verify.ts";
import { keylessFixture, type KeylessFixture } from "../../../support/keyless.ts";
import { type Authorities, authorities, type SigningFault } from "../../../support/sigstore.ts";
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

test.each([
  ["by a time-stamping authority instead of the log", { stamp: "tsa" }],
  ["nine minutes after its certificate was issued", { minutesLate: 9 }],
] as const)("what is signed %s is good as well", async (_name, fault) => {
  const release = await keylessFixture(by);
  for (const kind of ["provenance", "sbom", "scan"] as const) {
    await release.resign("api", kind, { fault });
  }

  const failures = failuresOf(release);

  expect(failures).toEqual([]);
  release.dispose();
});

describe("a key of which signatures have to be in the log", () => {
  const withKey = async (fault: (release: KeylessFixture) => SigningFault) => {
    const release = await keylessFixture(by);
    release.editTrust(({ builds: [build], ...file }) => {
      if (build === undefined) throw new Error("nobody builds");
      const { images, repository, ref, builder, buildTypes, parameters } = build;
      const key = { name: "build", file: "keys/release.pub", log: "required" };
      const demands = { images, repository, ref, builder, buildTypes, parameters };
      return { ...file, builds: [], keys: [{ ...key, ...demands }] };
    });
    await release.resign("api", "provenance", { fault: fault(release) });
    const failures = failuresOf(release).map(({ code }) => code);
    release.dispose();
    return failures;
  };

  test.each([
    [{}, []],
    [{ stamp: "tsa" }, []],
    [{ log: "none", stamp: "tsa" }, ["log-entry-missing"]],
    [{ log: "stranger" }, ["log-unknown"]],
    [{ stamp: "none" }, ["timestamp-missing"]],
    [{ stamp: "stranger" }, ["timestamp-invalid"]],
  ] as const)("with %j: %j", async (fault, codes) => {
    expect(await withKey(({ key }) => ({ key, ...fault }))).toEqual(codes);
  });

  test("is not replaced by a certificate, however good", async () => {
    expect(await withKey(() => ({}))).toEqual(["nobody-may-sign"]);
  });
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
