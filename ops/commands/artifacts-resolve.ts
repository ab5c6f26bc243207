import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";

import { IMAGES_LOCK, nameOf, readImages } from "../../lib/artifacts/images.ts";
import type { ImageState, LockedImage } from "../../lib/artifacts/images-schema.ts";
import { ARTIFACTS_FOLDER_NAME } from "../../lib/artifacts/lock.ts";
import { Fault } from "../../lib/fault.ts";
import { table } from "../../lib/table.ts";
import { writeAtomic } from "../../lib/write-atomic.ts";
import { withLockFile } from "../lib/artifacts/with-lock-file.ts";
import { digestOf } from "../lib/artifacts/registry.ts";
import { changedMeanwhile } from "../lib/artifacts/write-lock.ts";
import type { Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";
import { plural } from "../lib/screen.ts";

export interface ResolvedImage {
  readonly image: string;
  /** How sure its digest was before. */
  readonly before: ImageState;
  readonly digest: string;
  /** What was recorded, where the registry says otherwise. */
  readonly recorded?: string;
}

export interface ResolveReport {
  readonly command: "artifacts resolve";
  readonly images: readonly ResolvedImage[];
}

type ResolvePorts = Pick<Ports, "root" | "screen" | "signal" | "now">;

/**
 * Asks the registry of every image in artifacts/images.lock.json for the digest of its tag, and writes them all.
 *
 * Changes nothing unless every registry answered, and none says something else than it did before: a tag that moved is
 * looked at by people. @throws every Fault at once
 */
export const artifactsResolve = (ports: ResolvePorts): Promise<ResolveReport> =>
  withLockFile("images", "resolving of images", ports, () => resolveAll(ports));

async function resolveAll({ root, screen, signal, now }: ResolvePorts): Promise<ResolveReport> {
  const folder = join(root, ARTIFACTS_FOLDER_NAME);
  const locked = [...readImages(folder).values()];
  const faults: Fault[] = [];
  const resolved: ResolvedImage[] = [];
  const next = new Map<string, LockedImage>();
  let asked = 0;
  for (const image of locked) {
    screen.status("images", `${(asked += 1)}/${locked.length} ${nameOf(image)}`);
    try {
      const digest = await digestOf(image, signal);
      if (image.state === "resolved" && image.digest !== digest) throw moved(image, digest);
      resolved.push(resolvedImage(image, digest));
      next.set(nameOf(image), entryOf(image, digest, now()));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(error);
    }
  }
  if (faults.length === 1 && faults[0] !== undefined) throw faults[0];
  if (faults.length > 1) throw new AggregateError(faults);
  replaceImages(root, locked, next);
  return { command: "artifacts resolve", images: resolved };
}

/** Replaces what was asked for, and leaves what was added to the lock meanwhile. @throws Fault when one of these was changed */
function replaceImages(
  root: string,
  asked: readonly LockedImage[],
  next: ReadonlyMap<string, LockedImage>,
): void {
  const images = readImages(join(root, ARTIFACTS_FOLDER_NAME));
  const other = asked.find((image) => !isDeepStrictEqual(images.get(nameOf(image)), image));
  if (other !== undefined) throw changedMeanwhile(IMAGES_LOCK, nameOf(other));
  const all = [...images].map(([name, image]) => next.get(name) ?? image);
  writeAtomic(join(root, IMAGES_LOCK), imagesText(all), 0o644);
}

/** The lock as it is committed: sorted, so that a change is a small diff. */
export function imagesText(images: readonly LockedImage[]): string {
  const sorted = images.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const file = { $schema: "./images.lock.schema.json", images: sorted };
  return `${JSON.stringify(file, undefined, 2)}\n`;
}

function resolvedImage(image: LockedImage, digest: string): ResolvedImage {
  const one = { image: nameOf(image), before: image.state, digest };
  return image.state === "recorded" && image.digest !== digest
    ? { ...one, recorded: image.digest }
    : one;
}

function entryOf(image: LockedImage, digest: string, now: Date): LockedImage {
  // What was known before stays as it was said, day included.
  if (image.state === "resolved") return image;
  const [registry = ""] = image.image.split("/");
  const day = now.toISOString().slice(0, 10);
  const { image: name, tag } = image;
  return { image: name, tag, state: "resolved", digest, sources: [registry], resolved: day };
}

const moved = (image: LockedImage & { readonly digest: string }, digest: string): Fault =>
  new Fault({
    where: nameOf(image),
    problem: `the tag moved: the registry says ${digest}, and said ${image.digest} before`,
    fix: `find out why; when it is meant, set the entry in ${IMAGES_LOCK} to empty and run this again`,
    exit: 1,
  });

export function artifactsResolveOutcome(report: ResolveReport): Outcome {
  return { exit: 0, report, data: render(report), screen: () => ending(report) };
}

function render({ images }: ResolveReport): string[] {
  const rows = images.map(({ image, before, digest, recorded }) => [
    image,
    digest,
    recorded === undefined ? before : `${before} as ${recorded}`,
  ]);
  return table([["image", "digest", "before"], ...rows]);
}

function ending({ images }: ResolveReport): string[] {
  const wrong = images.filter(({ recorded }) => recorded !== undefined);
  return [
    "",
    `${plural(images.length, "image")} resolved`,
    ...wrong.map(({ image }) => `${image}: the records were wrong, the registry's digest is taken`),
  ];
}
