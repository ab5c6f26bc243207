import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { attest } from "../../../../ops/lib/release/attest.ts";
import type {
  Acceptance,
  ThirdPartyImage,
} from "../../../../policy-packs/provenance/release/model.ts";
import { verifyRelease } from "../../../../policy-packs/provenance/release/verify.ts";
import { GOOD_RUN, keylessFixture } from "../../../support/keyless.ts";
import { hash, releaseFixture, type ReleaseOptions } from "../../../support/release.ts";
import { authorities } from "../../../support/sigstore.ts";

const granted = {
  reason: "no fix yet",
  owner: "team-platform",
  ticket: "SEC-7",
  expires: "2026-12-31",
};
const API = "registry.intelgraph.example/api";

function judged(options: ReleaseOptions) {
  const release = releaseFixture(options);
  const verdict = verifyRelease(release);
  release.dispose();
  return verdict;
}

const found: NonNullable<ReleaseOptions["vulnerabilities"]> = [
  { id: "CVE-2026-1", severity: "high", purl: "pkg:npm/express@5.1.0" },
];
const accepting = (change: Partial<Acceptance>, vulnerabilities = found) => {
  const accepted = [{ vulnerability: "CVE-2026-1", ...granted, ...change }];
  const { failures, images } = judged({ vulnerabilities, accepted });
  return [...failures, ...images.flatMap((image) => image.failures)].map(({ message }) => message);
};

test("an acceptance for too long is a fault of the file", () => {
  const accepted = [{ vulnerability: "CVE-2026-1", ...granted, expires: "2027-03-01" }];

  expect(judged({ accepted }).failures.map(({ code }) => code)).toEqual(["acceptance-too-long"]);
});

describe("an accepted vulnerability", () => {
  test.each([
    ["by its identifier alone", {}],
    ["in its package", { purl: "pkg:npm/express@5.1.0" }],
    ["in its image", { image: API }],
    ["on its last day", { expires: "2026-11-28" }],
  ])("%s is counted, not refused", (_name, change) => {
    expect(accepting(change)).toEqual([]);
  });

  test.each([
    ["of another identifier", { vulnerability: "CVE-2026-2" }],
    ["in another package", { purl: "pkg:npm/zod@4.6.7" }],
    ["in another image", { image: "registry.intelgraph.example/web" }],
  ])("%s covers nothing", (_name, change) => {
    expect(accepting(change)).toEqual(["high CVE-2026-1 in pkg:npm/express@5.1.0"]);
  });

  test("whose time is over covers nothing, and says so", () => {
    expect(accepting({ expires: "2026-11-27" })).toEqual([
      "high CVE-2026-1 in pkg:npm/express@5.1.0; accepted until 2026-11-27 (SEC-7)",
    ]);
  });

  test("is never a critical one", () => {
    const critical = [{ id: "CVE-2026-1", severity: "critical" }];
    expect(accepting({}, critical)).toEqual(["critical CVE-2026-1"]);
  });

  test("cannot be accepted for more than 90 days; then nothing is", () => {
    const messages = accepting({ expires: "2027-03-01" });

    expect(messages).toEqual([
      "CVE-2026-1 is accepted until 2027-03-01 (SEC-7); 90 days are allowed",
      "high CVE-2026-1 in pkg:npm/express@5.1.0",
    ]);
  });

  test("in one of two packages leaves the other", () => {
    const release = releaseFixture({
      accepted: [{ vulnerability: "CVE-2026-1", purl: "pkg:npm/a@1", ...granted }],
      predicate: (kind, predicate) =>
        kind !== "scan"
          ? predicate
          : {
              ...predicate,
              scanner: {
                db: { lastUpdate: "2026-11-27T00:00:00Z" },
                result: [
                  {
                    // As the fields of the predicate type have it, not as its example.
                    vulnerability: {
                      id: "CVE-2026-1",
                      severity: [{ method: "cvss", score: "7.5" }],
                      annotations: [{ purl: "pkg:npm/a@1" }, { purl: "pkg:npm/b@1" }],
                    },
                  },
                ],
              },
            },
    });
    const [image] = verifyRelease(release).images;
    release.dispose();

    expect(image?.scan).toMatchObject({ high: 1, accepted: 0 });
    expect(image?.failures.map(({ message }) => message)).toEqual([
      "high CVE-2026-1 in pkg:npm/a@1, pkg:npm/b@1",
    ]);
  });
});

