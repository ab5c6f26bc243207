import { objectsText } from "../../../lib/artifacts/objects.ts";
import { parseYaml } from "../manifests/parse-yaml.ts";

/** The objects of a manifest as the cache keeps them: JSON, in the order and words of the manifest. @throws Fault */
export function objectsOf(bytes: Buffer, title: string): string {
  const parsed = parseYaml(bytes.toString("utf8"), title);
  return objectsText(
    parsed.map(({ value }) => value).filter((value) => value !== null),
    title,
  );
}
