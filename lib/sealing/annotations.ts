import type { Scope, SealedFile } from "./sealed-file.ts";

/** Annotations by which the controller knows the scope; a strict one has none. */
const SCOPE_ANNOTATIONS: Readonly<Record<Exclude<Scope, "strict">, string>> = {
  "namespace-wide": "sealedsecrets.bitnami.com/namespace-wide",
  "cluster-wide": "sealedsecrets.bitnami.com/cluster-wide",
};

/** Annotations of ours on a sealed file. */
export const CERTIFICATE_ANNOTATION = "intelgraph.internal/sealing-certificate";
export const DIGESTS_ANNOTATION = "intelgraph.internal/plaintext-digests";
export const SEALED_AT_ANNOTATION = "intelgraph.internal/sealed-at";

/** The annotations by which the controller knows the scope, on the sealed file and on its template. */
export const scopeAnnotations = (scope: Scope): Record<string, string> =>
  scope === "strict" ? {} : { [SCOPE_ANNOTATIONS[scope]]: "true" };

/** All annotations of a sealed file. */
export const annotationsOf = ({
  certificate,
  digests,
  sealedAt,
  scope,
}: Pick<SealedFile, "certificate" | "digests" | "sealedAt" | "scope">): Record<string, string> => ({
  [CERTIFICATE_ANNOTATION]: certificate,
  [DIGESTS_ANNOTATION]: digestsText(digests),
  [SEALED_AT_ANNOTATION]: sealedAt.toISOString(),
  ...scopeAnnotations(scope),
});

/** The scope that annotations say; undefined for one that says two things. */
export function scopeIn(annotations: Readonly<Record<string, string>>): Scope | undefined {
  const wide = (["namespace-wide", "cluster-wide"] as const).filter(
    (scope) => annotations[SCOPE_ANNOTATIONS[scope]] === "true",
  );
  return wide.length > 1 ? undefined : (wide[0] ?? "strict");
}

const DIGEST = /^(\S+) (hmac-sha256:[0-9a-f]{64})$/;

/** The digests that an annotation says, by key. */
export function digestsIn(annotation: string): Record<string, string> {
  return Object.fromEntries(
    annotation.split("\n").flatMap((line) => {
      const [, key, digest] = DIGEST.exec(line) ?? [];
      return key === undefined || digest === undefined ? [] : [[key, digest] as const];
    }),
  );
}

/** One line per key, as `sha256sum` writes them, but the name first: no line looks like a setting to a policy. */
export const digestsText = (digests: Readonly<Record<string, string>>): string =>
  Object.entries(digests)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, digest]) => `${key} ${digest}`)
    .join("\n");
