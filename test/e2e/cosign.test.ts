import { createPublicKey } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run, type RunResult } from "../../lib/run.ts";
import { releaseAdd } from "../../ops/commands/release-add.ts";
import { localTool } from "../../ops/lib/local-tool.ts";
import { PREDICATES, type TrustFile } from "../../policy-packs/provenance/release/model.ts";
import { verifyRelease } from "../../policy-packs/provenance/release/verify.ts";
import {
  EMPTY_ROOT,
  predicates,
  RELEASE_DAY,
  type ReleaseFixture,
  releaseFixture,
  type SignedKind,
} from "../support/release.ts";
import { registry, type Registry } from "./support/registry.ts";

// Cosign is built when no cache has it.
jest.setTimeout(1_800_000);

const root = join(import.meta.dirname, "../..");
const kinds = ["provenance", "sbom", "scan"] as const satisfies readonly SignedKind[];
/** Without a log and without asking Sigstore's servers what to trust. */
const OFFLINE = ["--tlog-upload=false", "--use-signing-config=false", "--yes"];

interface Bundle {
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string }[] };
  verificationMaterial: object;
}

describe("beside the real cosign", () => {
  let program: string;
  let folder: string;
  let trustedRoot: string;
  const release: { fixture?: ReleaseFixture } = {};
  const fixture = (): ReleaseFixture => (release.fixture ??= releaseFixture());

  /** Cosign with a home of its own; whatever it asks of a network goes to a port where nobody listens. */
  const cosign = (...args: string[]): Promise<RunResult> =>
    run(program, args, {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        TUF_ROOT: join(folder, "tuf"),
        COSIGN_PASSWORD: "",
        HTTPS_PROXY: "http://127.0.0.1:9",
        HTTP_PROXY: "http://127.0.0.1:9",
        NO_PROXY: "localhost",
      },
      timeoutMs: 120_000,
    });
  const done = async (...args: string[]): Promise<RunResult> => {
    const result = await cosign(...args);
    if (result.code !== 0) throw new Error(`cosign ${args[0] ?? ""}: ${result.stderr}`);
    return result;
  };
  const put = (name: string, value: unknown): string => {
    const path = join(folder, name);
    writeFileSync(path, typeof value === "string" ? value : JSON.stringify(value));
    return path;
  };
  const predicateOf = (kind: SignedKind, image: string): object =>
    ({
      provenance: () => predicates.provenance(),
      sbom: () => predicates.sbom(image),
      scan: () => predicates.scan(RELEASE_DAY),
    })[kind]();
  /** What `cosign attest-blob` signs about an image, as the text of a bundle. */
  const attestBlob = async (kind: SignedKind, image: string): Promise<string> => {
    const [name = "", digest = ""] = image.split("@sha256:");
    const bundle = join(folder, `${kind}.bundle.json`);
    await done(
      "attest-blob",
      ...["--key", "cosign.key", "--type", PREDICATES[kind], "--bundle", bundle],
      ...["--predicate", put(`${kind}.json`, predicateOf(kind, image)), "--hash", digest],
      ...["--trusted-root", trustedRoot, ...OFFLINE, name],
    );
    return readFileSync(bundle, "utf8");
  };
  const failuresOf = ({ release, trust }: ReleaseFixture) => {
    const { images, failures } = verifyRelease({ release, trust, now: RELEASE_DAY });
    return [...failures, ...images.flatMap((one) => one.failures)].map(({ code }) => code);
  };
  const trustCosign = ({ folder: of }: ReleaseFixture) => {
    const key = readFileSync(join(folder, "cosign.pub"));
    writeFileSync(join(of, "policy-packs/provenance/keys/release.pub"), key);
  };

  beforeAll(async () => {
    program = await localTool(root, process.env, "cosign");
    folder = mkdtempSync(join(tmpdir(), "intelgraph-cosign-"));
    trustedRoot = put("root.json", EMPTY_ROOT);
    await done("generate-key-pair");
  });
  beforeEach(() => {
    delete release.fixture;
  });
  afterEach(() => {
    release.fixture?.dispose();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("made keys that the test reads, and not the key of the fixture", () => {
    const key = createPublicKey(readFileSync(join(folder, "cosign.pub")));

    expect(key.asymmetricKeyDetails).toEqual({ namedCurve: "prime256v1" });
  });

  describe("what cosign attest-blob signed", () => {
    const bundles: Partial<Record<SignedKind, string>> = {};
    const released = (): ReleaseFixture => {
      const made = fixture();
      trustCosign(made);
      for (const kind of kinds) made.replace("api", kind, bundles[kind] ?? "");
      return made;
    };
    const altered = (change: (bundle: Bundle) => void): string => {
      const bundle = JSON.parse(bundles.sbom ?? "") as Bundle;
      change(bundle);
      return JSON.stringify(bundle);
    };

    beforeAll(async () => {
      const image = fixture().images["api"] ?? "";
      for (const kind of kinds) bundles[kind] = await attestBlob(kind, image);
    });

    it("is accepted", () => {
      expect(failuresOf(released())).toEqual([]);
    });

    it("is refused when the trust file names another key", () => {
      const made = fixture();
      for (const kind of kinds) made.replace("api", kind, bundles[kind] ?? "");

      expect([...new Set(failuresOf(made))]).toEqual(["key-unknown"]);
    });

    it.each<[string, (bundle: Bundle) => void, string]>([
      [
        "another payload",
        ({ dsseEnvelope }) => {
          const text = Buffer.from(dsseEnvelope.payload, "base64").toString();
          dsseEnvelope.payload = Buffer.from(text.replace("5.1.0", "5.1.1")).toString("base64");
        },
        "signature-invalid",
      ],
      [
        "another signature",
        ({ dsseEnvelope: { signatures } }) => {
          for (const one of signatures) one.sig = one.sig.replace(/.{8}(?==*$)/, "AAAAAAAA");
        },
        "signature-invalid",
      ],
      [
        "another type of payload",
        ({ dsseEnvelope }) => {
          dsseEnvelope.payloadType = "text/plain";
        },
        "bundle-no-statement",
      ],
      [
        "no signature",
        ({ dsseEnvelope }) => {
          dsseEnvelope.signatures = [];
        },
        "bundle-malformed",
      ],
    ])("is refused with %s", (_, change, code) => {
      const made = released();
      made.replace("api", "sbom", altered(change));

      expect(failuresOf(made)).toContain(code);
    });

    it("is refused for another image, and as other evidence", () => {
      const other = fixture();
      trustCosign(other);
      other.replace("api", "sbom", bundles.scan ?? "");
      expect(failuresOf(other)).toContain("predicate-type");

      const another = releaseFixture({ digest: () => "d".repeat(64) });
      trustCosign(another);
      another.replace("api", "sbom", bundles.sbom ?? "");
      expect(failuresOf(another)).toContain("subject-mismatch");
      another.dispose();
    });
  });

  it("refuses what cosign sign-blob signed: a blob is no statement", async () => {
    const bundle = join(folder, "blob.bundle.json");
    await done(
      "sign-blob",
      ...["--key", "cosign.key", "--bundle", bundle, "--trusted-root", trustedRoot, ...OFFLINE],
      put("blob", "hello"),
    );
    const made = fixture();
    trustCosign(made);
    made.replace("api", "sbom", readFileSync(bundle));

    expect(failuresOf(made)).toContain("bundle-no-statement");
  });

  describe("what ops release attest signed", () => {
    const verified = async (bundle: string, kind: SignedKind, digest: string) => {
      const { fixture: made = fixture() } = release;
      return cosign(
        "verify-blob-attestation",
        ...["--key", join(made.folder, "policy-packs/provenance/keys/release.pub")],
        ...["--bundle", bundle, "--type", PREDICATES[kind], "--trusted-root", trustedRoot],
        ...["--insecure-ignore-tlog", "--digest", digest, "--digestAlg", "sha256"],
      );
    };

    it.each(kinds)("is accepted by cosign: %s", async (kind) => {
      const { images, keyFile } = fixture();
      const image = images["api"] ?? "";
      const bundle = join(folder, "ours.json");
      const made = await run(process.execPath, [
        ...[join(root, "ops/cli.js"), "release", "attest", kind, "--image", image],
        ...["--predicate", put("ours.predicate.json", predicateOf(kind, image))],
        ...["--key", keyFile, "--out", bundle],
      ]);
      expect([made.code, made.stderr]).toEqual([0, expect.any(String)]);

      const result = await verified(bundle, kind, image.split("@sha256:")[1] ?? "");

      expect([result.code, result.stderr]).toEqual([0, expect.stringContaining("Verified OK")]);
    });

    it("is refused by cosign once it is altered, and for another image", async () => {
      const { evidence, images } = fixture();
      const digest = (images["api"] ?? "").split("@sha256:")[1] ?? "";
      const text = readFileSync(evidence("api", "scan"), "utf8");
      const bundle = JSON.parse(text) as Bundle;
      const payload = Buffer.from(bundle.dsseEnvelope.payload, "base64").toString();
      bundle.dsseEnvelope.payload = Buffer.from(payload.replace("0.67.0", "0.67.1")).toString(
        "base64",
      );

      const good = await verified(put("good.json", text), "scan", digest);
      const bad = await verified(put("bad.json", bundle), "scan", digest);
      const other = await verified(put("good.json", text), "scan", "d".repeat(64));

      expect([good.code, bad.code, other.code]).toEqual([0, 1, 1]);
    });
  });

  describe("attestations in a registry", () => {
    let served: Registry;
    beforeAll(async () => {
      served = await registry();
    });
    afterAll(() => served.close());

    /** A release in which cosign's key may sign for an image of the registry. */
    const trusting = (name: string): ReleaseFixture => {
      const images = [name];
      const only = <T extends object>(list: readonly T[]) =>
        list.map((one) => ({ ...one, images }));
      release.fixture = releaseFixture({
        services: [],
        trust: (file: TrustFile) => ({
          ...file,
          keys: only(file.keys),
          attestors: only(file.attestors),
        }),
      });
      trustCosign(release.fixture);
      return release.fixture;
    };
    const attested = async (repository: string, ...flags: string[]) => {
      const name = `${served.host}/${repository}`;
      const image = `${name}@${served.push(repository)}`;
      for (const kind of kinds) {
        const predicate = put(`${kind}.json`, predicateOf(kind, image));
        await done(
          "attest",
          ...["--key", "cosign.key", "--type", PREDICATES[kind], "--predicate", predicate],
          ...[...OFFLINE, ...flags, image],
        );
      }
      return { name, image };
    };
    const add = (image: string, layout: string, { folder: of }: ReleaseFixture) =>
      releaseAdd(
        { environment: "prod", service: "api", image, layout },
        { root: of, now: () => RELEASE_DAY },
      );

    it("are accepted from an OCI layout that holds what cosign attest pushed", async () => {
      const { name, image } = await attested("api", "--trusted-root", trustedRoot);
      const layout = join(folder, "copied");
      served.writeLayout("api", layout);
      const made = trusting(name);

      const report = await add(image, layout, made);

      expect(report).toMatchObject({ verdict: "done", failures: [] });
      expect(failuresOf(made)).toEqual([]);
    });

    it("are accepted from what cosign save wrote", async () => {
      const { name, image } = await attested("saved", "--new-bundle-format=false");
      const layout = join(folder, "saved");
      await done("save", "--dir", layout, image);
      const made = trusting(name);

      const report = await add(image, layout, made);

      expect(report).toMatchObject({ verdict: "done", failures: [] });
      expect(failuresOf(made)).toEqual([]);
    });

    it("are refused from a layout in which one blob was altered", async () => {
      const { name, image } = await attested("altered", "--trusted-root", trustedRoot);
      const layout = join(folder, "altered");
      served.writeLayout("altered", layout);
      const blobs = join(layout, "blobs/sha256");
      for (const file of readdirSync(blobs)) {
        const path = join(blobs, file);
        const text = readFileSync(path, "utf8");
        writeFileSync(path, text.replace('"sig":"ME', '"sig":"MF'));
      }

      await expect(add(image, layout, trusting(name))).rejects.toThrow("is not what its name says");
    });

    it("are refused for an image that nobody attested", async () => {
      const { name } = await attested("other", "--trusted-root", trustedRoot);
      const layout = join(folder, "other");
      served.writeLayout("other", layout);

      await expect(add(`${name}@sha256:${"d".repeat(64)}`, layout, trusting(name))).rejects.toThrow(
        /provenance/,
      );
    });
  });
});
