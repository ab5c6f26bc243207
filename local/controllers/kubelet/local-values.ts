import { load } from "js-yaml";

/** A value as JSON and YAML have them. */
export type Value = null | boolean | number | string | readonly Value[] | Fields;
export interface Fields {
  readonly [name: string]: Value;
}

/** A YAML text as a value; null for one without a document. */
export const loaded = (text: string): Value => (text.trim() === "" ? null : (load(text) as Value));

export const isFields = (value: Value | undefined): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The same value with every text in it changed; keys stay. */
export function withTexts(value: Value, change: (text: string) => string): Value {
  if (typeof value === "string") return change(value);
  if (isFields(value)) {
    const changed = Object.entries(value).map(([name, each]) => [name, withTexts(each, change)]);
    return Object.fromEntries(changed) as Fields;
  }
  return Array.isArray(value) ? value.map((each: Value) => withTexts(each, change)) : value;
}

/** The same value with every object in it changed, the inner ones first. */
export function withFields(value: Value, change: (fields: Fields) => Fields): Value {
  if (isFields(value)) {
    const changed = Object.entries(value).map(([name, each]) => [name, withFields(each, change)]);
    return change(Object.fromEntries(changed) as Fields);
  }
  return Array.isArray(value) ? value.map((each: Value) => withFields(each, change)) : value;
}

/** A text whose beginning is moved from one of the folders of a pod to where it is here. */
export function moved(text: string, folders: Readonly<Record<string, string>>): string {
  for (const [from, to] of Object.entries(folders)) {
    if (text.startsWith(from)) return `${to}${text.slice(from.length)}`;
  }
  return text;
}
