import fc from "fast-check";

import { type Change, compare } from "../../../../ops/lib/sbom/compare.ts";
import { directionOf, naturalOrder } from "../../../../ops/lib/sbom/direction.ts";
import type { Sbom } from "../../../../ops/lib/sbom/model.ts";
import { reportOf } from "../../../../ops/lib/sbom/report.ts";
import { bom, hashed, licensed, part, sbom } from "../../support/sboms.ts";
import { readSbom } from "../../../../ops/lib/sbom/cyclonedx.ts";

const versions = fc.constantFrom("1.0.0", "1.2.0", "1.10.0", "2.0.0-rc.1", "2:1.0-3", "old", "");
const component = fc
  .record({
    kind: fc.constantFrom("npm", "deb", "pypi", "none"),
    name: fc.constantFrom("a", "b", "c", "d"),
    version: versions,
    licence: fc.constantFrom("MIT", "GPL-3.0-only", "none"),
    content: fc.constantFrom("aa", "bb", "none"),
    origin: fc.constantFrom("", "?repository_url=mirror.example"),
  })
  .map(({ kind, name, version, licence, content, origin }) => {
    const more = {
      ...(licence === "none" ? {} : licensed(licence)),
      ...(content === "none" ? {} : hashed(content)),
    };
    if (kind === "none") return { type: "library", name, version, ...more };
    const at = version === "" ? "" : `@${encodeURIComponent(version)}`;
    const named = part(`pkg:${kind}/${name}${at}${origin}`, { "bom-ref": undefined });
    return { ...named, version, ...more };
  });
const components = fc.array(component, { minLength: 1, maxLength: 12 });
const shuffled = components.chain((list) =>
  fc.tuple(
    fc.constant(list),
    fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
  ),
);

const opposite: Readonly<Partial<Record<Change["kind"], Change["kind"]>>> = {
  added: "removed",
  removed: "added",
  up: "downgraded",
  downgraded: "up",
};
/** What only the head is asked about has no mirror. */
const twoSided = (changes: readonly Change[]) =>
  changes.filter(({ kind }) => kind !== "direct" && kind !== "unknown-purl");

const sorted = (changes: readonly object[]) =>
  changes.map((one) => JSON.stringify(one, ["kind", "package", "version", "from", "to"])).sort();

function mirrored({ kind, package: of, version, from, to }: Change): Change {
  const swapped = from === undefined || to === undefined ? {} : { from: to, to: from };
  const back = kind === "added" || kind === "removed";
  const paired = ["up", "downgraded", "changed"].includes(kind) ? (from ?? "") : version;
  return {
    kind: opposite[kind] ?? kind,
    package: of,
    version: back ? version : paired,
    ...swapped,
  };
}

/** The version of a licence or an origin is that of the head, which the mirror cannot know. */
const loose = (changes: readonly Change[]) =>
  changes.map((one) => (["licence", "origin"].includes(one.kind) ? { ...one, version: "" } : one));

const everything = (base: Sbom, head: Sbom) =>
  JSON.stringify(
    reportOf(
      { name: "base", kind: "file", sbom: base },
      { name: "head", kind: "file", sbom: head },
      { allowed: [], accepted: [], withoutScans: true, now: new Date(0) },
    ),
  );

describe("a diff of SBOMs", () => {
  it("does not depend on the order of components", () => {
    fc.assert(
      fc.property(shuffled, shuffled, ([a, aAgain], [b, bAgain]) => {
        expect(everything(sbom(a), sbom(b))).toBe(everything(sbom(aAgain), sbom(bAgain)));
      }),
    );
  });

  it("of a thing with itself is empty", () => {
    fc.assert(
      fc.property(shuffled, ([a, again]) => {
        expect(compare(sbom(a), sbom(again))).toEqual([]);
      }),
    );
  });

  it("mirrors that of the two exchanged", () => {
    fc.assert(
      fc.property(components, components, (a, b) => {
        const there = twoSided(compare(sbom(a), sbom(b)));
        const back = twoSided(compare(sbom(b), sbom(a)));

        expect(sorted(loose(there))).toEqual(sorted(loose(back.map(mirrored))));
      }),
    );
  });

  it("accounts for every component that came or went", () => {
    fc.assert(
      fc.property(components, components, (a, b) => {
        const of = (list: readonly object[]) =>
          new Set(sbom(list).components.map(({ key, version }) => `${key} ${version}`));
        const [before, after] = [of(a), of(b)];
        const said = new Set(
          compare(sbom(a), sbom(b)).map(({ package: key, version }) => `${key} ${version}`),
        );

        for (const one of after) if (!before.has(one)) expect(said).toContain(one);
      }),
    );
  });

  it("survives whatever is in an SBOM, or refuses it in one line", () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(fc.string(), fc.jsonValue())), (parts) => {
        const read = () => readSbom(bom(parts), "sbom.json");
        try {
          read();
        } catch (error) {
          expect((error as Error).name).toBe("Fault");
          expect((error as Error).message).not.toContain("\n");
        }
      }),
    );
  });
});

describe("directions of versions", () => {
  const version = fc.oneof(
    versions,
    fc.stringMatching(/^[0-9]{1,3}(\.[0-9]{1,3}){0,4}$/),
    fc.string({ maxLength: 12 }),
  );
  const ecosystem = fc.constantFrom("npm", "deb", "rpm", "pypi", undefined);
  const turned = { up: "downgraded", downgraded: "up", changed: "changed" } as const;

  it("turn round with the versions", () => {
    fc.assert(
      fc.property(version, version, ecosystem, (one, two, of) => {
        expect(directionOf(two, one, of)).toBe(turned[directionOf(one, two, of)]);
      }),
    );
  });

  it("are sorted by a total order", () => {
    fc.assert(
      fc.property(version, version, version, (a, b, c) => {
        expect(Math.sign(naturalOrder(a, b))).toBe(0 - Math.sign(naturalOrder(b, a)));
        if (naturalOrder(a, b) <= 0 && naturalOrder(b, c) <= 0)
          expect(naturalOrder(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
