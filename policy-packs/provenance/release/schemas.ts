import { createRequire } from "node:module";

import type { z as Zod } from "zod";

import { once } from "../../lib/remember.ts";
import { EVIDENCE_KINDS } from "./model.ts";

/** Loading it takes a tenth of a second, which a preview whose files are all known does not pay. */
const library = () => (createRequire(import.meta.url)("zod") as { z: typeof Zod }).z;

const SEGMENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const REPOSITORY = `(?:localhost|${LABEL}(?:\\.${LABEL})+)(?::[0-9]+)?(?:/${SEGMENT})+`;
const OWNED = "https://github\\.com/[A-Za-z0-9][A-Za-z0-9-]*/[A-Za-z0-9._-]+";
const REF = "refs/(?:heads|tags)/[A-Za-z0-9._/-]+";

/** No text of a trust file may hold one of these: what is trusted is said to the letter. */
const PATTERNS = /[*?[\](){}^$|\\+]/;

/** The files of a release as zod schemas; each key is described for editors. */
export const schemas = once(() => {
  const z = library();
  const line = z.string().min(1).max(500);
  const hash = z.string().regex(/^[0-9a-f]{64}$/, "is no SHA-256 of 64 hex digits");
  const day = z.iso.date("is no day such as 2026-12-31");
  const image = z
    .string()
    .regex(
      new RegExp(`^${REPOSITORY}@sha256:[0-9a-f]{64}$`),
      "is no image as registry/repository@sha256:<64 hex>, written out and without a tag",
    );
  const repository = z
    .string()
    .regex(new RegExp(`^${OWNED}$`), "is no https://github.com/<owner>/<name>")
    .refine((text) => !/\.git$|\/\.{1,2}$/.test(text), "ends in .git or dots");
  const exact = (of: Zod.ZodString) =>
    of.refine((text) => !PATTERNS.test(text), "holds a wildcard or a character of patterns");
  const text = exact(line);
  const imageName = z
    .string()
    .regex(new RegExp(`^${REPOSITORY}$`), "is no registry/repository without tag and digest");
  const url = exact(z.string().regex(/^https:\/\/[^\s@#]+$/, "is no https:// address"));
  const file = exact(
    z
      .string()
      .regex(/^(?!\/)(?!.*(?:^|\/)\.{1,2}(?:\/|$))[A-Za-z0-9._/-]+$/, "is no path below the file"),
  );

  const evidence = z.strictObject({ path: line.describe("in evidence/<digest>/"), sha256: hash });
  const exception = {
    reason: line,
    owner: line,
    ticket: line,
    expires: day.describe("last day on which it holds; at most 90 days ahead"),
  };

  const release = z.strictObject({
    $schema: z.string().optional(),
    environment: z.enum(["local", "dev", "stage", "prod", "pr"]),
    services: z.record(
      z.string().regex(/^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/, "is no name of a service"),
      z.strictObject({
        image: image.describe("registry/repository@sha256:<digest>, without a tag"),
        source: z.strictObject({
          repository: repository.describe("what it was built from"),
          commit: z.string().regex(/^[0-9a-f]{40}$/, "is no commit of 40 hex digits"),
        }),
        build: url.describe("the run that built it"),
        since: z.iso
          .datetime("is no time such as 2026-11-28T12:00:00.000Z")
          .describe("when this environment took this digest"),
        evidence: z.strictObject(
          Object.fromEntries(EVIDENCE_KINDS.map((kind) => [kind, evidence])) as Record<
            (typeof EVIDENCE_KINDS)[number],
            typeof evidence
          >,
        ),
      }),
    ),
  });

  const signed = z.strictObject({
    image,
    signer: z.strictObject({ identity: text, issuer: url }),
    bundle: evidence,
  });
  const waived = z.strictObject({ image, waiver: z.strictObject(exception) });
  const thirdParty = z.strictObject({
    $schema: z.string().optional(),
    images: z.array(z.union([signed, waived])).refine(
      unique((one: { image: string }) => one.image),
      "names an image twice",
    ),
  });

  const accepted = z.strictObject({
    $schema: z.string().optional(),
    accepted: z
      .array(
        z.strictObject({
          vulnerability: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]+$/, "is no identifier"),
          purl: z.string().startsWith("pkg:").optional().describe("only in this package"),
          image: z.union([image, imageName]).optional().describe("only in this image"),
          ...exception,
        }),
      )
      .refine(
        unique(
          ({ vulnerability, purl = "", image: of = "" }: Accepted) =>
            `${vulnerability} ${purl} ${of}`,
        ),
        "accepts the same twice",
      ),
  });

  const workflow = {
    repository,
    workflow: exact(
      z.string().regex(/^\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml$/, "is no workflow file"),
    ),
    ref: z.string().regex(new RegExp(`^${REF}$`), "is no ref such as refs/heads/main"),
    issuer: url,
  };
  const key = { name: text, file, log: z.enum(["required", "none"]) };
  const images = z.array(imageName).min(1);
  const build = {
    images,
    builder: text,
    buildTypes: z.array(text).min(1),
    parameters: z.record(
      text,
      z.array(z.union([text.or(z.literal("")), z.number(), z.boolean()])).min(1),
    ),
  };
  const attests = { predicates: z.array(url).min(1), images };
  const { repository: from, ref } = workflow;
  const trust = z.strictObject({
    $schema: z.string().optional(),
    root: z.strictObject({
      file: file.describe("a Sigstore trusted root, relative to this file"),
      sha256: hash,
      asOf: day.describe("day on which somebody last compared it with its source"),
      maxAgeDays: z.int().min(1).max(366),
    }),
    builds: z.array(z.strictObject({ ...workflow, ...build })),
    keys: z.array(z.strictObject({ ...key, repository: from, ref, ...build })).refine(
      unique((one: { name: string }) => one.name),
      "names a key twice",
    ),
    attestors: z.array(
      z.union([
        z.strictObject({ ...workflow, ...attests }),
        z.strictObject({ ...key, ...attests }),
      ]),
    ),
    soakHours: z.number().min(0).max(8760),
    maxScanAgeDays: z.int().min(1).max(7),
  });

  return { release, thirdParty, accepted, trust };
});

interface Accepted {
  vulnerability: string;
  purl?: string | undefined;
  image?: string | undefined;
}

export type FileKind = keyof ReturnType<typeof schemas>;

/** Whether no two elements say the same. */
function unique<T>(of: (element: T) => string): (list: readonly T[]) => boolean {
  return (list) => new Set(list.map(of)).size === list.length;
}
