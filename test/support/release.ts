import { createHash, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { attest } from "../../ops/lib/release/attest.ts";
import { licenceSummary } from "../../policy-packs/provenance/release/licences.ts";
import {
  type AcceptedFile,
  type EvidenceFile,
  type EvidenceKind,
  PREDICATES,
  type ReleasedService,
  type ReleaseFile,
  type ThirdPartyFile,
  type TrustFile,
} from "../../policy-packs/provenance/release/model.ts";

/** The day on which fixtures are judged. */
export const RELEASE_DAY = new Date("2026-11-28T12:00:00.000Z");
export const REPOSITORY = "https://github.com/intelgraph/platform";
export const COMMIT = "c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00";
export const RUN = `${REPOSITORY}/actions/runs/4711/attempts/1`;
export const BUILDER = "https://builds.intelgraph.example/runner";
export const BUILD_TYPE = "https://actions.github.io/buildtypes/workflow/v1";
export const REF = "refs/heads/main";

export interface ReleaseOptions {
  /** @default "prod" */
  readonly environment?: string;
  /** Names of services; each has the image `registry.intelgraph.example/<service>`. @default ["api"] */
  readonly services?: readonly string[];
  /** The clock that the release is made for. @default RELEASE_DAY */
  readonly now?: Date;
  /** Days since the scan finished. @default 1 */
  readonly scanAgeDays?: number;
  /** What the scan of every image found. @default nothing */
  readonly vulnerabilities?: readonly {
    readonly id: string;
    readonly severity: string;
    readonly purl?: string;
  }[];
  /** Components of every SBOM. @default two */
  readonly components?: readonly object[];
  readonly accepted?: AcceptedFile["accepted"];
  readonly thirdParty?: ThirdPartyFile["images"];
  /** Changes to the trust file before it is written. */
  readonly trust?: (file: TrustFile) => TrustFile;
  /** Changes to a service before it is written. */
  readonly service?: (service: ReleasedService, name: string) => ReleasedService;
  /** Hours since the environment took its digests. @default 48 */
  readonly sinceHours?: number;
  /** Folder to write to. @default a new one in the temporary folder, removed by `dispose` */
  readonly folder?: string;
  /** Changes a predicate before it is signed. */
  readonly predicate?: (kind: SignedKind, predicate: object, service: string) => object;
  /** The digest of a service's image. @default a hash of its name */
  readonly digest?: (service: string) => string;
  /** The repository of a service's image, with its registry. @default `registry.intelgraph.example/<service>` */
  readonly repository?: (service: string) => string;
}

export type SignedKind = Exclude<EvidenceKind, "licences">;

export interface ReleaseFixture {
  readonly folder: string;
  /** `<folder>/releases/<env>.json`. */
  readonly release: string;
  /** `<folder>/policy-packs/provenance/trust.<env>.json`. */
  readonly trust: string;
  readonly now: Date;
  /** Service to `registry/repository@sha256:…`. */
  readonly images: Readonly<Record<string, string>>;
  readonly file: ReleaseFile;
  readonly key: KeyObject;
  /** PEM file of the private key. */
  readonly keyFile: string;
  /** Absolute path of a file of evidence. */
  readonly evidence: (service: string, kind: EvidenceKind) => string;
  /** Writes other evidence and, unless told otherwise, its hash into the release file. */
  readonly replace: (
    service: string,
    kind: EvidenceKind,
    bytes: string | Uint8Array,
    options?: { readonly rehash?: boolean },
  ) => void;
  /** Rewrites the release file. */
  readonly edit: (change: (file: ReleaseFile) => unknown) => void;
  /** Rewrites the trust file. */
  readonly editTrust: (change: (file: TrustFile) => unknown) => void;
  readonly dispose: () => void;
}

export const hash = (bytes: string | Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex");

const text = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** One key pair for a process: making one takes longer than signing a release. */
const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });

/** A trusted root that trusts nobody: enough where keys sign without a log. */
export const EMPTY_ROOT = text({
  mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
  tlogs: [],
  certificateAuthorities: [],
  ctlogs: [],
  timestampAuthorities: [],
});

