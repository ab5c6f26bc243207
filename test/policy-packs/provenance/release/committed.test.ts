import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { releaseText } from "../../../../ops/lib/release/paths.ts";
import type { ReleaseFile, TrustFile } from "../../../../policy-packs/provenance/release/model.ts";
import type { FileKind } from "../../../../policy-packs/provenance/release/schemas.ts";
import { verifyRelease } from "../../../../policy-packs/provenance/release/verify.ts";
import {
  SCHEMA_FILES,
  schemaText,
} from "../../../../policy-packs/provenance/release/write-schemas.ts";

const root = join(import.meta.dirname, "../../../..");
const environments = ["local", "dev", "stage", "prod", "pr"];

test.each(environments)(
  "the committed release of %s is good, and written as ops writes it",
  (name) => {
    const release = join(root, `releases/${name}.json`);
    const trust = join(root, `policy-packs/provenance/trust.${name}.json`);
    const text = readFileSync(release, "utf8");

    const { failures, images, thirdParty } = verifyRelease({ release, trust, now: new Date() });

    expect([...failures, ...[...images, ...thirdParty].flatMap((image) => image.failures)]).toEqual(
      [],
    );
    expect(text).toBe(releaseText(JSON.parse(text) as ReleaseFile));
  },
);

test("every environment with settings has a release", () => {
  const settings = readdirSync(root).flatMap(
    (name) => /^Pulumi\.([^.]+)\.yaml$/.exec(name)?.[1] ?? [],
  );

  expect(settings.sort()).toEqual([...environments].sort());
});

test.each(Object.keys(SCHEMA_FILES) as FileKind[])("the schema of %s is up to date", (kind) => {
  expect(readFileSync(join(root, SCHEMA_FILES[kind]), "utf8")).toBe(schemaText(kind));
});

test("the pinned trust root is the one that the TUF client of Sigstore carries", () => {
  const seeds = createRequire(import.meta.url)("@sigstore/tuf/seeds.json") as Readonly<
    Record<string, { readonly targets: Readonly<Record<string, string>> }>
  >;
  const [mirror] = Object.values(seeds);
  const pinned = join(root, "policy-packs/provenance/roots/sigstore-public-good.json");

  expect(readFileSync(pinned, "base64")).toBe(mirror?.targets["trusted_root.json"]);
});

test("only the release workflow on main builds, in every environment", () => {
  for (const name of environments) {
    const path = join(root, `policy-packs/provenance/trust.${name}.json`);
    const { builds, keys, attestors } = JSON.parse(readFileSync(path, "utf8")) as TrustFile;
    expect(keys).toEqual([]);
    expect(
      builds.map(({ repository, workflow, ref }) => `${repository}/${workflow}@${ref}`),
    ).toEqual([
      "https://github.com/intelgraph/platform/.github/workflows/release.yml@refs/heads/main",
    ]);
    expect(attestors).toHaveLength(1);
  }
});
