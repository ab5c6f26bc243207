import { z } from "zod";
import { isWhole, type Nanos, parseQuantity } from "../../lib/quantity.ts";
import { isAbsent, quote, type Wording } from "./wording.ts";

const MILLI = 1_000_000n;
/** Above this many cores somebody wrote bytes; the largest clusters there are have fewer. */
const MOST_CORES = 1_000_000n * 1_000_000_000n;

/** Cores, for example `8` or `500m`. Read as text, exactly as Kubernetes will read it. */
export const cores = (means: string, example = '"500m"') =>
  amount({ means, example }, coresProblem);

/** Bytes, for example `512Mi`. */
export const bytes = (means: string, example = '"512Mi"') =>
  amount({ means, example }, bytesProblem);

/** How much an amount is, or undefined where a schema refuses it. */
export function amountOf(unit: "cpu" | "memory", value: unknown): Nanos | undefined {
  const written = typeof value === "number" ? String(value) : value;
  if (typeof written !== "string") return undefined;
  const nanos = parseQuantity(written);
  const problem = (unit === "cpu" ? coresProblem : bytesProblem)(written, nanos);
  return problem === undefined ? nanos : undefined;
}

function amount(
  { means, example }: Pick<Wording, "means" | "example">,
  problemOf: (written: string, nanos: Nanos | undefined) => string | undefined,
) {
  return z.unknown().transform((input, context): string => {
    const written = typeof input === "number" ? String(input) : input;
    const problem = isAbsent(written)
      ? `missing; ${means}, for example ${example}`
      : typeof written !== "string"
        ? `${quote(input)} is not a Kubernetes quantity; write for example ${example}`
        : problemOf(written, parseQuantity(written));
    if (problem === undefined) return String(written);
    context.issues.push({ code: "custom", input, message: problem });
    return z.NEVER;
  });
}

function coresProblem(written: string, nanos: Nanos | undefined): string | undefined {
  const said = quote(written);
  if (nanos === undefined) return `${said} is not a Kubernetes quantity; ${coresFix(written)}`;
  if (nanos <= 0n) return `${said} is not above zero; write for example "500m"`;
  if (nanos > MOST_CORES) return `${said} is more cores than any cluster has; ${coresFix("")}`;
  if (nanos % MILLI !== 0n)
    return `${said} is finer than a thousandth of a core; write "1m" or more`;
  return undefined;
}

function bytesProblem(written: string, nanos: Nanos | undefined): string | undefined {
  const said = quote(written);
  if (nanos === undefined) return `${said} is not a Kubernetes quantity; ${bytesFix(written)}`;
  if (nanos <= 0n) return `${said} is not above zero; write for example "512Mi"`;
  if (!isWhole(nanos)) return `${said} is a fraction of a byte; ${bytesFix(written)}`;
  return undefined;
}

function coresFix(written: string): string {
  const count = /^\s*(\d{1,6})(?![\d.])/.exec(written)?.[1];
  return count === undefined
    ? 'write for example "8" or "500m"'
    : `write "${count}" or "${count}000m"`;
}

/** Takes the number and the size somebody meant by `32 GB` or `512m`. */
function bytesFix(written: string): string {
  const found = /^\s*(\d{1,12})\s*([kmgtp])/i.exec(written);
  const [, count, size] = found ?? [];
  if (count === undefined || size === undefined) return 'write for example "512Mi" or "2Gi"';
  return `write "${count}${size.toUpperCase()}i"`;
}
