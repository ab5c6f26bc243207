import { isRecord, type Props } from "../../../policy-packs/lib/values.ts";
import { holdsTemplate, template } from "./helm-template.ts";
import { parseJson } from "./parse-json.ts";
import { parseYaml } from "./parse-yaml.ts";
import { faultAt, type Place } from "./place.ts";

/** One object of the Kubernetes API as a text gives it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly props: Props;
  readonly place: Place;
  /** Path of the template it was rendered from. */
  readonly template?: string | undefined;
}

interface Document {
  readonly value: unknown;
  readonly place: Place;
  readonly template?: string | undefined;
  /** Where JSON keeps the lines of what is within it. */
  readonly within?: ((path: string) => number) | undefined;
  readonly path: string;
}

const KIND = /^[A-Za-z][A-Za-z0-9]*$/;
const VERSION = /^(?:[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?\/)?[a-z][a-z0-9]*$/;

/** The documents of a text: YAML, JSON, or JSON values one after the other. @throws Fault */
export function documentsOf(text: string, file: string): Document[] {
  if (/^\s*[[{]/.test(text)) {
    const json = asJson(text, file);
    if (json !== undefined) return json;
  }
  return parseYaml(text, file).map(({ value, line, template: source }) => ({
    value,
    place: { file, line: () => line },
    template: source,
    path: "",
  }));
}

/** Undefined for YAML that only begins like JSON. */
function asJson(text: string, file: string): Document[] | undefined {
  const isYaml = /\.ya?ml$/.test(file);
  try {
    const { values, lineOf } = parseJson(text, file);
    return values.map((value, i) => {
      const path = String(i);
      return { value, place: { file, line: () => lineOf(path) }, within: lineOf, path };
    });
  } catch (error) {
    const broken = error instanceof Error && error.message.includes("is no JSON");
    if (broken && (isYaml || /^\s*(?:\{\{|\[?\{?\s*[\w-]+\s*:)/.test(text))) return undefined;
    throw error;
  }
}

/** Whether a document claims to be an object of the Kubernetes API. */
export const isClaimed = ({ value }: Document): boolean =>
  Array.isArray(value)
    ? value.some((one) => isRecord(one) && ("kind" in one || "apiVersion" in one))
    : isRecord(value) && ("kind" in value || "apiVersion" in value);

/** Every object of the documents: arrays and lists are taken apart. @throws Fault for what is no manifest */
export function manifestsOf(documents: readonly Document[], text: string): Manifest[] {
  const found: Manifest[] = [];
  const braces = text.includes("{{");
  for (const one of documents) explode(one, found, braces);
  return found;
}

function explode(document: Document, found: Manifest[], braces: boolean): void {
  const { value, place } = document;
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    for (let i = 0; i < items.length; i++) explode(childOf(document, items[i], i), found, braces);
    return;
  }
  if (!isRecord(value)) {
    const what =
      value === null ? "null" : typeof value === "object" ? "a list" : `a ${typeof value}`;
    throw faultAt(
      place.file,
      place.line(),
      `is ${what}, no manifest`,
      "give an object with apiVersion and kind",
    );
  }
  const { apiVersion, kind } = value;
  if (!isText(apiVersion, VERSION) || !isText(kind, KIND)) throw unnamed(document, value);
  if (braces && holdsTemplate(value)) throw template(place.file, place.line());
  if (kind.endsWith("List") && (kind === "List" || Object.hasOwn(value, "items"))) {
    explodeList(document, { apiVersion, kind, items: value["items"] }, found, braces);
    return;
  }
  found.push({ apiVersion, kind, props: value, place, template: document.template });
}

function explodeList(
  document: Document,
  { apiVersion, kind, items }: { apiVersion: string; kind: string; items: unknown },
  found: Manifest[],
  braces: boolean,
): void {
  const { place } = document;
  if (items === undefined || items === null) return;
  if (!Array.isArray(items)) {
    throw faultAt(place.file, place.line(), `${kind}: items is no list`, "give a list of objects");
  }
  const known: readonly unknown[] = items;
  for (let i = 0; i < known.length; i++) {
    const item = known[i];
    // Items of a typed list may leave out what the list already says.
    const whole =
      kind !== "List" && isRecord(item)
        ? { apiVersion, kind: kind.replace(/List$/, ""), ...item }
        : item;
    explode(childOf(document, whole, i), found, braces);
  }
}

function childOf(
  { place, template: source, within, path }: Document,
  value: unknown,
  i: number,
): Document {
  const below = `${path}/${i}`;
  const line = within === undefined ? place.line : () => within(below);
  return { value, place: { file: place.file, line }, template: source, within, path: below };
}

function unnamed({ place }: Document, value: Props) {
  const wrong = (["apiVersion", "kind"] as const).filter(
    (key) => !isText(value[key], key === "kind" ? KIND : VERSION),
  );
  const absent = wrong.filter((key) => value[key] === undefined || value[key] === null);
  const problem =
    absent.length > 0
      ? `has no ${absent.join(" and no ")}`
      : wrong.map((key) => `${key} ${JSON.stringify(value[key])} is not valid`).join(", ");
  return faultAt(place.file, place.line(), problem, "give a manifest with apiVersion and kind");
}

const isText = (value: unknown, form: RegExp): value is string =>
  typeof value === "string" && form.test(value);
