import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  type KeyPairKeyObjectResult,
  sign,
} from "node:crypto";

import { type Bundle, bundleToJSON, toDSSEBundle } from "@sigstore/bundle";
import { initializeCA, initializeCTLog, initializeTLog, initializeTSA } from "@sigstore/mock";
import { TrustedRoot } from "@sigstore/protobuf-specs";

import { encoded } from "../../ops/lib/release/attest.ts";
import { hintOf } from "../../policy-packs/provenance/release/signature.ts";

/** What an authority writes into the certificate of a run; what is left out is not written. */
export interface RunIdentity {
  readonly identity: string;
  readonly issuer: string;
  readonly repository?: string;
  readonly commit?: string;
  readonly ref?: string;
  readonly run?: string;
  readonly runner?: string;
}

/** How a signature is made differently from how it should be. */
export interface SigningFault {
  /** The log that the signature is put into. @default the log of the trust root */
  readonly log?: "none" | "stranger";
  /** Who vouches for the time. @default "log" */
  readonly stamp?: "log" | "tsa" | "stranger" | "none";
  /** The authority that issues the certificate. @default that of the trust root */
  readonly authority?: "stranger";
  /** The log of certificates. @default that of the trust root */
  readonly certificateLog?: "none" | "stranger";
  /** Minutes between the certificate and the entry in the log. @default 0 */
  readonly minutesLate?: number;
  /** Changes the bundle once it is made. */
  readonly bundle?: (bundle: Bundle) => void;
  /** Signs with a key and no certificate. */
  readonly key?: KeyObject;
  /** What is signed, when it is no in-toto statement. */
  readonly payloadType?: string;
}

export interface Authorities {
  /** The time at which all of them are. */
  readonly now: Date;
  /** A trusted root that names them, as JSON. */
  readonly root: string;
  /** A bundle over a statement, signed as a run would. */
  readonly sign: (statement: unknown, run: RunIdentity, fault?: SigningFault) => Promise<string>;
}

const pair = (): KeyPairKeyObjectResult => generateKeyPairSync("ec", { namedCurve: "P-256" });
const LOG = "https://rekor.sigstore.example";

/** An authority for certificates, both logs and a time-stamping authority, all in this process. */
export async function authorities(): Promise<Authorities> {
  // Their own certificates begin at the time of the machine, and have to be valid when they are used. Whole seconds, because
  // the authority writes fractions without trailing zeros and readers want three digits or none.
  const now = new Date(Math.ceil(Date.now() / 1000) * 1000 + 60_000);
  const ours = await services(now);
  const stranger = await services(now);
  return {
    now,
    root: rootOf(ours, now),
    sign: async (statement, run, fault = {}) => {
      const { authority, certificateLog, log, stamp = "log", minutesLate = 0 } = fault;
      const keys = pair();
      const noted = certificateLog === "none" ? undefined : certificateLog && stranger.ctlog;
      const issuing =
        authority === "stranger" ? stranger.ca : await ours.caWith(noted, certificateLog);
      const certificate = await issuing.issueCertificate({
        publicKey: der(keys.publicKey),
        subjectAltName: run.identity,
        extensions: extensionsOf(run),
      });
      const late = new Date(now.getTime() + minutesLate * 60_000);
      const logs =
        log === "stranger" ? await logAt(stranger.logKeys, late) : await logAt(ours.logKeys, late);
      const artifact = Buffer.from(JSON.stringify(statement));
      const artifactType = fault.payloadType ?? "application/vnd.in-toto+json";
      const key = fault.key ?? keys.privateKey;
      const signature = sign("sha256", encoded(artifactType, artifact), key);
      const signer =
        fault.key === undefined
          ? { certificate: bytesOf(certificate) }
          : {
              keyHint: hintOf(createPublicKey(fault.key.export({ format: "pem", type: "pkcs8" }))),
            };
      const bundle: Bundle = toDSSEBundle({ artifact, artifactType, signature, ...signer });
      const material = bundle.verificationMaterial;
      if (log !== "none") {
        const entry = await logged(logs, { artifact, signature, certificate }, stamp === "log");
        material.tlogEntries = [entry];
      }
      if (stamp === "tsa" || stamp === "stranger") {
        const { tsa } = stamp === "tsa" ? ours : stranger;
        const rfc3161Timestamps = [{ signedTimestamp: await stamped(tsa, signature) }];
        material.timestampVerificationData = { rfc3161Timestamps };
      }
      fault.bundle?.(bundle);
      return `${JSON.stringify(bundleToJSON(bundle))}\n`;
    },
  };
}

type Log = Awaited<ReturnType<typeof initializeTLog>>;
type Services = Awaited<ReturnType<typeof services>>;

async function services(now: Date) {
  const [caKeys, ctKeys, logKeys, tsaKeys] = [pair(), pair(), pair(), pair()];
  const ctlog = await initializeCTLog(ctKeys, now);
  const ca = await initializeCA(caKeys, ctlog, now);
  return {
    ca,
    ctlog,
    logKeys,
    log: await logAt(logKeys, now),
    tsa: await initializeTSA(tsaKeys, now),
    /** The same authority with another log of certificates. */
    caWith: async (other: typeof ctlog | undefined, asked: SigningFault["certificateLog"]) =>
      asked === undefined ? ca : initializeCA(caKeys, other, now),
  };
}

