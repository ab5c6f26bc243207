import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { isBundleWithDsseEnvelope } from "@sigstore/bundle";

import type { Code } from "../../../../policy-packs/provenance/release/codes.ts";
import {
  type About,
  EVIDENCE_KINDS,
  type EvidenceFile,
  type ReleasedService,
  type ReleaseFile,
} from "../../../../policy-packs/provenance/release/model.ts";
import { GOOD_RUN, type KeylessFixture, type Signing } from "../../../support/keyless.ts";
import { COMMIT, hash, REF, REPOSITORY } from "../../../support/release.ts";

/** Something that somebody could try, and the one thing that has to be said about it. */
export interface Forgery {
  readonly name: string;
  readonly code: Code;
  /** @default "provenance" */
  readonly about?: About | readonly About[];
  readonly forge: (release: KeylessFixture) => unknown;
}

const OTHER_DIGEST = hash("another image");
const WORKFLOW = ".github/workflows/release.yml";

/** The provenance signed anew, differently. */
const provenance = (signing: Signing) => (release: KeylessFixture) =>
  release.resign("api", "provenance", signing);
/** Signed by a run of another identity, which is otherwise honest about itself. */
const by = (identity: string, run: Signing["run"] = {}) =>
  provenance({ run: { identity, ...run } });
const scan = (signing: Signing) => (release: KeylessFixture) =>
  release.resign("api", "scan", signing);
const sbom = (signing: Signing) => (release: KeylessFixture) =>
  release.resign("api", "sbom", signing);

type Json = Readonly<Record<string, unknown>>;
/** A copy in which the value at a path is another one; undefined takes it away. */
export function changed(value: unknown, path: readonly (string | number)[], to: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return (value as unknown[]).map((one, at) => (at === key ? changed(one, rest, to) : one));
  }
  const object = value as Json;
  return { ...object, [key]: changed(object[key], rest, to) };
}
const predicate =
  (path: readonly (string | number)[], to: unknown): NonNullable<Signing["predicate"]> =>
  (value) =>
    changed(value, path, to);
const statement =
  (path: readonly (string | number)[], to: unknown): NonNullable<Signing["statement"]> =>
  (value) =>
    changed(value, path, to);

const inService =
  (change: (service: ReleasedService) => ReleasedService) => (release: KeylessFixture) => {
    release.edit(({ services: { api, ...others }, ...file }: ReleaseFile) => {
      if (api === undefined) throw new Error("there is no api");
      return { ...file, services: { ...others, api: change(api) } };
    });
  };
const inEvidence = (change: (evidence: EvidenceFile) => EvidenceFile) =>
  inService((service) => ({
    ...service,
    evidence: { ...service.evidence, provenance: change(service.evidence.provenance) },
  }));
const rewrite = (change: (text: string) => string) => (release: KeylessFixture) => {
  const text = readFileSync(release.evidence("api", "provenance"), "utf8");
  release.replace("api", "provenance", change(text));
};
const DAY = 86_400_000;
const ago = ({ now }: KeylessFixture, days: number) =>
  new Date(now.getTime() - days * DAY).toISOString();

const files: readonly Forgery[] = [
  {
    name: "evidence changed after the release",
    code: "evidence-changed",
    forge: (release) => {
      const text = readFileSync(release.evidence("api", "provenance"), "utf8");
      release.replace("api", "provenance", text.replace("}", " }"), { rehash: false });
    },
  },
  {
    name: "evidence cut off, its hash corrected",
    code: "evidence-not-json",
    forge: rewrite((text) => text.slice(0, 900)),
  },
  {
    name: "evidence taken away",
    code: "evidence-missing",
    forge: (release) => {
      rmSync(release.evidence("api", "provenance"));
    },
  },
  {
    name: "a bundle of 1 GB",
    code: "evidence-too-large",
    forge: (release) => {
      truncateSync(release.evidence("api", "provenance"), 1024 ** 3);
    },
  },
  {
    name: "a path out of the folder of the image",
    code: "evidence-path",
    forge: inEvidence((evidence) => ({
      ...evidence,
      path: `${dirname(evidence.path)}/../../prod.json`,
    })),
  },
  {
    name: "an absolute path",
    code: "evidence-path",
    forge: inEvidence((evidence) => ({ ...evidence, path: "/etc/passwd" })),
  },
  {
    name: "the evidence of another image",
    code: "evidence-path",
    forge: inEvidence((evidence) => ({
      ...evidence,
      path: `evidence/${OTHER_DIGEST}/provenance.json`,
    })),
  },
  {
    name: "a symbolic link in place of the file",
    code: "evidence-symlink",
    forge: (release) => {
      const path = release.evidence("api", "provenance");
      renameSync(path, `${path}.moved`);
      symlinkSync(`${path}.moved`, path);
    },
  },
  {
    name: "a symbolic link in place of the folder",
    code: "evidence-symlink",
    about: EVIDENCE_KINDS,
    forge: (release) => {
      const folder = dirname(release.evidence("api", "provenance"));
      renameSync(folder, `${folder}.moved`);
      symlinkSync(`${folder}.moved`, folder);
    },
  },
  {
    name: "a folder in place of the file",
    code: "evidence-unreadable",
    forge: (release) => {
      const path = release.evidence("api", "provenance");
      rmSync(path);
      mkdirSync(path);
    },
  },
  {
    name: "a pipe that nobody writes to, in place of the file",
    code: "evidence-unreadable",
    forge: (release) => {
      const path = release.evidence("api", "provenance");
      rmSync(path);
      execFileSync("mkfifo", [path]);
    },
  },
  {
    name: "a key twice in the bundle",
    code: "evidence-duplicate-key",
    forge: rewrite((text) => text.replace("{", '{"\\u006dediaType":"other",')),
  },
  {
    name: "JSON that is no bundle",
    code: "bundle-malformed",
    forge: rewrite(() => '{"mediaType":"text/plain"}'),
  },
];

