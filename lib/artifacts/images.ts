import { join } from "node:path";

import { Fault } from "../fault.ts";
import { suggest } from "../suggest.ts";
import { type ImageState, imagesSchema, type LockedImage } from "./images-schema.ts";
import { ARTIFACTS_FOLDER } from "./lock.ts";
import { readLockFile } from "./read-lock-file.ts";

/** Path of the lock of images from the root of the project, as errors name it. */
export const IMAGES_LOCK = "artifacts/images.lock.json";

/** The lock of images by `image:tag`. */
export type ImageLock = ReadonlyMap<string, LockedImage>;

/** An image as a pod names it, and how sure its digest is. */
export interface ImageReference {
  /** `image:tag@sha256:...`; `image:tag` while the digest is not known. */
  readonly reference: string;
  readonly state: ImageState;
}

/** Reads `images.lock.json` in that folder. @throws Fault with every fault of it at once */
export function readImages(folder: string = ARTIFACTS_FOLDER): ImageLock {
  const { images } = readLockFile(join(folder, "images.lock.json"), IMAGES_LOCK, imagesSchema);
  const lock = new Map<string, LockedImage>();
  for (const image of images) {
    const name = nameOf(image);
    if (lock.has(name)) {
      const problem = `has ${name} twice`;
      throw new Fault({ where: IMAGES_LOCK, problem, fix: "keep one of the two" });
    }
    lock.set(name, image);
  }
  return lock;
}

/** `image:tag`, as manifests write it. */
export const nameOf = ({ image, tag }: Pick<LockedImage, "image" | "tag">): string =>
  `${image}:${tag}`;

/** The image with its digest, where one is known. @throws Fault for an image that the lock has not */
export function imageReference(images: ImageLock, name: string): ImageReference {
  const locked = images.get(name);
  if (locked === undefined) {
    const meant = suggest(name, [...images.keys()]);
    throw new Fault({
      where: IMAGES_LOCK,
      problem: `has no image ${name}`,
      fix: `${meant === undefined ? "" : `did you mean ${meant}? else `}add it as empty, then run ops artifacts resolve`,
    });
  }
  const { state } = locked;
  return state === "empty"
    ? { reference: name, state }
    : { reference: `${name}@${locked.digest}`, state };
}

/**
 * What keeps real stage and prod from using these images: one Fault for each whose digest no registry has confirmed.
 *
 * `recorded` is what others wrote down, and good enough where nothing is at stake; `empty` is nothing at all.
 */
export function refuseUnresolved(images: ImageLock, used: Iterable<string>): Fault[] {
  return [...new Set(used)].sort().flatMap((name) => {
    const locked = images.get(name.replace(/@sha256:[0-9a-f]{64}$/, ""));
    if (locked?.state === "resolved") return [];
    const problem =
      locked === undefined
        ? `${name} is not among them`
        : locked.state === "recorded"
          ? `the digest of ${name} is recorded, and no registry has confirmed it`
          : `the digest of ${name} is not known`;
    const fix = "run ops artifacts resolve where the registries can be reached";
    return [new Fault({ where: IMAGES_LOCK, problem, fix, exit: 1 })];
  });
}

/** The images that no registry has confirmed, those without any digest first: listed as warnings where they are let through. */
export const unconfirmed = (images: ImageLock): { image: string; state: ImageState }[] =>
  (["empty", "recorded"] as const).flatMap((state) =>
    [...images]
      .filter(([, locked]) => locked.state === state)
      .map(([image]) => ({ image, state }))
      .sort((a, b) => (a.image < b.image ? -1 : 1)),
  );
