import { isIPv4, isIPv6 } from "node:net";

/** A network: its first address as a number, and how many of the leading bits are its own. */
export interface Cidr {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

/**
 * Reads a network in its plain form, as the CEL library of Kubernetes does; undefined for anything else.
 *
 * Not plain are leading zeros, bits set behind the prefix and IPv4 written as IPv6: the API server takes all of these
 * in a NetworkPolicy, and those who carry it out do not agree on what they mean.
 */
export function parseCidr(text: string): Cidr | undefined {
  const [address = "", length = "", ...rest] = text.split("/");
  if (rest.length > 0 || !/^(0|[1-9]\d{0,2})$/.test(length)) return undefined;
  const family = isIPv4(address) ? 4 : 6;
  if (family === 6 && (!isIPv6(address) || address.includes("%"))) return undefined;
  const prefix = Number(length);
  if (prefix > BITS[family]) return undefined;
  const first = family === 4 ? v4(address) : v6(address);
  const mapped = family === 6 && first >> 32n === 0xffffn;
  const behind = BigInt(BITS[family] - prefix);
  if (mapped || (first >> behind) << behind !== first) return undefined;
  return { family, first, prefix };
}

const v4 = (address: string): bigint =>
  address.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);

function v6(address: string): bigint {
  const [head = [], tail = []] = address.split("::").map(groupsOf);
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0n);
  return [...head, ...zeros, ...tail].reduce((sum, group) => (sum << 16n) | group, 0n);
}

/** The groups of 16 bits; the last two may be written as an IPv4 address. */
const groupsOf = (text: string): bigint[] =>
  text.split(":").flatMap((group) => {
    if (group === "") return [];
    if (!group.includes(".")) return [BigInt(`0x${group}`)];
    const low = v4(group);
    return [low >> 16n, low & 0xffffn];
  });

/** Whether every address of the second is one of the first. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  if (outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  const behind = BigInt(BITS[outer.family] - outer.prefix);
  return outer.first >> behind === inner.first >> behind;
}

/** Whether they share an address: then one contains the other. */
export const overlap = (one: Cidr, other: Cidr): boolean =>
  contains(one, other) || contains(other, one);

/** A network known to be one. @throws Error for anything but a network in its plain form. */
export function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed === undefined) throw new Error(`${text}: no network in its plain form`);
  return parsed;
}
