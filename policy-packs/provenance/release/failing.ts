import type { Code } from "./codes.ts";
import type { About, Failure } from "./model.ts";
import { ReadFault } from "./safe-read.ts";
import { JsonFault } from "./strict-json.ts";

/** A step of verification that came to an end, with the code of its failure. */
export class Refused extends Error {
  readonly code: Code;

  constructor(code: Code, message: string) {
    super(message);
    this.code = code;
  }
}

/** What a step gave, or why it gave nothing. Whatever else it throws is a failure too. */
export type Attempt<T> =
  | { readonly value: T; readonly failures: readonly [] }
  | { readonly value?: undefined; readonly failures: readonly [Failure] };

/** Does one step. An error that nobody foresaw is told with the code `otherwise`. */
export function attempt<T>(about: About, otherwise: Code, step: () => T): Attempt<T> {
  try {
    return { value: step(), failures: [] };
  } catch (error) {
    return { failures: [failureOf(about, otherwise, error)] };
  }
}

function failureOf(about: About, otherwise: Code, error: unknown): Failure {
  const [message = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  const known =
    error instanceof Refused || error instanceof ReadFault || error instanceof JsonFault;
  const said =
    error instanceof ReadFault
      ? `: ${message}`
      : known
        ? ` ${message}`
        : ` is not readable (${message})`;
  return {
    code: known ? error.code : otherwise,
    about,
    message: oneLine(`${nouns[about]}${said}`),
  };
}

/** What messages begin with. */
const nouns: Readonly<Record<About, string>> = {
  release: "the release",
  trust: "the trust file",
  provenance: "the provenance",
  sbom: "the SBOM",
  scan: "the scan",
  licences: "the licence summary",
  vulnerability: "the scan",
  "third-party": "the signature",
  acceptance: "the list of accepted vulnerabilities",
};

/** Evidence is written by others: no line breaks, no escapes, no endless texts reach a screen. */
export const oneLine = (text: string): string => {
  const plain = text.replace(
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    "?",
  );
  return plain.length > 300 ? `${plain.slice(0, 299)}…` : plain;
};

/** The first refusal of a list of checks, thrown; each is a condition that has to hold. */
export function demand(holds: boolean, code: Code, message: string): asserts holds {
  if (!holds) throw new Refused(code, message);
}
