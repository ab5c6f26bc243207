import { z } from "zod";

const base = {
  image: z
    .string()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?::[0-9]+)?(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)+$/,
      "is no repository with its registry in front",
    )
    .describe("registry and repository, written out"),
  tag: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, "is no tag"),
};
const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, "is no digest: sha256 and 64 hexadecimal digits")
  .describe("of the manifest list, or of the manifest where there is no list");
const sources = z
  .array(z.string().min(1))
  .describe("where the digest stands: address, or repository and path");

/** One image of somebody else: known by its registry, by public records, or not at all. */
const lockedImage = z.discriminatedUnion("state", [
  z.strictObject({
    ...base,
    state: z.literal("resolved"),
    digest,
    sources: sources.length(1),
    resolved: z.iso.date().describe("day on which the registry said so"),
  }),
  z.strictObject({ ...base, state: z.literal("recorded"), digest, sources: sources.min(2) }),
  z.strictObject({
    ...base,
    state: z.literal("empty"),
    note: z.string().min(1).describe("what was searched, and what was found"),
  }),
]);

/** Digests of the images of others, and how each came to be known. */
export const imagesSchema = z.strictObject({
  $schema: z.string().optional(),
  images: z.array(lockedImage),
});

export type LockedImage = z.infer<typeof lockedImage>;
export type ImageState = LockedImage["state"];