const logAt = (keys: KeyPairKeyObjectResult, at: Date): Promise<Log> =>
  initializeTLog(LOG, keys, at);

const der = (key: KeyPairKeyObjectResult["publicKey"]) =>
  Buffer.from(key.export({ format: "der", type: "spki" }));

const pem = (certificate: ArrayBufferView): string => {
  const text = bytesOf(certificate).toString("base64").replace(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
};

const bytesOf = (view: ArrayBufferView): Buffer =>
  Buffer.from(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength);

function extensionsOf({ issuer, ...run }: RunIdentity) {
  const numbers = { runner: 11, repository: 12, commit: 13, ref: 14, run: 21 } as const;
  const named = Object.entries(numbers) as [keyof typeof numbers, number][];
  return [
    { oid: "1.3.6.1.4.1.57264.1.1", value: issuer, legacy: true },
    { oid: "1.3.6.1.4.1.57264.1.8", value: issuer },
    ...named.flatMap(([name, number]) => {
      const value = run[name];
      return value === undefined ? [] : [{ oid: `1.3.6.1.4.1.57264.1.${number}`, value }];
    }),
  ];
}

interface Signed {
  readonly artifact: Buffer;
  readonly signature: Buffer;
  readonly certificate: ArrayBufferView;
}

type Entry = Bundle["verificationMaterial"]["tlogEntries"][number];

/** An entry of Rekor for a DSSE envelope; its promise is what vouches for the time. */
async function logged(
  log: Log,
  { artifact, signature, certificate }: Signed,
  promised: boolean,
): Promise<Entry> {
  const digest = { algorithm: "sha256", value: hexOf(artifact) };
  const verifier = Buffer.from(pem(certificate)).toString("base64");
  const answer = await log.log({
    apiVersion: "0.0.1",
    kind: "dsse",
    spec: {
      envelopeHash: digest,
      payloadHash: digest,
      signatures: [{ signature: signature.toString("base64"), verifier }],
    },
  });
  const [entry] = Object.values(answer as Readonly<Record<string, RekorEntry>>);
  if (entry === undefined) throw new Error("the log gave nothing");
  const { inclusionProof, signedEntryTimestamp } = entry.verification;
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: Buffer.from(entry.logID, "hex") },
    integratedTime: String(entry.integratedTime),
    kindVersion: { kind: "dsse", version: "0.0.1" },
    inclusionPromise: promised
      ? { signedEntryTimestamp: Buffer.from(signedEntryTimestamp, "base64") }
      : undefined,
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      treeSize: String(inclusionProof.treeSize),
      rootHash: Buffer.from(inclusionProof.rootHash, "hex"),
      hashes: [],
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: Buffer.from(entry.body, "base64"),
  };
}

/** What Rekor answers; the types of the mock are those of a client. */
interface RekorEntry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly inclusionProof: {
      readonly logIndex: number;
      readonly treeSize: number;
      readonly rootHash: string;
      readonly checkpoint: string;
    };
    readonly signedEntryTimestamp: string;
  };
}

async function stamped(tsa: Services["tsa"], signature: Buffer): Promise<Buffer> {
  const stamp = await tsa.timestamp({
    artifactHash: createHash("sha256").update(signature).digest(),
    hashAlgorithmOID: "2.16.840.1.101.3.4.2.1",
    nonce: 4711,
    policyOID: "1.3.6.1.4.1.57264.2",
  });
  return bytesOf(stamp);
}

const hexOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function rootOf({ ca, ctlog, log, tsa }: Services, now: Date): string {
  const start = new Date(now.getTime() - 86_400_000).toISOString();
  const raw = (view: ArrayBufferView) => bytesOf(view).toString("base64");
  const logOf = (baseUrl: string, publicKey: Buffer) => ({
    baseUrl,
    hashAlgorithm: "SHA2_256",
    logId: { keyId: createHash("sha256").update(publicKey).digest("base64") },
    publicKey: {
      rawBytes: publicKey.toString("base64"),
      keyDetails: "PKIX_ECDSA_P256_SHA_256",
      validFor: { start },
    },
  });
  const authorityOf = (uri: string, ...certificates: ArrayBufferView[]) => ({
    subject: { organization: "sigstore.example", commonName: "sigstore" },
    uri,
    certChain: { certificates: certificates.map((one) => ({ rawBytes: raw(one) })) },
    validFor: { start },
  });
  const root = {
    mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
    tlogs: [logOf(LOG, log.publicKey)],
    certificateAuthorities: [authorityOf("https://fulcio.sigstore.example", ca.rootCertificate)],
    ctlogs: [logOf("https://ctfe.sigstore.example", ctlog.publicKey)],
    timestampAuthorities: [
      authorityOf("https://tsa.sigstore.example", tsa.intCertificate, tsa.rootCertificate),
    ],
  };
  return `${JSON.stringify(TrustedRoot.toJSON(TrustedRoot.fromJSON(root)), undefined, 2)}\n`;
}
