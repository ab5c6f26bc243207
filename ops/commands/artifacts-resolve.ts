import { join } from "node:path";

import { IMAGES_LOCK, nameOf, readImages } from "../../lib/artifacts/images.ts";
import type { ImageState, LockedImage } from "../../lib/artifacts/images-schema.ts";
import { ARTIFACTS_FOLDER_NAME } from "../../lib/artifacts/lock.ts";
import { Fault } from "../../lib/fault.ts";
import { table } from "../../lib/table.ts";
import { writeAtomic } from "../../lib/write-atomic.ts";
import { digestOf } from "../lib/artifacts/registry.ts";
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

/**
 * Asks the registry of every image in artifacts/images.lock.json for the digest of its tag, and writes them all.
 *
 * Changes nothing unless every registry answered, and none says something else than it did before: a tag that moved is
 * looked at by people. @throws every Fault at once
 */
export async function artifactsResolve({
  root,
  screen,
  signal,
  now,
}: Pick<Ports, "root" | "screen" | "signal" | "now">): Promise<ResolveReport> {
  const folder = join(root, ARTIFACTS_FOLDER_NAME);
  const locked = [...readImages(folder).values()];
  const faults: Fault[] = [];
  const resolved: ResolvedImage[] = [];
  const next: LockedImage[] = [];
  for (const image of locked) {
    screen.status("images", `${next.length + 1}/${locked.length} ${nameOf(image)}`);
    try {
      const digest = await digestOf(image, signal);
      if (image.state === "resolved" && image.digest !== digest) throw moved(image, digest);
      resolved.push(resolvedImage(image, digest));
      next.push(entryOf(image, digest, now()));
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(error);
      next.push(image);
    }
  }
  if (faults.length === 1 && faults[0] !== undefined) throw faults[0];
  if (faults.length > 1) throw new AggregateError(faults);
  writeAtomic(join(root, IMAGES_LOCK), imagesText(next), 0o644);
  return { command: "artifacts resolve", images: resolved };
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