const signatures: readonly Forgery[] = [
  {
    name: "a statement changed after it was signed",
    code: "log-entry-mismatch",
    forge: provenance({
      fault: {
        bundle: ({ content }) => {
          if (content.$case !== "dsseEnvelope") return;
          const { payload } = content.dsseEnvelope;
          content.dsseEnvelope.payload = Buffer.from(
            payload.toString().replace(COMMIT, COMMIT.replaceAll("c0", "d0")),
          );
        },
      },
    }),
  },
  {
    name: "a signature of somebody else under a good certificate",
    code: "log-entry-mismatch",
    forge: provenance({
      fault: {
        bundle: (bundle) => {
          if (!isBundleWithDsseEnvelope(bundle)) return;
          const [signature] = bundle.content.dsseEnvelope.signatures;
          signature?.sig.set([0, 1, 2], 20);
        },
      },
    }),
  },
  {
    name: "no entry in the log",
    code: "log-entry-missing",
    forge: provenance({ fault: { log: "none", stamp: "tsa" } }),
  },
  {
    name: "the log of somebody else",
    code: "log-unknown",
    forge: provenance({ fault: { log: "stranger" } }),
  },
  {
    name: "the log of somebody else under the name of ours",
    code: "log-entry-invalid",
    forge: async (release) => {
      let ours: Buffer | undefined;
      await release.resign("api", "provenance", {
        fault: {
          bundle: ({ verificationMaterial }) => {
            ours = verificationMaterial.tlogEntries[0]?.logId.keyId;
          },
        },
      });
      await release.resign("api", "provenance", {
        fault: {
          log: "stranger",
          bundle: ({ verificationMaterial: { tlogEntries } }) => {
            const [entry] = tlogEntries;
            if (entry !== undefined && ours !== undefined) entry.logId.keyId = ours;
          },
        },
      });
    },
  },
  {
    name: "the same entry twice",
    code: "log-entry-duplicate",
    forge: provenance({
      fault: {
        // Two stamps of one time would be noticed first.
        stamp: "tsa",
        bundle: ({ verificationMaterial }) => {
          verificationMaterial.tlogEntries.push(...verificationMaterial.tlogEntries);
        },
      },
    }),
  },
  {
    name: "nobody who vouches for the time",
    code: "timestamp-missing",
    forge: provenance({ fault: { stamp: "none" } }),
  },
  {
    name: "the time stamp of somebody else",
    code: "timestamp-invalid",
    forge: provenance({ fault: { stamp: "stranger" } }),
  },
  {
    name: "a certificate used after its time",
    code: "certificate-expired",
    forge: provenance({ fault: { minutesLate: 11 } }),
  },
  {
    name: "a certificate used before its time",
    code: "certificate-expired",
    forge: provenance({ fault: { minutesLate: -1 } }),
  },
  {
    name: "a certificate of somebody else",
    code: "certificate-untrusted",
    forge: provenance({ fault: { authority: "stranger" } }),
  },
  {
    name: "a certificate in no log",
    code: "certificate-not-logged",
    forge: provenance({ fault: { certificateLog: "none" } }),
  },
  {
    name: "a certificate in the log of somebody else",
    code: "certificate-not-logged",
    forge: provenance({ fault: { certificateLog: "stranger" } }),
  },
  {
    name: "bytes in place of a certificate",
    code: "certificate-malformed",
    forge: provenance({
      fault: {
        bundle: ({ verificationMaterial: { content } }) => {
          if (content.$case === "certificate") content.certificate.rawBytes = Buffer.from("none");
        },
      },
    }),
  },
  {
    name: "a key where only workflows may sign",
    code: "key-unknown",
    forge: provenance({
      fault: {
        bundle: ({ verificationMaterial }) => {
          verificationMaterial.content = { $case: "publicKey", publicKey: { hint: "release" } };
        },
      },
    }),
  },
  {
    name: "an envelope that holds something else",
    code: "bundle-no-statement",
    forge: provenance({ fault: { payloadType: "text/plain" } }),
  },
];

