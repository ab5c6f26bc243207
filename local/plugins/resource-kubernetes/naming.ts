import { createHash, randomBytes } from "node:crypto";

import { isProperties, isUnknown } from "../lib/marks.ts";
import type { Properties } from "../lib/struct.ts";
import { annotation, at, nameOf, put } from "./objects.ts";

/** Marks objects whose name the plugin chose, so that a replacement can stand beside them. */
export const AUTONAMED = "pulumi.com/autonamed";

/** What every name of an object of ours that applies fields begins with; eight hex digits follow. */
const FIELD_MANAGER = "pulumi-kubernetes-";

export const isAutonamed = (object: Properties): boolean =>
  annotation(object, AUTONAMED) === "true";

/** Eight hex digits, the same for the same seed: the engine repeats a plan by repeating its seed. */
export function suffix(seed: Uint8Array): string {
  const bytes = seed.length > 0 ? createHash("sha512").update(seed).digest() : randomBytes(4);
  return bytes.toString("hex").slice(0, 8);
}

/** A field manager nobody else has. Format: official provider. */
export const newFieldManager = (): string => `${FIELD_MANAGER}${randomBytes(4).toString("hex")}`;

export const isOurFieldManager = (manager: string): boolean => manager.startsWith(FIELD_MANAGER);

/** True when the program (or Check before) says what the object is called, be it unknown as yet. */
export function isNamed(object: Properties): boolean {
  const metadata = at(object, "metadata");
  return isUnknown(metadata) || isUnknown(at(metadata, "name")) || nameOf(object) !== "";
}

/** The object under that name, marked as named by the plugin. */
export function autonamed(object: Properties, name: string): Properties {
  const named = put(object, ["metadata", "name"], name);
  const annotations = at(named, "metadata", "annotations");
  return annotations === undefined || isProperties(annotations)
    ? put(named, ["metadata", "annotations", AUTONAMED], "true")
    : named;
}
