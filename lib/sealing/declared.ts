import { loadAll } from "js-yaml";
import { z } from "zod";

import { Fault } from "../fault.ts";
import { suggest } from "../suggest.ts";
import { DECLARED_FOR } from "./place.ts";
import { type Scope, SCOPES } from "./sealed-file.ts";

/** `32:base64url`: how many random bytes, or characters of an alphabet, and how they are written. */
export const GENERATOR = /^([1-9]\d{0,3}):(base64url|base64|hex|alphanumeric)$/;

const generator = z
  .string()
  .regex(GENERATOR, "is no generator; write for example 32:base64url, 24:alphanumeric or 16:hex");

const key = z
  .strictObject({
    /** How a value is made. Without it, somebody has to type it. */
    generate: generator.optional(),
    /**
     * What the value begins with on environments of a developer's machine, where nobody types it; a random part follows.
     * For values that have to look like something, a URL for example. @default nothing
     */
    standIn: z.string().min(1).optional(),
  })
  .refine(
    ({ generate, standIn }) => generate === undefined || standIn === undefined,
    "is generated, so that nothing stands in for it; remove standIn",
  );

/** A name of nothing would declare the Secret for nowhere, without a word. */
const environment = z.string().superRefine((name, context) => {
  if (DECLARED_FOR.some((known) => known === name)) return;
  const meant = suggest(name, DECLARED_FOR);
  const fix = meant === undefined ? `known: ${DECLARED_FOR.join(", ")}` : `did you mean ${meant}?`;
  context.addIssue({ code: "custom", message: `"${name}" is no environment; ${fix}` });
});

const declaredSchema = z.strictObject({
  /** What it is for; people who have to type a value read it. */
  why: z.string().min(1),
  keys: z
    .record(z.string().regex(/^[-._a-zA-Z0-9]{1,253}$/, "is no key of a Secret"), key)
    .refine((keys) => Object.keys(keys).length > 0, "names no key"),
  type: z.string().min(1).default("Opaque"),
  labels: z.record(z.string(), z.string()).default({}),
  scope: z.enum(SCOPES).default("strict"),
  /** Environments that need it. @default all */
  environments: z.array(environment).min(1).optional(),
});

/** A Secret that the project says an environment needs. */
export type Declared = z.infer<typeof declaredSchema>;

/** The declared Secrets, by `<namespace>/<name>`. */
export type Declarations = Readonly<Record<string, Declared>>;

/** The scope that a Secret is to be sealed in: what nobody declares gets the narrowest one. */
export const scopeAsked = (declared: Pick<Declared, "scope"> | undefined): Scope =>
  declared?.scope ?? "strict";

/** `<namespace>/<name>` of a Secret. */
export const ADDRESS =
  /^([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)\/([a-z0-9](?:[-.a-z0-9]{0,251}[a-z0-9])?)$/;

const schema = z.record(
  z.string().regex(ADDRESS, "is no <namespace>/<name> of a Secret"),
  declaredSchema,
);

/** Reads `secrets/declared.yaml`. @throws Fault that names everything wrong with it */
export function readDeclarations(content: string, where: string): Declarations {
  const { data, error } = schema.safeParse(parsed(content, where));
  if (data !== undefined) return data;
  const problem = error.issues
    .map(({ path, message, code, ...rest }) => {
      const said =
        code === "invalid_key" ? ((rest as KeyIssue).issues?.[0]?.message ?? message) : message;
      return `${path.join(".") || "the file"}: ${said}`;
    })
    .join(", ");
  throw new Fault({ where, problem, fix: "see docs/runbooks/secrets.md" });
}

interface KeyIssue {
  readonly issues?: readonly { readonly message: string }[];
}

function parsed(content: string, where: string): unknown {
  let documents: unknown[];
  try {
    documents = loadAll(content);
  } catch (error) {
    throw new Fault({ where, problem: "cannot be read as YAML", fix: "correct it", cause: error });
  }
  const [document, ...more] = documents;
  if (more.length > 0) {
    throw new Fault({ where, problem: "holds several documents", fix: "write one" });
  }
  if (document !== undefined && document !== null) return document;
  // Cut off, it must not look as if nothing were needed.
  const fix = "restore it from git, or write {} where nothing is to be sealed";
  throw new Fault({ where, problem: "is empty", fix });
}

/** Those that an environment needs, sorted by address. */
export function declaredFor(
  declarations: Declarations,
  environment: string,
): readonly (readonly [address: string, declared: Declared])[] {
  return Object.entries(declarations)
    .filter(([, { environments }]) => environments?.includes(environment) ?? true)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Namespace and name of an address that was checked. */
export function partsOf(address: string): { readonly namespace: string; readonly name: string } {
  const [, namespace = "", name = ""] = ADDRESS.exec(address) ?? [];
  return { namespace, name };
}
