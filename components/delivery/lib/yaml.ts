/** A text of YAML inside a ConfigMap: JSON, which is YAML, indented so that people and diffs can read it. */
export const yamlOf = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
