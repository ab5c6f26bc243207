/**
 * An amount in Kubernetes notation, in billionths of its unit (of a core, of a byte, of a piece).
 *
 * Billionths because that is the finest step Kubernetes itself keeps; a bigint because 16Ei does not fit a double.
 */
export type Nanos = bigint;

const PER_UNIT = 1_000_000_000n;
/** A binary amount above this is read as this by Kubernetes (maxAllowed in apimachinery's quantity.go). */
const BINARY_CEILING = (2n ** 63n - 1n) * PER_UNIT;
/** Powers of ten beyond this are refused: no cluster is that large, and 1e999999999 would eat the memory. */
const LARGEST_EXPONENT = 1_000;

const DECIMAL = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n, Pi: 50n, Ei: 60n };
const GRAMMAR =
  /^(?<sign>[+-]?)(?=\.?\d)(?<whole>\d*)(?:\.(?<part>\d*))?(?:[eE](?<exponent>[+-]?\d+)|(?<suffix>[numkMGTPE]?|[KMGTPE]i))$/;

/**
 * What Kubernetes makes of an amount: "500m" is 500_000_000n, "1Ki" is 1_024_000_000_000n; undefined when it is none.
 *
 * Exact for all that Kubernetes represents, and rounded as it does: what is finer than a billionth counts as a whole one.
 * A number is read by its digits. Differs from apimachinery in refusing text without any digit ("+", "Ki"), which that
 * reads as zero, and exponents beyond ±1000.
 */
export function parseQuantity(amount: string | number): Nanos | undefined {
  const groups = GRAMMAR.exec(String(amount))?.groups;
  if (groups === undefined) return undefined;
  const { sign, whole = "", part = "", suffix = "" } = groups;
  const digits = BigInt(whole + part);
  const size = isBinary(suffix)
    ? least(scaled(digits << BINARY[suffix], 9 - part.length), BINARY_CEILING)
    : decimal(digits, part.length, Number(groups["exponent"] ?? powerOf(suffix)));
  return size === undefined || sign !== "-" ? size : -size;
}

/** Below zero when the first amount is smaller, zero when they are equal ("1" and "1000m"), else above. */
export function compareQuantities(one: Nanos, other: Nanos): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Whether the amount is a whole number of units: bytes and pods are, cores need not be. */
export const isWhole = (amount: Nanos): boolean => amount % PER_UNIT === 0n;

function decimal(digits: bigint, places: number, exponent: number): Nanos | undefined {
  if (Math.abs(exponent) > LARGEST_EXPONENT) return undefined;
  return scaled(digits, exponent - places + 9);
}

/** `digits` times ten to the `power`, fractions rounded up. */
function scaled(digits: bigint, power: number): bigint {
  if (power >= 0) return digits * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (digits + divisor - 1n) / divisor;
}

const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);
const isBinary = (suffix: string): suffix is keyof typeof BINARY => suffix in BINARY;
const powerOf = (suffix: string): number => DECIMAL[suffix as keyof typeof DECIMAL];
