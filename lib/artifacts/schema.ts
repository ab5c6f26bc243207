import { z } from "zod";

const name = z
  .string()
  .regex(
    /^[a-z][a-z0-9]*(?:[-/][a-z0-9]+)*$/,
    "is no name: small letters, digits, dashes, slashes",
  );
const sha256 = z.string().regex(/^[0-9a-f]{64}$/, "is no sha256: 64 hexadecimal digits");
const digests = {
  sha256: sha256.describe("of the bytes that this source publishes"),
  objects: sha256.describe(
    "of the objects in them, as the project reads them; see docs/runbooks/artifacts.md",
  ),
};

const moduleSource = z.strictObject({
  module: z
    .string()
    .regex(/^[a-z0-9.-]+(?:\/[A-Za-z0-9._~-]+)+$/, "is no Go module")
    .describe("Go module, in the version of the artifact"),
  path: z
    .string()
    .regex(
      /^[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/,
      "is no path in a module",
    )
    .describe("file within the module"),
  ...digests,
});

const releaseSource = z.strictObject({
  release: z
    .string()
    .regex(/^https:\/\/[^\s]+$|^http:\/\/127\.0\.0\.1(?::\d+)?\/\S+$/, "is no https address")
    .describe("address of the release asset"),
  ...digests,
});

const artifact = z.strictObject({
  version: z.string().regex(/^v\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/, "is no version: v1.2.3"),
  files: z.record(
    name,
    z.strictObject({ sources: z.array(z.union([moduleSource, releaseSource])).min(1) }),
  ),
});

/** What upstream publishes and we install, by name: where it comes from, and the hash of every byte. */
export const artifactsSchema = z.strictObject({
  $schema: z.string().optional(),
  artifacts: z.record(name, artifact),
});

export type Artifact = z.infer<typeof artifact>;
export type ModuleSource = z.infer<typeof moduleSource>;
export type ReleaseSource = z.infer<typeof releaseSource>;
export type Source = ModuleSource | ReleaseSource;
export type ArtifactsFile = z.infer<typeof artifactsSchema>;
