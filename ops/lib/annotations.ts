import { existsSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { Failure } from "./failure.ts";
import { refuses } from "./policies.ts";
import type { Finding } from "./gate.ts";

/** One annotation of a GitHub workflow run. */
export interface Annotation {
  readonly level: "error" | "warning";
  readonly title: string;
  readonly message: string;
  /** Path from the project root, when the text names a file that exists. */
  readonly file: string | undefined;
  /** @default undefined: the file as a whole */
  readonly line?: number | undefined;
}

/** Findings as annotations, on the file that their text or remedy names. */
export function annotationsOf(root: string, findings: readonly Finding[]): Annotation[] {
  return findings.map((finding) => {
    const { policy, severity, resource, message, fix = "", cannotTell } = finding;
    const text = `${resource}: ${cannotTell ? "cannot tell: " : ""}${message}${fix === "" ? "" : `\nfix: ${fix}`}`;
    return {
      level: refuses(finding) ? "error" : "warning",
      title: `${policy} (${severity})`,
      message: text,
      file: fileIn(root, text),
    };
  });
}

/** What stopped a command, as annotations. */
export function annotationsOfError(root: string, error: unknown): Annotation[] {
  if (error instanceof AggregateError)
    return error.errors.flatMap((one) => annotationsOfError(root, one));
  const message =
    error instanceof Failure
      ? [error.headline, ...error.details, error.next].join("\n")
      : error instanceof Error
        ? error.message
        : String(error);
  const title = error instanceof Fault ? error.where : "ops";
  return [{ level: "error", title, message, file: fileIn(root, message) }];
}

/** The workflow command for it (https://docs.github.com/actions/reference/workflow-commands-for-github-actions). */
export function workflowCommand({ level, title, message, file, line }: Annotation): string {
  const properties = [
    ...(file === undefined ? [] : [`file=${escaped(file, true)}`]),
    ...(file === undefined || line === undefined ? [] : [`line=${line}`]),
    `title=${escaped(title, true)}`,
  ];
  return `::${level} ${properties.join(",")}::${escaped(message, false)}`;
}

function escaped(text: string, property: boolean): string {
  const plain = text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
  return property ? plain.replaceAll(":", "%3A").replaceAll(",", "%2C") : plain;
}

function fileIn(root: string, text: string): string | undefined {
  const paths = text.match(/[A-Za-z0-9_][A-Za-z0-9_./-]*\.(?:ya?ml|ts|json|md)\b/g) ?? [];
  return paths.find((path) => !path.includes("..") && existsSync(join(root, path)));
}