describe("an image of somebody else", () => {
  const digest = hash("quay");
  const image = `quay.io/argoproj/argocd@sha256:${digest}`;

  test.each([
    ["2026-12-31", []],
    ["2026-11-28", []],
    ["2026-11-27", ["third-party-waiver-expired"]],
    ["2027-02-27", ["third-party-waiver-too-long"]],
  ])("that nobody signed is waived until %s", (expires, codes) => {
    const thirdParty: ThirdPartyImage[] = [{ image, waiver: { ...granted, expires } }];

    const { thirdParty: images } = judged({ thirdParty });

    expect(images).toMatchObject([
      { service: "argoproj/argocd", image, digest: `sha256:${digest}` },
    ]);
    expect(images[0]?.failures.map(({ code }) => code)).toEqual(codes);
  });

  const identity =
    "https://github.com/argoproj/argo-cd/.github/workflows/image.yaml@refs/tags/v3.1.16";
  const statement = {
    _type: "https://in-toto.io/Statement/v0.1",
    subject: [{ name: "quay.io/argoproj/argocd", digest: { sha256: digest } }],
    predicateType: "https://sigstore.dev/cosign/sign/v1",
    predicate: {},
  };
  const signer = { identity, issuer: GOOD_RUN.issuer };

  test.each([
    ["by its publisher", { identity }, statement, []],
    [
      "by another tag",
      { identity: identity.replace("16", "17") },
      statement,
      ["third-party-signer"],
    ],
    ["for another issuer", { issuer: "https://issuer.example" }, statement, ["third-party-signer"]],
    [
      "as something else",
      { identity },
      { ...statement, predicateType: "https://a.example" },
      ["predicate-type"],
    ],
    [
      "for another digest",
      { identity },
      { ...statement, subject: [{ digest: { sha256: hash("x") } }] },
      ["subject-mismatch"],
    ],
  ])("signed %s", async (_name, run, said, codes) => {
    const by = await authorities();
    const release = await keylessFixture(by, { services: [] });
    const bundle = await by.sign(said, { identity, issuer: GOOD_RUN.issuer, ...run });
    const path = `evidence/${digest}/signature.sigstore.json`;
    const folder = dirname(release.release);
    mkdirSync(join(folder, `evidence/${digest}`), { recursive: true });
    writeFileSync(join(folder, path), bundle);
    const lock = { images: [{ image, signer, bundle: { path, sha256: hash(bundle) } }] };
    writeFileSync(join(folder, "third-party.json"), JSON.stringify(lock));

    const { thirdParty, failures } = verifyRelease(release);
    release.dispose();

    expect(failures).toEqual([]);
    expect(thirdParty[0]?.failures.map(({ code }) => code)).toEqual(codes);
    expect(thirdParty[0]?.signer).toBe(codes.length === 0 ? identity : undefined);
  });

  test("signed with a key is not signed by its publisher", () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const said = { image, predicateType: statement.predicateType, predicate: {} };
    const bundle = attest(said, privateKey);
    const path = `evidence/${digest}/signature.sigstore.json`;
    const release = releaseFixture({
      thirdParty: [{ image, signer, bundle: { path, sha256: hash(bundle) } }],
    });
    mkdirSync(join(dirname(release.release), `evidence/${digest}`), { recursive: true });
    writeFileSync(join(dirname(release.release), path), bundle);

    const { thirdParty } = verifyRelease(release);
    release.dispose();

    expect(thirdParty[0]?.failures.map(({ code }) => code)).toEqual(["key-unknown"]);
  });
});
