import * as pulumi from "@pulumi/pulumi";

import { type ImageLock, imageReference } from "../../../lib/artifacts/images.ts";
import { Fault } from "../../../lib/fault.ts";
import { containersOf, withContainers } from "./pods.ts";
import {
  each,
  type Json,
  type KubernetesObject,
  listOf,
  textOf,
  type Transform,
} from "./transform.ts";

/**
 * Another tag for an image, where upstream wrote a moving one.
 *
 * @throws RunError when no container has the image under the old tag: an upgrade then changed what was relied on
 */
export const retagged =
  (image: string, from: string, to: string): Transform =>
  (objects) => {
    const old = `${image}:${from}`;
    if (!objects.flatMap(containersOf).some((container) => container["image"] === old)) {
      throw new pulumi.RunError(
        `image ${old}: no container has it; look at the manifest, and at the tag it has now`,
      );
    }
    return objects.map((object) =>
      withContainers(object, (container) =>
        container["image"] === old ? { ...container, image: `${image}:${to}` } : container,
      ),
    );
  };

/**
 * Every image with the digest that the lock has of it: those of containers, and those that arguments hand on
 * (`--prometheus-config-reloader=quay.io/...`).
 *
 * @throws RunError with every image that the lock has not
 */
export const withImages =
  (images: ImageLock): Transform =>
  (objects) => {
    const faults = new Set<string>();
    const referenceOf = (name: string): string => {
      try {
        return imageReference(images, name).reference;
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        faults.add(error.message);
        return name;
      }
    };
    const inArgument = (text: Json): Json => {
      const [, flag, value] =
        typeof text === "string" ? (/^(--[\w-]+=)(\S+)$/.exec(text) ?? []) : [];
      return flag !== undefined && value !== undefined && images.has(value)
        ? `${flag}${referenceOf(value)}`
        : text;
    };
    const changed = each((object) =>
      withContainers(object, (container) => ({
        ...container,
        image: referenceOf(textOf(container["image"])),
        ...(container["args"] === undefined
          ? {}
          : { args: listOf(container["args"]).map(inArgument) }),
      })),
    )(objects);
    if (faults.size > 0) throw new pulumi.RunError([...faults].join("\n"));
    return changed;
  };

/** The images of objects as they name them, digests included: what a gate has to look at. */
export const imagesOf = (objects: readonly KubernetesObject[]): string[] =>
  objects.flatMap(containersOf).map((container) => textOf(container["image"]));
