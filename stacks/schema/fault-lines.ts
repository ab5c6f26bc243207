import type { z } from "zod";

/** One thing wrong with a setting. */
export interface FaultLine {
  /** Where, as in `environment.namespaces.core.allow[2].ports`. */
  readonly path: string;
  /** What is wrong; what to write. */
  readonly says: string;
}

/** A place in the settings, as people write it. */
export function pathOf(keys: readonly PropertyKey[]): string {
  return keys
    .map((key) => (typeof key === "number" ? `[${String(key)}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}

/** What a schema found, one line per fault, in the order of the schema. */
export function linesOf(issues: readonly z.core.$ZodIssue[], under: string): FaultLine[] {
  return issues.flatMap((issue) => {
    const path = [under, ...issue.path];
    if (issue.code === "unrecognized_keys") {
      const told = issue.message.split("\n");
      return issue.keys.map((key, at) => ({ path: pathOf([...path, key]), says: told[at] ?? "" }));
    }
    if (issue.code === "invalid_key") {
      return issue.issues.slice(0, 1).map(({ message }) => ({ path: pathOf(path), says: message }));
    }
    return [{ path: pathOf(path), says: issue.message }];
  });
}

/**
 * The whole report about a file:
 *
 *     Pulumi.stage.yaml: 2 faults
 *       environment.domain   missing; the host name under which ingress serves, for example stage.intelgraph.example
 *       environment.replica  unknown key; did you mean replicas?
 */
export function report(file: string, lines: readonly FaultLine[]): string {
  const width = Math.max(...lines.map(({ path }) => path.length));
  const count = `${String(lines.length)} fault${lines.length === 1 ? "" : "s"}`;
  return [
    `${file}: ${count}`,
    ...lines.map(({ path, says }) => `  ${path.padEnd(width)}  ${says}`),
  ].join("\n");
}