const signers: readonly Forgery[] = [
  {
    name: "another repository",
    code: "signer-other-repository",
    forge: by(`https://github.com/intelgraph/sandbox/${WORKFLOW}@${REF}`),
  },
  {
    name: "a fork",
    code: "signer-fork",
    forge: by(`https://github.com/mallory/platform/${WORKFLOW}@${REF}`),
  },
  {
    name: "our workflow called from another repository",
    code: "signer-other-repository",
    forge: by(GOOD_RUN.identity, { repository: "https://github.com/mallory/platform" }),
  },
  {
    name: "our workflow for another ref",
    code: "signer-other-ref",
    forge: by(GOOD_RUN.identity, { ref: "refs/heads/feature" }),
  },
  {
    name: "a certificate that names no repository",
    code: "signer-other-repository",
    forge: provenance({
      run: Object.fromEntries([["repository", undefined]]),
    }),
  },
  {
    name: "a tag in place of the branch",
    code: "signer-tag",
    forge: by(`${REPOSITORY}/${WORKFLOW}@refs/tags/v1.0.0`),
  },
  {
    name: "another branch",
    code: "signer-other-ref",
    forge: by(`${REPOSITORY}/${WORKFLOW}@refs/heads/feature`),
  },
  {
    name: "another workflow file",
    code: "signer-other-workflow",
    forge: by(`${REPOSITORY}/.github/workflows/ci.yml@${REF}`),
  },
  {
    name: "a look-alike by prefix",
    code: "signer-look-alike",
    forge: by(`https://mallory.example/?${GOOD_RUN.identity}`),
  },
  {
    name: "a look-alike by suffix",
    code: "signer-look-alike",
    forge: by(`${GOOD_RUN.identity}-evil`),
  },
  {
    name: "a look-alike by a dot as wildcard",
    code: "signer-look-alike",
    forge: by(GOOD_RUN.identity.replace("github.com", "githubxcom")),
  },
  {
    name: "a look-alike by the case of letters",
    code: "signer-look-alike",
    forge: by(GOOD_RUN.identity.replace("intelgraph", "IntelGraph")),
  },
  { name: "a person", code: "signer-unknown", forge: by("https://accounts.example/mallory") },
  {
    name: "another issuer",
    code: "issuer-not-allowed",
    forge: provenance({ run: { issuer: "https://issuer.example" } }),
  },
  {
    name: "an image that nobody may build",
    code: "nobody-may-sign",
    forge: (release) => {
      release.editTrust((file) => ({
        ...file,
        builds: file.builds.map((one) => ({ ...one, images: ["registry.intelgraph.example/web"] })),
      }));
    },
  },
];

