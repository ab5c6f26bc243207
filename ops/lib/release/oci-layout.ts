import { readFileSync } from "node:fs";
import { join } from "node:path";

import { z } from "zod";

import { Fault } from "../../../lib/fault.ts";
import { openBundle } from "../../../policy-packs/provenance/release/bundle.ts";
import { PREDICATES } from "../../../policy-packs/provenance/release/model.ts";
import { readPlain, sha256 } from "../../../policy-packs/provenance/release/safe-read.ts";

const BUNDLE = /^application\/vnd\.dev\.sigstore\.bundle[.+]/;
const DEEPEST = 4;

const descriptor = z.looseObject({
  mediaType: z.string().default(""),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
});
const document = z.looseObject({
  subject: descriptor.optional(),
  manifests: z.array(descriptor).default([]),
  layers: z.array(descriptor).default([]),
});
type Document = z.infer<typeof document>;

export type Attached = Readonly<Partial<Record<keyof typeof PREDICATES, Buffer>>>;

/**
 * The attestations of an image in an OCI layout, as `cosign save` and registries lay them out: manifests whose subject is
 * the image, with Sigstore bundles as layers. Of several scans the last one in the index is taken. @throws Fault
 */
export function attachedIn(folder: string, image: string): Attached {
  const digest = image.slice(image.indexOf("@") + 1);
  const found: Partial<Record<keyof typeof PREDICATES, Buffer[]>> = {};
  for (const { layers, subject } of manifestsOf(folder)) {
    if (subject?.digest !== digest) continue;
    for (const layer of layers.filter(({ mediaType }) => BUNDLE.test(mediaType))) {
      const bytes = blob(folder, layer.digest);
      const kind = kindOf(bytes);
      if (kind !== undefined) (found[kind] ??= []).push(bytes);
    }
  }
  return Object.fromEntries(
    Object.entries(found).map(([kind, list]) => [kind, single(kind, list, folder)]),
  );
}

/** Every manifest of a layout, those of nested indexes too. */
function manifestsOf(folder: string): Document[] {
  const index = parsed(folder, "index.json", () => readFileSync(join(folder, "index.json")));
  const all: Document[] = [];
  let level = index.manifests;
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const next = level.map(({ digest }) => parsed(folder, digest, () => blob(folder, digest)));
    all.push(...next);
    level = next.flatMap(({ manifests }) => manifests);
  }
  return all;
}

/** The bytes of a blob, which are what their name says. */
function blob(folder: string, digest: string): Buffer {
  const hex = digest.replace("sha256:", "");
  let bytes: Buffer;
  try {
    bytes = readPlain(folder, ["blobs", "sha256", hex]);
  } catch (error) {
    throw fault(folder, (error as Error).message, "copy the whole layout");
  }
  if (sha256(bytes) === hex) return bytes;
  throw fault(
    folder,
    `blob ${hex.slice(0, 12)} is not what its name says`,
    "copy the layout again",
  );
}

function parsed(folder: string, name: string, read: () => Buffer): Document {
  let bytes: Buffer;
  try {
    bytes = read();
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw fault(folder, `has no ${name}`, "name the folder of an OCI layout");
  }
  try {
    return document.parse(JSON.parse(bytes.toString("utf8")));
  } catch {
    throw fault(folder, `${name} is no index or manifest of OCI`, "copy the layout again");
  }
}

function kindOf(bytes: Buffer): keyof typeof PREDICATES | undefined {
  try {
    const { predicateType } = openBundle(bytes).statement;
    const kinds = Object.keys(PREDICATES) as (keyof typeof PREDICATES)[];
    return kinds.find((kind) => PREDICATES[kind] === predicateType);
  } catch {
    // A signature without statement lies there too, and is of no use here.
    return undefined;
  }
}

function single(kind: string, list: readonly Buffer[], folder: string): Buffer | undefined {
  const different = [...new Map(list.map((bytes) => [sha256(bytes), bytes])).values()];
  if (different.length === 1 || kind === "scan") return different.at(-1);
  throw fault(
    folder,
    `holds ${different.length} attestations of the kind ${kind} for this image`,
    `name one by --${kind} <file>`,
  );
}

const fault = (where: string, problem: string, fix: string): Fault =>
  new Fault({ where, problem, fix });
