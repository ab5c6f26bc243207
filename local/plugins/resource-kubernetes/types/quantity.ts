import { parseQuantity } from "../../../../lib/quantity.ts";

const SHAPE = /^[+-]?0*(?<whole>\d*)(?:\.(?<part>\d*))?(?<suffix>.*)$/;
const DECIMAL = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
const UNIT = 10n ** 9n;

/**
 * An amount as the API server writes it back: "1024Mi" is "1Gi", "0.5" is "500m", 1 is "1"; undefined when it is none.
 *
 * The rules are those of apimachinery's quantity.go: what is short already stays as it was written; an amount in powers
 * of two that is below 1024 or not whole is written in powers of ten.
 */
export function canonicalQuantity(amount: string | number): string | undefined {
  const text = String(amount).trim();
  const nanos = parseQuantity(text);
  const groups = SHAPE.exec(text)?.groups;
  if (nanos === undefined || groups === undefined) return undefined;
  const { whole = "", part = "", suffix = "" } = groups;
  if (staysAsWritten(whole === "" ? "0" : whole, part, suffix)) return text;
  if (suffix.endsWith("i") && nanos % UNIT === 0n && magnitude(nanos) >= 1024n * UNIT) {
    return shortest(nanos / UNIT, 1024n, BINARY, 0);
  }
  return /^[eE][+-]?\d/.test(suffix) ? exponential(nanos) : shortest(nanos, 1000n, DECIMAL, 0);
}

function staysAsWritten(whole: string, part: string, suffix: string): boolean {
  const digits = whole + part;
  if (suffix.endsWith("i")) {
    const short = part === "" && digits.length + BINARY.indexOf(suffix) * 3 + 1 <= 15;
    return short && (BigInt(digits) & 7n) !== 0n;
  }
  const power = /^[eE][+-]?\d/.test(suffix)
    ? Number(suffix.slice(1))
    : (DECIMAL.indexOf(suffix) - DECIMAL.indexOf("")) * 3;
  const scale = power - part.length;
  const kept = digits.length <= 18 && scale >= -9;
  return kept && scale % 3 === 0 && !digits.endsWith("000") && !digits.startsWith("0");
}

function shortest(value: bigint, base: bigint, suffixes: readonly string[], from: number): string {
  let rest = value;
  let index = from;
  while (rest !== 0n && rest % base === 0n && index < suffixes.length - 1) {
    rest /= base;
    index += 1;
  }
  return rest === 0n ? "0" : `${rest}${suffixes[index] ?? ""}`;
}

function exponential(nanos: bigint): string {
  let rest = nanos;
  let power = -9;
  while (rest !== 0n && rest % 1000n === 0n) {
    rest /= 1000n;
    power += 3;
  }
  return rest === 0n || power === 0 ? String(rest) : `${rest}e${power}`;
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);