/** A whole release that verifies, signed with a key: what `ops release attest` and `ops release add` would make of it. */
export function releaseFixture(options: ReleaseOptions = {}): ReleaseFixture {
  const { environment = "prod", services = ["api"], now = RELEASE_DAY, sinceHours = 48 } = options;
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "intelgraph-release-"));
  const release = join(folder, `releases/${environment}.json`);
  const trust = join(folder, `policy-packs/provenance/trust.${environment}.json`);
  const keyFile = join(folder, "release.key");
  const put = (path: string, content: string | Uint8Array, mode = 0o644) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { mode });
  };
  const digestOf = options.digest ?? ((service: string) => hash(`image of ${service}`));
  const repositoryOf =
    options.repository ?? ((service: string) => `registry.intelgraph.example/${service}`);
  const images = Object.fromEntries(
    services.map((service) => [service, `${repositoryOf(service)}@sha256:${digestOf(service)}`]),
  );

  const serviceOf = (service: string): ReleasedService => {
    const image = images[service] ?? "";
    const kept = (kind: EvidenceKind, content: string): EvidenceFile => {
      const path = `evidence/${digestOf(service)}/${fileNames[kind]}`;
      put(join(folder, "releases", path), content);
      return { path, sha256: hash(content) };
    };
    const bom = predicates.sbom(image, options);
    const signed = (kind: SignedKind, predicate: object) =>
      kept(
        kind,
        attest(
          {
            image,
            predicateType: PREDICATES[kind],
            predicate: options.predicate?.(kind, predicate, service) ?? predicate,
          },
          pair.privateKey,
        ),
      );
    const made: ReleasedService = {
      image,
      source: { repository: REPOSITORY, commit: COMMIT },
      build: RUN,
      since: new Date(now.getTime() - sinceHours * HOUR).toISOString(),
      evidence: {
        provenance: signed("provenance", predicates.provenance()),
        sbom: signed("sbom", bom),
        scan: signed("scan", predicates.scan(now, options)),
        licences: kept(
          "licences",
          licenceSummary(options.predicate?.("sbom", bom, service) ?? bom),
        ),
      },
    };
    return options.service?.(made, service) ?? made;
  };

  const file: ReleaseFile = {
    environment,
    services: Object.fromEntries(
      [...services].sort().map((service) => [service, serviceOf(service)]),
    ),
  };
  const trustFile = trustOf(services.map(repositoryOf), now);
  put(release, text(file));
  put(join(folder, "releases/accepted.json"), text({ accepted: options.accepted ?? [] }));
  put(join(folder, "releases/third-party.json"), text({ images: options.thirdParty ?? [] }));
  put(join(dirname(trust), "roots/empty.json"), EMPTY_ROOT);
  put(
    join(dirname(trust), "keys/release.pub"),
    pair.publicKey.export({ format: "pem", type: "spki" }),
  );
  put(keyFile, pair.privateKey.export({ format: "pem", type: "pkcs8" }), 0o600);
  put(trust, text(options.trust?.(trustFile) ?? trustFile));

  const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
  const readRelease = () => read(release) as ReleaseFile;
  const evidence = (service: string, kind: EvidenceKind): string => {
    const path = readRelease().services[service]?.evidence[kind].path;
    if (path === undefined) throw new Error(`${service} is not in the release`);
    return join(folder, "releases", path);
  };
  const edit = (change: (file: ReleaseFile) => unknown) => {
    put(release, text(change(readRelease())));
  };
  return {
    folder,
    release,
    trust,
    now,
    images,
    file,
    key: pair.privateKey,
    keyFile,
    evidence,
    edit,
    editTrust: (change) => {
      put(trust, text(change(read(trust) as TrustFile)));
    },
    replace: (service, kind, bytes, { rehash = true } = {}) => {
      put(evidence(service, kind), bytes);
      if (!rehash) return;
      edit((now) => {
        const of = now.services[service];
        if (of === undefined) throw new Error(`${service} is not in the release`);
        const changed = { ...of.evidence[kind], sha256: hash(bytes) };
        const released = { ...of, evidence: { ...of.evidence, [kind]: changed } };
        return { ...now, services: { ...now.services, [service]: released } };
      });
    },
    dispose: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const fileNames = {
  provenance: "provenance.sigstore.json",
  sbom: "sbom.sigstore.json",
  scan: "scan.sigstore.json",
  licences: "licences.json",
} as const satisfies Record<EvidenceKind, string>;

/** Predicates as a release workflow would write them. */
export const predicates = {
  provenance: (builder = BUILDER) => ({
    buildDefinition: {
      buildType: BUILD_TYPE,
      externalParameters: {
        workflow: { ref: REF, repository: REPOSITORY, path: ".github/workflows/release.yml" },
      },
      internalParameters: { github: { event_name: "push" } },
      resolvedDependencies: [{ uri: `git+${REPOSITORY}@${REF}`, digest: { gitCommit: COMMIT } }],
    },
    runDetails: { builder: { id: builder }, metadata: { invocationId: RUN } },
  }),
  sbom: (image: string, { components = COMPONENTS }: Pick<ReleaseOptions, "components"> = {}) => {
    const [name = "", version = ""] = image.split("@");
    return {
      bomFormat: "CycloneDX",
      specVersion: "1.6",
      metadata: { component: { type: "container", "bom-ref": "image", name, version } },
      components,
    };
  },
  scan: (
    now: Date,
    {
      scanAgeDays = 1,
      vulnerabilities = [],
    }: Pick<ReleaseOptions, "scanAgeDays" | "vulnerabilities"> = {},
  ) => {
    const finished = new Date(now.getTime() - scanAgeDays * DAY);
    return {
      scanner: {
        uri: "pkg:golang/github.com/aquasecurity/trivy@0.67.0",
        version: "0.67.0",
        db: {
          uri: "pkg:github/aquasecurity/trivy-db",
          version: "2",
          lastUpdate: new Date(finished.getTime() - 6 * HOUR).toISOString(),
        },
        result: vulnerabilities.map(({ id, severity, purl }) => ({
          id,
          severity: [{ method: "nvd", score: severity }],
          ...(purl === undefined ? {} : { annotations: [{ purl }] }),
        })),
      },
      metadata: {
        scanStartedOn: new Date(finished.getTime() - 60_000).toISOString(),
        scanFinishedOn: finished.toISOString(),
      },
    };
  },
};

const COMPONENTS: readonly object[] = [
  {
    type: "library",
    name: "express",
    version: "5.1.0",
    purl: "pkg:npm/express@5.1.0",
    licenses: [{ license: { id: "MIT" } }],
  },
  {
    type: "library",
    name: "zod",
    version: "4.6.7",
    purl: "pkg:npm/zod@4.6.7",
    licenses: [{ license: { id: "MIT" } }],
  },
];

/** A trust file in which one key may do everything for these services. */
function trustOf(images: readonly string[], now: Date): TrustFile {
  const key = { name: "release", file: "keys/release.pub", log: "none" } as const;
  return {
    root: {
      file: "roots/empty.json",
      sha256: hash(EMPTY_ROOT),
      asOf: now.toISOString().slice(0, 10),
      maxAgeDays: 90,
    },
    builds: [],
    keys: [
      {
        ...key,
        images: images.length === 0 ? ["registry.intelgraph.example/none"] : images,
        repository: REPOSITORY,
        ref: REF,
        builder: BUILDER,
        buildTypes: [BUILD_TYPE],
        parameters: {
          "workflow.ref": [REF],
          "workflow.repository": [REPOSITORY],
          "workflow.path": [".github/workflows/release.yml"],
        },
      },
    ],
    attestors: [
      {
        ...key,
        predicates: [PREDICATES.sbom, PREDICATES.scan],
        images: images.length === 0 ? ["registry.intelgraph.example/none"] : images,
      },
    ],
    soakHours: 24,
    maxScanAgeDays: 7,
  };
}
