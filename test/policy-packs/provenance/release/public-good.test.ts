import { readFileSync } from "node:fs";
import { join } from "node:path";

import { openBundle } from "../../../../policy-packs/provenance/release/bundle.ts";
import { verifySignature } from "../../../../policy-packs/provenance/release/signature.ts";

const root = join(import.meta.dirname, "../../../..");
const bundle = readFileSync(join(root, "test/fixtures/release/public-good.sigstore.json"));
const trusted: unknown = JSON.parse(
  readFileSync(join(root, "policy-packs/provenance/roots/sigstore-public-good.json"), "utf8"),
);

test("a real signature of a GitHub workflow verifies under the pinned root, without a network", () => {
  const signer = verifySignature(openBundle(bundle), trusted, []);

  expect(signer).toEqual({
    kind: "workflow",
    certificate: {
      identity:
        "https://github.com/sigstore/sigstore-js/.github/workflows/release.yml@refs/heads/main",
      issuer: "https://token.actions.githubusercontent.com",
      repository: "https://github.com/sigstore/sigstore-js",
      commit: "f0b49a04e5a62250e0f60fb128004a73110fe311",
      ref: "refs/heads/main",
      run: "https://github.com/sigstore/sigstore-js/actions/runs/5904696764/attempts/1",
      runner: "github-hosted",
    },
    signedAt: "2023-08-18T16:05:35.000Z",
  });
});

test("and does not once a letter of it is another", () => {
  const opened = openBundle(bundle);
  const { content } = opened.bundle;
  if (content.$case === "dsseEnvelope") content.dsseEnvelope.payload.set([0], 100);

  expect(() => verifySignature(opened, trusted, [])).toThrow("does not verify");
});
