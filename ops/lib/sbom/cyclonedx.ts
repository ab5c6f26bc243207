import { Enums, Spec } from "@cyclonedx/cyclonedx-library";
import { z } from "zod";

import { Fault } from "../../../lib/fault.ts";
import { identityOf } from "./identity.ts";
import { licenceClassOf, stricter } from "./licence.ts";
import type { Component, Licence, Sbom } from "./model.ts";
import { line, shaped, word } from "./text.ts";

const licences = z.array(
  z.union([
    z.object({ license: z.object({ id: word }) }),
    z.object({ license: z.object({ name: word }) }),
    z.object({ expression: word }),
  ]),
);

const component = z.object({
  "bom-ref": line.optional(),
  type: z.enum(Enums.ComponentType, `is none of ${Object.values(Enums.ComponentType).join(", ")}`),
  group: line.optional(),
  name: word,
  version: line.optional(),
  purl: line.optional(),
  hashes: z.array(z.object({ alg: z.enum(Enums.HashAlgorithm), content: word })).optional(),
  licenses: licences.optional(),
  evidence: z.object({ licenses: licences.optional() }).optional(),
  get components(): z.ZodOptional<z.ZodArray<typeof component>> {
    return z.array(component).optional();
  },
});

const dependency = z.object({ ref: word, dependsOn: z.array(word).optional() });

const document = z.object({
  metadata: z.object({ component: component.optional() }).optional(),
  components: z.array(component).optional(),
  dependencies: z.array(dependency).optional(),
});

type Part = z.infer<typeof component>;

const FIX = "make the SBOM anew with a tool that writes CycloneDX JSON";

/** Versions of the specification that have a JSON form. */
const VERSIONS = Object.values(Spec.SpecVersionDict)
  .filter((spec) => spec.supportsFormat(Spec.Format.JSON))
  .map(({ version }) => version)
  .sort();

const shortened = (value: unknown): string => JSON.stringify(value).slice(0, 40);

/** Whether a document claims to be CycloneDX. */
export const isCycloneDx = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && "bomFormat" in value;

/** An SBOM out of a CycloneDX document. @throws Fault for what is none, for one without components, and for what cannot be read */
export function readSbom(value: unknown, shown: string): Sbom {
  const { metadata, components, dependencies } = readBom(value, shown);
  const root = metadata?.component;
  const parts = [...flat(root?.components ?? []), ...flat(components ?? [])];
  if (parts.length === 0) {
    throw new Fault({ where: shown, problem: "lists no components", fix: FIX });
  }
  refuseRepeatedRefs(parts, shown);
  return {
    components: parts.map(componentOf),
    direct: directOf(root, parts, dependencies),
    subject: root === undefined ? undefined : nameOf(root),
  };
}

/** The part of a CycloneDX document that is read. @throws Fault unless format and version are known */
export function readBom(value: unknown, shown: string): z.infer<typeof document> {
  if (!isCycloneDx(value) || value["bomFormat"] !== "CycloneDX") {
    throw new Fault({ where: shown, problem: "is not CycloneDX JSON", fix: FIX });
  }
  const version = value["specVersion"];
  if (!VERSIONS.some((known) => known === version)) {
    const said = version === undefined ? "is missing" : `${shortened(version)} is not known`;
    const fix = `write one of ${VERSIONS.join(", ")}`;
    throw new Fault({ where: shown, problem: `specVersion ${said}`, fix });
  }
  return shaped(document, value, shown, FIX);
}

/** Components with those within them. */
export function flat(parts: readonly Part[]): Part[] {
  return parts.flatMap((part) => [part, ...flat(part.components ?? [])]);
}

const nameOf = ({ name, version }: Part): string =>
  version === undefined || version === "" ? name : `${name}@${version}`;

function componentOf(part: Part): Component {
  return {
    ...identityOf(part),
    hashes: Object.fromEntries(
      (part.hashes ?? []).map(({ alg, content }) => [alg, content.toLowerCase()]),
    ),
    licence: licenceOf(part.licenses ?? part.evidence?.licenses ?? []),
  };
}

/** Several licences all hold, unless they are written as a choice. */
function licenceOf(list: z.infer<typeof licences>): Licence {
  const texts = list.map((one) =>
    "expression" in one ? one.expression : "id" in one.license ? one.license.id : one.license.name,
  );
  const [first, ...rest] = texts.map(licenceClassOf);
  return {
    class: first === undefined ? "unstated" : rest.reduce(stricter, first),
    text: [...new Set(texts)].sort().join(" AND "),
  };
}

/** What the root depends on itself; undefined when the graph does not tell of every one of them. */
function directOf(
  root: Part | undefined,
  parts: readonly Part[],
  dependencies: z.infer<typeof document>["dependencies"],
): ReadonlySet<string> | undefined {
  const ref = root?.["bom-ref"];
  const edges = ref === undefined ? [] : (dependencies ?? []).filter((one) => one.ref === ref);
  const names = edges.flatMap(({ dependsOn }) => dependsOn ?? []);
  if (names.length === 0) return undefined;
  const byRef = new Map(parts.map((part) => [part["bom-ref"], part]));
  const keys = names.map((name) => {
    const part = byRef.get(name);
    return part === undefined ? undefined : identityOf(part).key;
  });
  const told = keys.filter((key) => key !== undefined);
  return told.length === keys.length ? new Set(told) : undefined;
}

function refuseRepeatedRefs(parts: readonly Part[], shown: string): void {
  const seen = new Set<string>();
  for (const { "bom-ref": ref } of parts) {
    if (ref === undefined) continue;
    if (seen.has(ref)) {
      const problem = `gives two components the bom-ref ${JSON.stringify(ref)}`;
      throw new Fault({ where: shown, problem, fix: FIX });
    }
    seen.add(ref);
  }
}