const statements: readonly Forgery[] = [
  {
    name: "another digest as subject",
    code: "subject-mismatch",
    forge: provenance({ statement: statement(["subject", 0, "digest", "sha256"], OTHER_DIGEST) }),
  },
  {
    name: "another image as subject",
    code: "subject-other-image",
    forge: provenance({
      statement: statement(["subject", 0, "name"], "registry.intelgraph.example/web"),
    }),
  },
  {
    name: "a predicate of another type",
    code: "predicate-type",
    forge: provenance({
      statement: statement(["predicateType"], "https://intelgraph.example/provenance"),
    }),
  },
  {
    name: "provenance of SLSA v0.2",
    code: "predicate-version",
    forge: provenance({
      statement: statement(["predicateType"], "https://slsa.dev/provenance/v0.2"),
    }),
  },
  {
    name: "a statement about nothing",
    code: "statement-malformed",
    forge: provenance({ statement: statement(["subject"], []) }),
  },
  {
    name: "a builder that is not allowed",
    code: "builder-not-allowed",
    forge: provenance({
      predicate: predicate(
        ["runDetails", "builder", "id"],
        "https://github.com/actions/runner/self-hosted",
      ),
    }),
  },
  {
    name: "a machine of its own under the name of a hosted one",
    code: "builder-not-allowed",
    forge: provenance({ run: { runner: "self-hosted" } }),
  },
  {
    name: "another type of build",
    code: "build-type-not-allowed",
    forge: provenance({
      predicate: predicate(["buildDefinition", "buildType"], "https://mallory.example/build"),
    }),
  },
  {
    name: "a parameter that is not on the list",
    code: "parameter-not-allowed",
    forge: provenance({
      predicate: predicate(["buildDefinition", "externalParameters", "inputs"], { debug: true }),
    }),
  },
  {
    name: "a parameter with a value that is not on the list",
    code: "parameter-not-allowed",
    forge: provenance({
      predicate: predicate(
        ["buildDefinition", "externalParameters", "workflow", "path"],
        "Dockerfile.debug",
      ),
    }),
  },
  {
    name: "sources of another repository",
    code: "source-repository-mismatch",
    forge: provenance({
      predicate: predicate(
        ["buildDefinition", "resolvedDependencies", 0, "uri"],
        `git+https://github.com/mallory/platform@${REF}`,
      ),
    }),
  },
  {
    name: "sources of another ref",
    code: "source-ref-mismatch",
    forge: provenance({
      predicate: predicate(
        ["buildDefinition", "resolvedDependencies", 0, "uri"],
        `git+${REPOSITORY}@refs/heads/feature`,
      ),
    }),
  },
  {
    name: "another commit than GitHub saw",
    code: "source-commit-mismatch",
    forge: provenance({ run: { commit: hash("x").slice(0, 40) } }),
  },
  {
    name: "another commit than the release says",
    code: "source-commit-mismatch",
    forge: inService((service) => ({
      ...service,
      source: { ...service.source, commit: hash("x").slice(0, 40) },
    })),
  },
  {
    name: "another repository than the release says",
    code: "source-repository-mismatch",
    forge: inService((service) => ({
      ...service,
      source: { ...service.source, repository: "https://github.com/intelgraph/other" },
    })),
  },
  {
    name: "another run than GitHub saw",
    code: "build-run-mismatch",
    forge: provenance({ run: { run: `${REPOSITORY}/actions/runs/1/attempts/1` } }),
  },
  {
    name: "another run than the release says",
    code: "build-run-mismatch",
    forge: inService((service) => ({
      ...service,
      build: `${REPOSITORY}/actions/runs/1/attempts/1`,
    })),
  },
  {
    name: "provenance without a builder",
    code: "provenance-malformed",
    forge: provenance({ predicate: predicate(["runDetails"], {}) }),
  },
];

const others: readonly Forgery[] = [
  {
    name: "the SBOM of another digest",
    code: "sbom-other-image",
    about: "sbom",
    forge: sbom({
      predicate: predicate(["metadata", "component", "version"], `sha256:${OTHER_DIGEST}`),
    }),
  },
  {
    name: "the SBOM signed for another digest",
    code: "subject-mismatch",
    about: "sbom",
    forge: sbom({ statement: statement(["subject", 0, "digest", "sha256"], OTHER_DIGEST) }),
  },
  {
    name: "an SBOM that names no digest",
    code: "sbom-names-no-image",
    about: "sbom",
    forge: sbom({ predicate: predicate(["metadata", "component", "version"], "1.0.0") }),
  },
  {
    name: "an SBOM without components",
    code: "sbom-malformed",
    about: "sbom",
    forge: sbom({ predicate: predicate(["components"], []) }),
  },
  {
    name: "an SBOM of a fork",
    code: "signer-fork",
    about: "sbom",
    forge: sbom({ run: { identity: `https://github.com/mallory/platform/${WORKFLOW}@${REF}` } }),
  },
  {
    name: "licences of something else",
    code: "licences-mismatch",
    about: "licences",
    forge: (release) => {
      release.replace("api", "licences", '{"components":1}');
    },
  },
  {
    name: "a provenance in place of the scan",
    code: "predicate-type",
    about: "scan",
    forge: (release) => {
      release.replace("api", "scan", readFileSync(release.evidence("api", "provenance")));
    },
  },
  {
    name: "a scan that is too old",
    code: "scan-too-old",
    about: "scan",
    forge: (release) => scan({ predicate: scannedAt(ago(release, 7.01)) })(release),
  },
  {
    name: "a scan from the future",
    code: "scan-from-future",
    about: "scan",
    forge: (release) =>
      scan({ predicate: scannedAt(ago(release, -1)), fault: { minutesLate: 0, stamp: "tsa" } })(
        release,
      ),
  },
  {
    name: "a scan by an old database",
    code: "scan-database-old",
    about: "scan",
    forge: (release) =>
      scan({ predicate: predicate(["scanner", "db", "lastUpdate"], ago(release, 9)) })(release),
  },
  {
    name: "a scan that does not say when",
    code: "scan-malformed",
    about: "scan",
    forge: scan({ predicate: predicate(["metadata"], {}) }),
  },
  {
    name: "a critical vulnerability",
    code: "vulnerability-critical",
    about: "vulnerability",
    forge: scan({ predicate: found("critical") }),
  },
  {
    name: "a high vulnerability",
    code: "vulnerability-high",
    about: "vulnerability",
    forge: scan({ predicate: found("8.1") }),
  },
  {
    name: "a vulnerability that nobody rated",
    code: "vulnerability-unrated",
    about: "vulnerability",
    forge: scan({ predicate: found("unknown") }),
  },
];

