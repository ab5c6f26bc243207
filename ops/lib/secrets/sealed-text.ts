import { stringify } from "yaml";

import { annotationsOf, scopeAnnotations } from "../../../lib/sealing/annotations.ts";
import type { SealedFile } from "../../../lib/sealing/sealed-file.ts";

/** A sealed file as it is committed: in a fixed order, so that a change is a small diff. */
export function sealedText(file: SealedFile): string {
  const { namespace, name, scope, type, labels } = file;
  const object = {
    apiVersion: "bitnami.com/v1alpha1",
    kind: "SealedSecret",
    metadata: {
      name,
      namespace,
      annotations: annotationsOf(file),
    },
    spec: {
      encryptedData: sorted(file.encryptedData),
      template: {
        metadata: {
          name,
          namespace,
          ...(scope === "strict" ? {} : { annotations: scopeAnnotations(scope) }),
          ...(Object.keys(labels).length === 0 ? {} : { labels: sorted(labels) }),
        },
        type,
      },
    },
  };
  const head = `# Sealed by ops secrets seal; change it by that alone (docs/runbooks/secrets.md).\n`;
  return head + stringify(object, { lineWidth: 0 });
}

const sorted = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).sort(([one], [other]) => (one < other ? -1 : 1)));
