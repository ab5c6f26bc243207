import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";

import { type Annotation, workflowCommand } from "./annotations.ts";

/** What a command tells a GitHub workflow. */
export interface WorkflowNews {
  /** Markdown for the step summary. */
  readonly summary?: string;
  /** Outputs of the step, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
}

/** Writes to the files a workflow names, and prints annotations through `print`; missing files are left out. */
export function tellWorkflow(
  { summary, outputs, annotations }: WorkflowNews,
  env: NodeJS.ProcessEnv,
  print: (line: string) => void,
): void {
  for (const annotation of annotations) print(workflowCommand(annotation));
  const { GITHUB_STEP_SUMMARY: summaryFile, GITHUB_OUTPUT: outputFile } = env;
  if (summaryFile && summary !== undefined) appendFileSync(summaryFile, `${summary}\n`);
  if (!outputFile) return;
  const lines = Object.entries(outputs).map(([name, value]) =>
    outputLines(name, value, randomUUID()),
  );
  appendFileSync(outputFile, lines.join(""));
}

/** One output in the form that may hold line breaks; the delimiter is random, so that no value can end it. */
export const outputLines = (name: string, value: string, delimiter: string): string =>
  `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