function scannedAt(time: string): NonNullable<Signing["predicate"]> {
  return (value) =>
    changed(
      changed(value, ["metadata", "scanFinishedOn"], time),
      ["scanner", "db", "lastUpdate"],
      time,
    );
}

function found(score: string): NonNullable<Signing["predicate"]> {
  return predicate(
    ["scanner", "result"],
    [{ id: "CVE-2026-1", severity: [{ method: "nvd", score }] }],
  );
}

const root = (name: string) => (release: KeylessFixture) => join(dirname(release.trust), name);
const trustFile: readonly Forgery[] = [
  {
    name: "a trust root that was changed",
    code: "trust-root-changed",
    about: "trust",
    forge: (release) => {
      writeFileSync(root("roots/test.json")(release), "{}");
    },
  },
  {
    name: "a trust root that nobody has looked at for long",
    code: "trust-root-stale",
    about: "trust",
    forge: (release) => {
      release.editTrust((file) => ({
        ...file,
        root: { ...file.root, asOf: ago(release, 91).slice(0, 10) },
      }));
    },
  },
  {
    name: "a trust root from the future",
    code: "trust-root-from-future",
    about: "trust",
    forge: (release) => {
      release.editTrust((file) => ({
        ...file,
        root: { ...file.root, asOf: ago(release, -2).slice(0, 10) },
      }));
    },
  },
  {
    name: "a trust root that is none",
    code: "trust-root-malformed",
    about: "trust",
    forge: (release) => {
      writeFileSync(root("roots/test.json")(release), "[]");
      release.editTrust((file) => ({ ...file, root: { ...file.root, sha256: hash("[]") } }));
    },
  },
  {
    name: "no trust file",
    code: "trust-unreadable",
    about: "trust",
    forge: (release) => {
      rmSync(release.trust);
    },
  },
  {
    name: "a wildcard in the trust file",
    code: "trust-malformed",
    about: "trust",
    forge: (release) => {
      release.editTrust((file) => ({
        ...file,
        builds: file.builds.map((one) => ({ ...one, builder: "https://github.com/*" })),
      }));
    },
  },
  {
    name: "no release file",
    code: "release-missing",
    about: "release",
    forge: (release) => {
      rmSync(release.release);
    },
  },
  {
    name: "a link in place of the release file",
    code: "release-unreadable",
    about: "release",
    forge: (release) => {
      renameSync(release.release, `${release.release}.moved`);
      symlinkSync(`${release.release}.moved`, release.release);
    },
  },
  {
    name: "a service twice in the release file",
    code: "release-malformed",
    about: "release",
    forge: (release) => {
      const text = readFileSync(release.release, "utf8");
      writeFileSync(release.release, text.replace('"services": {', '"services": { "api": {},'));
    },
  },
  {
    name: "the release of another environment",
    code: "release-other-environment",
    about: "release",
    forge: (release) => {
      release.edit((file) => ({ ...file, environment: "dev" }));
    },
  },
  {
    name: "a list of exceptions that cannot be read",
    code: "accepted-malformed",
    about: "acceptance",
    forge: (release) => {
      writeFileSync(join(dirname(release.release), "accepted.json"), "{");
    },
  },
  {
    name: "a lock of third parties that cannot be read",
    code: "third-party-malformed",
    about: "third-party",
    forge: (release) => {
      rmSync(join(dirname(release.release), "third-party.json"));
    },
  },
];

export const forgeries: readonly Forgery[] = [
  ...files,
  ...signatures,
  ...signers,
  ...statements,
  ...others,
  ...trustFile,
];
