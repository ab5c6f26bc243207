import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { attachedIn } from "../../../../ops/lib/release/oci-layout.ts";
import { newFolder, removeFolders } from "../../../local/support/folders.ts";
import { hash, type ReleaseFixture, releaseFixture } from "../../../support/release.ts";

const ENVELOPE = "application/vnd.dsse.envelope.v1+json";

/** A folder as `cosign save` of 3.0.2 writes it: attestations as bare envelopes, in a manifest without a subject. */
function saved(envelopes: readonly string[]): string {
  const folder = newFolder();
  const put = (text: string) => {
    mkdirSync(join(folder, "blobs/sha256"), { recursive: true });
    writeFileSync(join(folder, "blobs/sha256", hash(text)), text);
    return { digest: `sha256:${hash(text)}`, size: text.length };
  };
  const layers = envelopes.map((text) => ({ mediaType: ENVELOPE, ...put(text) }));
  const manifest = put(JSON.stringify({ schemaVersion: 2, layers }));
  writeFileSync(
    join(folder, "index.json"),
    JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType: "m", ...manifest }] }),
  );
  return folder;
}

describe("a layout of cosign save", () => {
  let made: ReleaseFixture;
  const image = () => made.images["api"] ?? "";
  const envelopeOf = (kind: "sbom" | "scan") => {
    const bundle = JSON.parse(readFileSync(made.evidence("api", kind), "utf8")) as {
      dsseEnvelope: object;
    };
    return JSON.stringify(bundle.dsseEnvelope);
  };

  beforeEach(() => {
    made = releaseFixture();
  });
  afterEach(() => {
    made.dispose();
    removeFolders();
  });

  it("gives its envelopes as bundles", () => {
    const found = attachedIn(saved([envelopeOf("sbom"), envelopeOf("scan")]), image());

    expect(Object.keys(found).sort()).toEqual(["sbom", "scan"]);
    expect(JSON.parse(found.sbom?.toString() ?? "")).toEqual({
      mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
      verificationMaterial: { publicKey: { hint: "" } },
      dsseEnvelope: JSON.parse(envelopeOf("sbom")),
    });
  });

  it.each([
    ["an envelope that is none", () => ["[]"]],
    ["an envelope that is cut off", () => [envelopeOf("sbom").slice(0, 100)]],
    ["no envelope", () => []],
  ])("leaves out %s", (_, envelopes) => {
    expect(attachedIn(saved(envelopes()), image())).toEqual({});
  });

  it("leaves out what is about another image", () => {
    const other = image().replace(/[0-9a-f]{64}/, "d".repeat(64));

    expect(attachedIn(saved([envelopeOf("sbom")]), other)).toEqual({});
  });
});
