import { readSbom } from "../../../ops/lib/sbom/cyclonedx.ts";
import type { Sbom } from "../../../ops/lib/sbom/model.ts";

/** A component as CycloneDX has it, named by its package URL. */
export function part(purl: string, more: object = {}): object {
  const [, name = "", version] = /([^/@]+)(?:@([^?#]+))?(?:[?#].*)?$/.exec(purl) ?? [];
  return {
    type: "library",
    name,
    ...(version === undefined ? {} : { version }),
    purl,
    "bom-ref": purl,
    ...more,
  };
}

export const licensed = (id: string) => ({ licenses: [{ license: { id } }] });
export const hashed = (content: string, alg = "SHA-256") => ({ hashes: [{ alg, content }] });

/** A CycloneDX document about an application that depends on `direct`. */
export const bom = (
  components: readonly object[],
  direct: readonly string[] = [],
  more: object = {},
): object => ({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  metadata: { component: { type: "application", name: "api", version: "1", "bom-ref": "root" } },
  components,
  ...(direct.length === 0 ? {} : { dependencies: [{ ref: "root", dependsOn: direct }] }),
  ...more,
});

export const sbom = (components: readonly object[], direct: readonly string[] = []): Sbom =>
  readSbom(bom(components, direct), "sbom.json");
