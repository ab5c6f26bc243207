import type { Value } from "../../lib/struct.ts";
import { listAt, numberAt, textAt } from "../objects.ts";

/** The API server's own answer that something cannot be done. */
export class ApiError extends Error {
  /** HTTP status. */
  readonly code: number;
  /** Kubernetes' word for it: NotFound, AlreadyExists, Invalid, Conflict, Forbidden. "" when it gave none. */
  readonly reason: string;
  /** Fields at fault, with the other field manager in conflicts. */
  readonly causes: readonly { readonly field: string; readonly message: string }[];
  /** What it is about, as the server names it: "namespaces". */
  readonly resource: string;
  readonly resourceName: string;

  constructor(code: number, status: Value | undefined, fallback: string) {
    super(firstLine(textAt(status, "message")) || fallback);
    this.name = "ApiError";
    this.code = numberAt(status, "code") ?? code;
    this.reason = textAt(status, "reason");
    this.resource = textAt(status, "details", "kind");
    this.resourceName = textAt(status, "details", "name");
    this.causes = listAt(status, "details", "causes").map((cause) => ({
      field: textAt(cause, "field"),
      message: textAt(cause, "message"),
    }));
  }
}

/** The API server did not answer: it is not there, or the connection broke. */
export class ApiGone extends Error {
  /** True when the request may have reached the server, so that nobody knows whether it was carried out. */
  readonly sent: boolean;
  /** True when the server took the request and kept silent: asking again at once is no use. */
  readonly silent: boolean;

  constructor(message: string, how: { sent: boolean; silent: boolean }, cause: unknown) {
    super(message, { cause });
    this.name = "ApiGone";
    this.sent = how.sent;
    this.silent = how.silent;
  }
}

const isReason = (error: unknown, code: number, reason: string): error is ApiError =>
  error instanceof ApiError &&
  error.code === code &&
  (error.reason === reason || error.reason === "");

export const isNotFound = (error: unknown): error is ApiError => isReason(error, 404, "NotFound");
export const isAlreadyExists = (error: unknown): error is ApiError =>
  isReason(error, 409, "AlreadyExists");
export const isConflict = (error: unknown): error is ApiError => isReason(error, 409, "Conflict");
export const isForbidden = (error: unknown): error is ApiError => isReason(error, 403, "Forbidden");

/** After such an answer to a change, or no answer at all, nobody knows whether it was made. */
export function leavesInDoubt(error: unknown): boolean {
  if (error instanceof ApiGone) return error.sent;
  if (!(error instanceof ApiError)) return false;
  return (
    error.code === 504 ||
    (error.code === 500 && /etcd|rpc error|timed out|deadline/.test(error.message))
  );
}

/** The namespace the object should go into is not there. */
export const isNamespaceMissing = (error: unknown): boolean =>
  isNotFound(error) && error.resource === "namespaces";

/** Fields of ours that others own, in one line with the way out; other errors as they are. */
export function explainConflict(error: unknown): unknown {
  if (!isConflict(error) || error.causes.length === 0) return error;
  const owned = error.causes.map(({ field, message }) => {
    const [, manager = "another manager"] = /conflict with "([^"]+)"/.exec(message) ?? [];
    return `${field.replace(/^\./, "")} is managed by ${JSON.stringify(manager)}`;
  });
  return new Error(
    `field conflict: ${owned.join(", ")}; leave the field out, list it in ignoreChanges, or take it over with the annotation pulumi.com/patchForce: "true"`,
    { cause: error },
  );
}

/** Some messages go on with a dump of the object over many lines; the first one says it all. */
function firstLine(message: string): string {
  const [first = "", ...rest] = message.split("\n");
  const list = rest.filter((line) => /^\s*[-*] \S/.test(line) && !/^\s*-\s{2,}/.test(line));
  return rest.length > 0 && rest.length === list.length
    ? [first, ...list.map((line) => line.trim())].join(" ")
    : first;
}
