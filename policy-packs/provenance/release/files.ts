import { basename, dirname } from "node:path";

import { isRecord } from "../../lib/values.ts";
import type { Cache } from "./cache.ts";
import type { Code } from "./codes.ts";
import type { About, Failure } from "./model.ts";
import { ReadFault, readPlain, sha256 } from "./safe-read.ts";
import { type FileKind, schemas } from "./schemas.ts";
import { parseStrict } from "./strict-json.ts";

/** What a file holds, and its bytes; or everything that is wrong with it. */
export type Read<T> =
  | { readonly value: T; readonly bytes: Buffer; readonly failures: readonly [] }
  | { readonly value?: undefined; readonly failures: readonly Failure[] };

interface Wanted {
  readonly kind: FileKind;
  readonly about: About;
  readonly codes: { readonly missing: Code; readonly unreadable: Code; readonly malformed: Code };
}

const wanted = {
  release: {
    kind: "release",
    about: "release",
    codes: {
      missing: "release-missing",
      unreadable: "release-unreadable",
      malformed: "release-malformed",
    },
  },
  trust: { kind: "trust", about: "trust", codes: all("trust-unreadable", "trust-malformed") },
  accepted: {
    kind: "accepted",
    about: "acceptance",
    codes: all("accepted-malformed", "accepted-malformed"),
  },
  thirdParty: {
    kind: "thirdParty",
    about: "third-party",
    codes: all("third-party-malformed", "third-party-malformed"),
  },
} as const satisfies Record<FileKind, Wanted>;

function all(unreadable: Code, malformed: Code): Wanted["codes"] {
  return { missing: unreadable, unreadable, malformed };
}

/** Reads one of the files that say what is released and who is trusted; its shape is checked to the last key. */
export function readFile<T>(kind: FileKind, path: string, cache: Cache): Read<T> {
  const { about, codes } = wanted[kind];
  const name = basename(path);
  let bytes: Buffer;
  try {
    bytes = readPlain(dirname(path), [name]);
  } catch (error) {
    const missing = error instanceof ReadFault && error.code === "evidence-missing";
    const message = (error as Error).message;
    return { failures: [{ code: missing ? codes.missing : codes.unreadable, about, message }] };
  }
  const { value, faults } = parsed(kind, bytes, cache);
  if (value !== undefined) return { value: value as T, bytes, failures: [] };
  return {
    failures: faults.map((fault) => ({
      code: codes.malformed,
      about,
      message: `${name} ${fault}`,
    })),
  };
}

/** Everything that is wrong with the content of such a file; none when it may be used. */
export function faultsOf(kind: FileKind, value: unknown): string[] {
  const result = schemas()[kind].safeParse(value);
  return result.error === undefined
    ? []
    : result.error.issues.map(({ path, ...issue }) => `${pathText(path)}${saidOf(issue)}`);
}

function parsed(
  kind: FileKind,
  bytes: Buffer,
  cache: Cache,
): { value?: unknown; faults: string[] } {
  try {
    cache.remembered(["file", kind, sha256(bytes)], () => {
      const faults = faultsOf(kind, parseStrict(bytes));
      if (faults.length > 0) throw new AggregateError(faults);
      return true;
    });
    return { value: JSON.parse(bytes.toString("utf8")) as unknown, faults: [] };
  } catch (error) {
    if (error instanceof AggregateError) return { faults: error.errors as string[] };
    return { faults: [(error as Error).message] };
  }
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? "" : `${path.map(String).join(".")} `;

/** An issue of the schema in the words of this project. */
function saidOf(issue: object): string {
  if (!isRecord(issue)) return "is wrong";
  const { code, message } = issue;
  if (code === "unrecognized_keys") return `has an unknown key ${quoted(issue["keys"])}`;
  if (code === "invalid_key") return "is no name that is allowed here";
  if (code === "invalid_union") return "is none of the forms that the schema names";
  if (code === "invalid_type") return `is missing or no ${String(issue["expected"])}`;
  if (code === "invalid_value") return `is none of ${quoted(issue["values"])}`;
  return String(message)
    .replace(/^Too/, "is too")
    .replace(/^Invalid/, "is an invalid");
}

const quoted = (list: unknown): string =>
  (Array.isArray(list) ? (list as unknown[]) : []).map((one) => JSON.stringify(one)).join(", ");
