import type { Bundle } from "@sigstore/bundle";

import { isRecord, textAt } from "../../lib/values.ts";
import { demand, Refused } from "./failing.ts";
import { PREDICATES } from "./model.ts";
import { sigstore } from "./sigstore.ts";
import { parseStrict } from "./strict-json.ts";

/** What an attestation says about what. Believed only once its signature is verified. */
export interface Statement {
  readonly predicateType: string;
  /** Of subjects with a SHA-256. */
  readonly subjects: readonly { readonly name: string; readonly sha256: string }[];
  readonly predicate: Readonly<Record<string, unknown>>;
}

/** A bundle taken apart; nothing of it is verified yet. */
export interface Opened {
  readonly bundle: Bundle;
  readonly statement: Statement;
}

const PAYLOAD = "application/vnd.in-toto+json";
const STATEMENTS = ["https://in-toto.io/Statement/v1", "https://in-toto.io/Statement/v0.1"];

/** Takes a Sigstore bundle apart that signs an in-toto statement. @throws Refused, JsonFault */
export function openBundle(bytes: Buffer): Opened {
  const json = parseStrict(bytes);
  const bundle = bundleOf(json);
  const { content } = bundle;
  demand(content.$case === "dsseEnvelope", "bundle-no-statement", "signs a blob, not a statement");
  const { payload, payloadType } = content.dsseEnvelope;
  demand(
    payloadType === PAYLOAD,
    "bundle-no-statement",
    `signs ${JSON.stringify(payloadType)}, not ${PAYLOAD}`,
  );
  return { bundle, statement: statementOf(parseStrict(payload)) };
}

function bundleOf(json: unknown): Bundle {
  const { bundleFromJSON } = sigstore.bundle();
  try {
    return bundleFromJSON(json);
  } catch (error) {
    const { message } = error as Error;
    const fields = (error as { fields?: readonly string[] }).fields ?? [];
    const named = fields.length > 0 ? `: ${fields.join(", ")}` : "";
    throw new Refused("bundle-malformed", `is no Sigstore bundle (${message}${named})`);
  }
}

function statementOf(json: unknown): Statement {
  const bad = "statement-malformed";
  demand(isRecord(json), bad, "is no statement");
  const { _type: type, subject, predicateType, predicate } = json;
  demand(STATEMENTS.includes(String(type)), bad, `is of type ${JSON.stringify(type)}`);
  demand(typeof predicateType === "string", bad, "names no type of predicate");
  demand(Array.isArray(subject) && subject.length > 0, bad, "is about nothing");
  demand(isRecord(predicate), bad, "has no predicate");
  const subjects = (subject as unknown[]).map((one) => {
    demand(isRecord(one) && isRecord(one["digest"]), bad, "has a subject without digest");
    const { name = "", digest } = one as { name?: unknown; digest: Record<string, unknown> };
    return { name: String(name), sha256: textAt(digest, "sha256") ?? "" };
  });
  return { predicateType, subjects, predicate };
}

/** That a statement is of a type, and about an image. @throws Refused */
export function demandAbout(
  { predicateType, subjects }: Statement,
  types: readonly string[],
  image: string,
): void {
  const [name = "", digest = ""] = image.split("@sha256:");
  const slsa = PREDICATES.provenance.replace(/v1$/, "");
  const older = types.includes(PREDICATES.provenance) && predicateType.startsWith(slsa);
  demand(
    types.includes(predicateType),
    older ? "predicate-version" : "predicate-type",
    `is of type ${predicateType}, not ${types.join(" or ")}`,
  );
  const about = subjects.filter(({ sha256 }) => sha256 === digest);
  const others = subjects.map(({ sha256 }) => `sha256:${sha256.slice(0, 12)}`).join(", ");
  demand(about.length > 0, "subject-mismatch", `is about ${others}, not about this digest`);
  // A plain file name is no image: tools that attest files know no better.
  const images = about.filter((one) => one.name.includes("/"));
  demand(
    images.length === 0 || images.some((one) => one.name.split("@")[0] === name),
    "subject-other-image",
    `is about ${images.map((one) => one.name).join(", ")}, not about ${name}`,
  );
}
