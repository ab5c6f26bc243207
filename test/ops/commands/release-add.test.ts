import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { releaseAdd, releaseAddOutcome } from "../../../ops/commands/release-add.ts";
import { releaseAttest, releaseAttestOutcome } from "../../../ops/commands/release-attest.ts";
import { releaseVerify, releaseVerifyOutcome } from "../../../ops/commands/release-verify.ts";
import type { ReleaseFile } from "../../../policy-packs/provenance/release/model.ts";
import { predicates, RELEASE_DAY, type ReleaseFixture } from "../../support/release.ts";
import { fileAt, portsOf, releases, screenOf } from "../support/releases.ts";

const made = releases();

describe("ops release attest and add", () => {
  const image = `registry.intelgraph.example/api@sha256:${"77".repeat(32)}`;
  const attested = (
    release: ReleaseFixture,
    kind: "provenance" | "sbom" | "scan",
    predicate: object,
  ) => {
    const [from, out] = [
      join(release.folder, `${kind}.json`),
      join(release.folder, `${kind}.sig.json`),
    ];
    writeFileSync(from, JSON.stringify(predicate));
    releaseAttest({ kind, image, predicate: from, key: release.keyFile, generateKey: false, out });
    return out;
  };
  const allOf = (release: ReleaseFixture) => ({
    provenance: attested(release, "provenance", predicates.provenance()),
    sbom: attested(release, "sbom", predicates.sbom(image)),
    scan: attested(release, "scan", predicates.scan(RELEASE_DAY)),
  });
  const added = async (release: ReleaseFixture, input: object) =>
    releaseAddOutcome(
      await releaseAdd({ environment: "prod", service: "api", ...input }, portsOf(release)),
    );

  it("release an image whose evidence verifies", async () => {
    const release = made({ services: ["api", "web"] });

    const outcome = await added(release, { image, ...allOf(release) });

    expect(outcome.exit).toBe(0);
    expect(screenOf(outcome).slice(0, 4)).toEqual([
      "api 777777777777 is in the release of prod, was 851963cb90f8",
      "",
      "  signer   key release",
      "  source   intelgraph/platform@c0ffee00",
    ]);
    const { services } = fileAt(release.release) as ReleaseFile;
    expect(Object.keys(services)).toEqual(["api", "web"]);
    expect(services["api"]).toMatchObject({
      image,
      source: release.file.services["api"]?.source,
      build: release.file.services["api"]?.build,
      since: RELEASE_DAY.toISOString(),
    });
    expect(services["web"]).toEqual(release.file.services["web"]);
    expect(releaseVerifyOutcome(releaseVerify("prod", portsOf(release))).exit).toBe(0);
  });

  it("renew only what is named, and keep since when the image is the same", async () => {
    const release = made();
    await added(release, { image, ...allOf(release) });
    const before = (fileAt(release.release) as ReleaseFile).services["api"];
    const scan = attested(release, "scan", predicates.scan(RELEASE_DAY, { scanAgeDays: 0 }));

    const later = new Date(RELEASE_DAY.getTime() + 3_600_000);
    const report = await releaseAdd(
      { environment: "prod", service: "api", scan },
      portsOf(release, later),
    );

    const { evidence, ...kept } = (fileAt(release.release) as ReleaseFile).services["api"] ?? {};
    expect(report.verdict).toBe("done");
    expect(kept).toEqual({ ...before, evidence: undefined });
    expect(evidence?.provenance).toEqual(before?.evidence.provenance);
    expect(evidence?.scan.sha256).not.toBe(before?.evidence.scan.sha256);
    // Another environment may still name the older scan.
    expect(existsSync(join(dirname(release.release), before?.evidence.scan.path ?? ""))).toBe(true);
  });

  it("write nothing when evidence is refused", async () => {
    const release = made();
    const before = readFileSync(release.release, "utf8");
    const evidence = allOf(release);
    const scan = attested(release, "scan", predicates.scan(RELEASE_DAY, { scanAgeDays: 30 }));

    const outcome = await added(release, { image, ...evidence, scan });

    expect(outcome.exit).toBe(1);
    expect(screenOf(outcome)[0]).toBe("api was not added to prod: 1 thing speaks against it");
    expect(screenOf(outcome).at(-1)).toMatch(/^nothing was written\./);
    expect(readFileSync(release.release, "utf8")).toBe(before);
    expect(existsSync(join(dirname(release.release), `evidence/${"77".repeat(32)}`))).toBe(false);
  });

  it("wait for one another, so that neither loses what the other wrote", async () => {
    const release = made({ services: ["api", "web"] });
    const evidence = allOf(release);
    const hook = { image: image.replace("/api@", "/web@") };
    const other = (kind: "provenance" | "sbom" | "scan", predicate: object) => {
      const [from, out] = [
        join(release.folder, "web.json"),
        join(release.folder, `web-${kind}.json`),
      ];
      writeFileSync(from, JSON.stringify(predicate));
      const key = release.keyFile;
      releaseAttest({ kind, ...hook, predicate: from, key, generateKey: false, out });
      return out;
    };
    const web = {
      ...hook,
      provenance: other("provenance", predicates.provenance()),
      sbom: other("sbom", predicates.sbom(hook.image)),
      scan: other("scan", predicates.scan(RELEASE_DAY)),
    };

    await Promise.all([
      added(release, { image, ...evidence }),
      added(release, { service: "web", ...web }),
    ]);

    const { services } = fileAt(release.release) as ReleaseFile;
    expect([services["api"]?.image, services["web"]?.image]).toEqual([image, hook.image]);
    expect(existsSync(join(release.folder, ".local/releases.lock"))).toBe(false);
  });

  it("write nothing that could not be read again", async () => {
    const release = made();
    const before = readFileSync(release.release, "utf8");
    const said = predicates.provenance();
    const runDetails = { ...said.runDetails, metadata: { invocationId: "run 4711" } };
    const evidence = allOf(release);
    const provenance = attested(release, "provenance", { ...said, runDetails });

    const adding = added(release, { image, ...evidence, provenance });

    await expect(adding).rejects.toThrow("its services.api.build is no https:// address");
    expect(readFileSync(release.release, "utf8")).toBe(before);
  });

  it("take the attestations out of an OCI layout", async () => {
    const release = made();
    const layout = join(release.folder, "layout");
    const put = (bytes: string) => {
      const hex = createHash("sha256").update(bytes).digest("hex");
      mkdirSync(join(layout, "blobs/sha256"), { recursive: true });
      writeFileSync(join(layout, "blobs/sha256", hex), bytes);
      return `sha256:${hex}`;
    };
    const manifests = Object.values(allOf(release)).map((path) => {
      const layer = put(readFileSync(path, "utf8"));
      const manifest = {
        schemaVersion: 2,
        artifactType: "application/vnd.dev.sigstore.bundle.v0.3+json",
        layers: [{ mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json", digest: layer }],
        subject: {
          mediaType: "application/vnd.oci.image.manifest.v1+json",
          digest: image.split("@")[1],
        },
      };
      return {
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        digest: put(JSON.stringify(manifest)),
      };
    });
    writeFileSync(join(layout, "index.json"), JSON.stringify({ schemaVersion: 2, manifests }));

    const outcome = await added(release, { image, layout });

    expect(outcome.exit).toBe(0);

    const [blob = ""] = readdirSync(join(layout, "blobs/sha256"));
    writeFileSync(join(layout, "blobs/sha256", blob), "{}");
    await expect(added(release, { image, layout })).rejects.toThrow(
      "is not what its name says; copy the layout again",
    );
  });

  it.each([
    [
      {},
      "there is no provenance, no sbom, no scan for sha256:777777777777; name them by --provenance <file> --sbom <file> --scan <file>",
    ],
    [
      { image: "registry.intelgraph.example/api:1" },
      "--image registry.intelgraph.example/api:1: is no image as registry/repository@sha256:<64 hex>",
    ],
    [
      { image: undefined, service: "web" },
      "releases/prod.json: has no service web; name its image by --image",
    ],
    [{ service: "API" }, 'service "API": is no name that is allowed here; use lower case letters'],
    [
      { provenance: "/nowhere" },
      "/nowhere: cannot be read (ENOENT); name a bundle by --provenance",
    ],
    [{ layout: "/nowhere" }, "/nowhere: has no index.json; name the folder of an OCI layout"],
  ])("say what is missing of %j", async (input, message) => {
    const release = made();

    await expect(added(release, { image, ...input })).rejects.toThrow(message);
  });

  it("make a key on demand that only its owner can read, and never over another", () => {
    const release = made();
    const key = join(release.folder, "new.key");
    const predicate = join(release.folder, "scan.json");
    writeFileSync(predicate, "{}");
    const input = { kind: "scan", image, predicate, key, generateKey: true };

    const outcome = releaseAttestOutcome(releaseAttest(input));

    expect(statSync(key).mode & 0o777).toBe(0o600);
    expect(readFileSync(`${key}.pub`, "utf8")).toContain("BEGIN PUBLIC KEY");
    expect(JSON.parse(outcome.data?.[0] ?? "")).toMatchObject({
      mediaType: "application/vnd.dev.sigstore.bundle.v0.3+json",
    });
    expect(() => releaseAttest(input)).toThrow(
      "new.key: is there already; leave out --generate-key",
    );
  });

  it.each([
    [
      { kind: "sign" },
      "ops release attest sign: attests nothing known; known: provenance, sbom, scan",
    ],
    [{ image: undefined }, "ops release attest: lacks --image <image>; see --help"],
    [{ image: "api:1" }, "--image api:1: names no digest, or a tag too"],
    [
      { predicate: "/nowhere" },
      "/nowhere: cannot be read (ENOENT); name a JSON file by --predicate",
    ],
    [{ key: "/nowhere" }, "/nowhere: is not there; name a private key, or add --generate-key"],
    [{ key: "OPEN" }, "can be read by others, so anybody may have signed with it"],
    [{ key: "PUBLIC" }, "is no unencrypted private key in PEM"],
  ])("say what is wrong with %j", (change: object, message) => {
    const release = made();
    const predicate = join(release.folder, "scan.json");
    writeFileSync(predicate, "{}");
    const [open, pub] = [join(release.folder, "open.key"), join(release.folder, "pub.key")];
    writeFileSync(open, readFileSync(release.keyFile), { mode: 0o644 });
    writeFileSync(pub, "PUBLIC", { mode: 0o600 });
    const { key = release.keyFile, ...rest } = change as { readonly key?: string };
    const named = key === "OPEN" ? open : key === "PUBLIC" ? pub : key;
    const input = { kind: "scan", image, predicate, generateKey: false, key: named, ...rest };

    expect(() => releaseAttest(input as Parameters<typeof releaseAttest>[0])).toThrow(message);
  });
});
