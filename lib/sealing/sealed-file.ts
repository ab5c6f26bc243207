import { load } from "js-yaml";

import { Fault } from "../fault.ts";
import {
  annotationsOf,
  CERTIFICATE_ANNOTATION,
  DIGESTS_ANNOTATION,
  digestsIn,
  scopeAnnotations,
  scopeIn,
  SEALED_AT_ANNOTATION,
} from "./annotations.ts";

/** How far a sealed value may be moved: nowhere, within its namespace, or anywhere. */
export const SCOPES = ["strict", "namespace-wide", "cluster-wide"] as const;
export type Scope = (typeof SCOPES)[number];

/** A committed SealedSecret, read and found whole. */
export interface SealedFile {
  readonly namespace: string;
  readonly name: string;
  readonly scope: Scope;
  /** Fingerprint of the certificate it says it was sealed with. */
  readonly certificate: string;
  /** Keyed digest of the plaintext, by key. */
  readonly digests: Readonly<Record<string, string>>;
  readonly sealedAt: Date;
  /** Type of the Secret that it becomes. */
  readonly type: string;
  /** Labels of the Secret that it becomes. */
  readonly labels: Readonly<Record<string, string>>;
  /** Sealed values in base64, by key. */
  readonly encryptedData: Readonly<Record<string, string>>;
}

/** Name of a sealed file. No namespace has a dot in its name, so that the first one divides. */
export const sealedFileName = (namespace: string, name: string): string =>
  `${namespace}.${name}.yaml`;

type Fields = Readonly<Record<string, unknown>>;
const fields = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const texts = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(fields(value)).map(([key, one]) => [key, text(one)]));

/** Everything that a file of ours may say, by place; what stands elsewhere might be plaintext. */
const KNOWN: readonly (readonly [string, readonly string[]])[] = [
  ["", ["apiVersion", "kind", "metadata", "spec"]],
  ["metadata", ["name", "namespace", "annotations"]],
  ["spec", ["encryptedData", "template"]],
  ["spec.template", ["metadata", "type"]],
  ["spec.template.metadata", ["name", "namespace", "labels", "annotations"]],
];

/** Reads a sealed file. @throws Fault that names everything wrong with it */
export function readSealedFile(content: string, where: string): SealedFile {
  const object = parsed(content, where);
  const at = (path: string) =>
    path.split(".").reduce((inner, key) => (key === "" ? inner : fields(inner[key])), object);
  const annotations = texts(at("metadata")["annotations"]);
  const scope = scopeIn(annotations);
  const file: SealedFile = {
    namespace: text(at("metadata")["namespace"]),
    name: text(at("metadata")["name"]),
    scope: scope ?? "strict",
    certificate: annotations[CERTIFICATE_ANNOTATION] ?? "",
    digests: digestsIn(annotations[DIGESTS_ANNOTATION] ?? ""),
    sealedAt: new Date(annotations[SEALED_AT_ANNOTATION] ?? ""),
    type: text(at("spec.template")["type"]) || "Opaque",
    labels: texts(at("spec.template.metadata")["labels"]),
    encryptedData: texts(at("spec")["encryptedData"]),
  };
  const inner = at("spec.template.metadata");
  const dated = !Number.isNaN(file.sealedAt.getTime());
  const problems = [
    ...(object["apiVersion"] === "bitnami.com/v1alpha1" && object["kind"] === "SealedSecret"
      ? []
      : ["is no SealedSecret of bitnami.com/v1alpha1"]),
    ...(file.name === "" || file.namespace === "" ? ["names no namespace and name"] : []),
    ...(text(inner["name"]) === file.name && text(inner["namespace"]) === file.namespace
      ? []
      : ["its template has another namespace or name"]),
    ...(scope !== undefined && scope === scopeIn(texts(inner["annotations"]))
      ? []
      : ["says two things about its scope"]),
    ...(/^sha256:[0-9a-f]{64}$/.test(file.certificate) ? [] : ["names no sealing certificate"]),
    ...(dated ? [] : ["does not say when it was sealed"]),
    ...dataProblems(file),
    ...KNOWN.flatMap(([path, keys]) =>
      Object.keys(at(path))
        .filter((key) => !keys.includes(key))
        .map((key) => `has ${[path, key].filter((one) => one !== "").join(".")}`),
    ),
    ...(dated ? strangeTexts("metadata.annotations", annotations, annotationsOf(file)) : []),
    ...strangeTexts(
      "spec.template.metadata.annotations",
      inner["annotations"],
      scopeAnnotations(file.scope),
    ),
    ...strangeTexts("spec.template.metadata.labels", inner["labels"], file.labels),
    ...strangeTexts("spec.template", { type: at("spec.template")["type"] }, { type: file.type }),
  ];
  if (problems.length === 0) return file;
  const fix = "restore it from git, or remove it and seal it anew";
  throw new Fault({ where, problem: problems.join(", "), fix, exit: 1 });
}

/**
 * What `ops secrets seal` would not have written there. Annotations stay readable wherever they go, and some of them are
 * switches; labels and a type are texts, or they would be read as none.
 */
function strangeTexts(
  path: string,
  found: unknown,
  written: Readonly<Record<string, string>>,
): string[] {
  if (found === undefined) return [];
  if (found !== fields(found)) return [`has ${path}, which is no mapping`];
  return Object.entries(fields(found))
    .filter(([key, value]) => value !== undefined && value !== written[key])
    .map(([key]) => {
      const said = Object.hasOwn(written, key) ? "has something else as" : "has";
      return `${said} ${path}.${key}`;
    });
}

function parsed(content: string, where: string): Fields {
  try {
    const value: unknown = load(content);
    if (Object.keys(fields(value)).length > 0) return fields(value);
  } catch (error) {
    const problem = "cannot be read as YAML";
    throw new Fault({ where, problem, fix: "restore it from git", exit: 1, cause: error });
  }
  throw new Fault({ where, problem: "holds no object", fix: "restore it from git", exit: 1 });
}

function dataProblems({ encryptedData, digests }: SealedFile): string[] {
  const keys = Object.keys(encryptedData);
  if (keys.length === 0) return ["seals nothing"];
  const plain = keys.filter((key) => !/^[A-Za-z0-9+/]{300,}={0,2}$/.test(encryptedData[key] ?? ""));
  const bare = keys.filter((key) => digests[key] === undefined);
  const lost = Object.keys(digests).filter((key) => encryptedData[key] === undefined);
  return [
    ...plain.map((key) => `holds something under "${key}" that is not sealed`),
    ...bare.map((key) => `has no digest for "${key}"`),
    ...lost.map((key) => `has a digest for "${key}", which is not there`),
  ];
}
