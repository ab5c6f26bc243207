import { stringify } from "yaml";

import {
  CERTIFICATE_ANNOTATION,
  DIGESTS_ANNOTATION,
  digestsText,
  type Scope,
  SCOPE_ANNOTATIONS,
  SEALED_AT_ANNOTATION,
  type SealedFile,
} from "../../../lib/sealing/sealed-file.ts";

/** A sealed file as it is committed: in a fixed order, so that a change is a small diff. */
export function sealedText(file: Omit<SealedFile, "annotations">): string {
  const { namespace, name, scope, certificate, digests, sealedAt, type, labels } = file;
  const scopes = scopeAnnotation(scope);
  const object = {
    apiVersion: "bitnami.com/v1alpha1",
    kind: "SealedSecret",
    metadata: {
      name,
      namespace,
      annotations: {
        [CERTIFICATE_ANNOTATION]: certificate,
        [DIGESTS_ANNOTATION]: digestsText(digests),
        [SEALED_AT_ANNOTATION]: sealedAt.toISOString(),
        ...scopes,
      },
    },
    spec: {
      encryptedData: sorted(file.encryptedData),
      template: {
        metadata: {
          name,
          namespace,
          ...(scope === "strict" ? {} : { annotations: scopes }),
          ...(Object.keys(labels).length === 0 ? {} : { labels: sorted(labels) }),
        },
        type,
      },
    },
  };
  const head = `# Sealed by ops secrets seal; change it by that alone (docs/runbooks/secrets.md).\n`;
  return head + stringify(object, { lineWidth: 0 });
}

const scopeAnnotation = (scope: Scope): Record<string, string> =>
  scope === "strict" ? {} : { [SCOPE_ANNOTATIONS[scope]]: "true" };

const sorted = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).sort(([one], [other]) => (one < other ? -1 : 1)));
