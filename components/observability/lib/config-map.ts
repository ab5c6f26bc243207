import { createHash } from "node:crypto";
import { dump } from "js-yaml";
import { ConfigMap } from "../../lib/kubernetes.ts";
import { PREFIX } from "../../lib/labels.ts";
import { type Home, metadataOf } from "./home.ts";

/** Text that a person can read and a program reads back as the same; keys stay in their order. */
export const yamlOf = (config: object): string => dump(config, { lineWidth: -1, noRefs: true });

/** A ConfigMap of a part, and the annotation that makes its pods new when what is in it changes. */
export function configOf(
  home: Home,
  data: Readonly<Record<string, string>>,
  name?: string,
): { readonly name: string; readonly annotation: Record<string, string> } {
  const metadata = metadataOf(home, name);
  new ConfigMap(
    `${home.name}-config${name === undefined ? "" : `-${name}`}`,
    { metadata, data: { ...data } },
    home.opts,
  );
  return { name: metadata.name, annotation: hashed(name ?? "config", data) };
}

/** Pods are not told when a mounted ConfigMap changes, so their template changes with it. */
const hashed = (name: string, data: object): Record<string, string> => ({
  [`${PREFIX}/${name}-hash`]: createHash("sha256").update(JSON.stringify(data)).digest("hex"),
});
