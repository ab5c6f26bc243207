import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { attest } from "../../../../ops/lib/release/attest.ts";
import { PREDICATES } from "../../../../policy-packs/provenance/release/model.ts";
import { verifyRelease } from "../../../../policy-packs/provenance/release/verify.ts";
import {
  predicates,
  releaseFixture,
  type ReleaseFixture,
  type ReleaseOptions,
} from "../../../support/release.ts";

let fixture: ReleaseFixture | undefined;
afterEach(() => {
  fixture?.dispose();
  fixture = undefined;
});

const made = (options?: ReleaseOptions): ReleaseFixture => (fixture = releaseFixture(options));

const saidOf = (release: ReleaseFixture) => {
  const { failures, images } = verifyRelease(release);
  return [...failures, ...images.flatMap((image) => image.failures)].map(
    ({ code, about }) => `${code} ${about}`,
  );
};

const pair = () => generateKeyPairSync("ec", { namedCurve: "P-256" });

test("a key that the trust file does not name is unknown", () => {
  const release = made();
  const image = release.images["api"] ?? "";
  const said = { image, predicateType: PREDICATES.provenance, predicate: predicates.provenance() };
  release.replace("api", "provenance", attest(said, pair().privateKey));

  const found = saidOf(release);

  expect(found).toEqual(["key-unknown provenance"]);
});

test("a statement that was changed is not what the key signed", () => {
  const release = made();
  const bundle = JSON.parse(readFileSync(release.evidence("api", "provenance"), "utf8")) as {
    dsseEnvelope: { payload: string };
  };
  const payload = Buffer.from(bundle.dsseEnvelope.payload, "base64").toString();
  bundle.dsseEnvelope.payload = Buffer.from(payload.replace("main", "evil")).toString("base64");
  release.replace("api", "provenance", JSON.stringify(bundle));

  const found = saidOf(release);

  expect(found).toEqual(["signature-invalid provenance"]);
});

test("where a log is demanded, a key alone does not do", () => {
  const release = made({
    trust: (file) => ({ ...file, keys: file.keys.map((key) => ({ ...key, log: "required" })) }),
  });

  const found = saidOf(release);

  expect(found).toEqual(["log-entry-missing provenance"]);
});

test("each key may sign what the trust file gives it, and nothing else", () => {
  const release = made({ services: ["api", "web"] });
  release.editTrust((file) => ({
    ...file,
    keys: file.keys.map((key) => ({ ...key, images: ["registry.intelgraph.example/web"] })),
    attestors: file.attestors.map((one) => ({ ...one, predicates: [PREDICATES.sbom] })),
  }));

  const found = saidOf(release);

  expect(found).toEqual([
    "nobody-may-sign provenance",
    "nobody-may-sign scan",
    "nobody-may-sign scan",
  ]);
});

test("of several keys, the one that signed is found without its hint", () => {
  const release = made({
    trust: (file) => ({
      ...file,
      keys: ["a", "b", "c"].flatMap((name) =>
        file.keys.map((key) => ({
          ...key,
          name,
          file: name === "b" ? key.file : "keys/other.pub",
        })),
      ),
    }),
  });
  const other = pair().publicKey.export({ format: "pem", type: "spki" });
  writeFileSync(join(dirname(release.trust), "keys/other.pub"), other);
  const bundle = readFileSync(release.evidence("api", "provenance"), "utf8");
  release.replace("api", "provenance", bundle.replace(/"hint":"[^"]*"/, '"hint":"whatever"'));

  const [image] = verifyRelease(release).images;

  expect(image).toMatchObject({ signer: "key b", failures: [] });
});

test.each([
  ["a private key", (release: ReleaseFixture) => readFileSync(release.keyFile)],
  ["no key", () => "none"],
])("%s in place of a public key makes the trust file unusable", (_name, content) => {
  const release = made();
  writeFileSync(join(dirname(release.trust), "keys/release.pub"), content(release));

  const found = saidOf(release);

  expect(found).toEqual(["trust-unreadable trust", "not-verified trust"]);
});

test("a key is no symbolic link, nor beside the folder of the trust file", () => {
  const release = made();
  const folder = dirname(release.trust);
  mkdirSync(join(folder, "keys2"));
  symlinkSync(join(folder, "keys/release.pub"), join(folder, "keys2/release.pub"));
  release.editTrust((file) => ({
    ...file,
    keys: file.keys.map((key) => ({ ...key, file: "keys2/release.pub" })),
  }));
  expect(saidOf(release)).toContain("trust-unreadable trust");

  release.editTrust((file) => ({
    ...file,
    keys: file.keys.map((key) => ({ ...key, file: "../keys/release.pub" })),
  }));
  expect(saidOf(release)).toContain("trust-malformed trust");
});
