import * as fc from "fast-check";

import { cidr, contains, overlap, parseCidr } from "../../../policy-packs/lib/cidr.ts";

describe("parseCidr", () => {
  it.each([
    ["0.0.0.0/0", 4, 0n, 0],
    ["10.0.0.0/8", 4, 10n << 24n, 8],
    ["169.254.169.254/32", 4, 0xa9fea9fen, 32],
    ["255.255.255.255/32", 4, 2n ** 32n - 1n, 32],
    ["::/0", 6, 0n, 0],
    ["::/128", 6, 0n, 128],
    ["::1/128", 6, 1n, 128],
    ["fd00:ec2::254/128", 6, (0xfd00n << 112n) + (0xec2n << 96n) + 0x254n, 128],
    ["1:2:3:4:5:6:7:8/128", 6, 0x00010002000300040005000600070008n, 128],
    ["1:2:3:4::/64", 6, 0x0001000200030004n << 64n, 64],
    ["64:ff9b::10.0.0.0/104", 6, (0x64ff9bn << 96n) + (10n << 24n), 104],
    ["FE80::/10", 6, 0xfe80n << 112n, 10],
  ] as const)("reads %s", (text, family, first, prefix) => {
    expect(parseCidr(text)).toEqual({ family, first, prefix });
  });

  it.each([
    ...["", "/", "10.0.0.0", "10.0.0.0/", "/8", "10.0.0.0/8/8", "10.0.0.0/8 ", " 10.0.0.0/8"],
    ...["10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0.0/8.0", "10.0.0.0/1e1"],
    ...["10.0.0/8", "010.0.0.0/8", "256.0.0.0/8", "0x0a.0.0.0/8", "10.0.0.0.0/8", "example/8"],
    ...["::/129", "::/1280", ":::/0", "fe80::%eth0/10", "1::2::3/128", "12345::/16", "g::/16"],
  ])("refuses %j, which is no network", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it.each(["10.0.0.1/8", "11.0.0.0/7", "0.0.0.1/0", "255.255.255.255/31", "::1/127", "fe80::/8"])(
    "refuses %s, which sets bits behind its prefix",
    (text) => {
      expect(parseCidr(text)).toBeUndefined();
    },
  );

  it.each([
    "::ffff:10.0.0.0/104",
    "::ffff:a00:0/104",
    "::ffff:0:0/96",
    "::ffff:169.254.169.254/128",
  ])("refuses %s, which is IPv4 written as IPv6", (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});

describe("contains and overlap", () => {
  it.each([
    ["0.0.0.0/0", "10.0.0.0/8", true],
    ["10.0.0.0/8", "10.255.0.0/16", true],
    ["10.0.0.0/8", "10.0.0.0/8", true],
    ["10.0.0.0/8", "11.0.0.0/16", false],
    ["10.0.0.0/8", "0.0.0.0/0", false],
    ["10.0.0.0/9", "10.128.0.0/9", false],
    ["::/0", "10.0.0.0/8", false],
    ["0.0.0.0/0", "::/0", false],
    ["fc00::/7", "fd00:ec2::254/128", true],
    ["fe80::/10", "fec0::/10", false],
  ])("%s contains %s: %s", (outer, inner, expected) => {
    expect(contains(cidr(outer), cidr(inner))).toBe(expected);
  });

  it("overlap exactly where one contains the other, whichever comes first", () => {
    const network = fc
      .tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 }))
      .map(([address, prefix]) => {
        const behind = BigInt(32 - prefix);
        return { family: 4 as const, first: (BigInt(address) >> behind) << behind, prefix };
      });
    const last = ({ first, prefix }: { first: bigint; prefix: number }) =>
      first + (1n << BigInt(32 - prefix)) - 1n;

    fc.assert(
      fc.property(network, network, (one, other) => {
        const shared = one.first <= last(other) && other.first <= last(one);
        expect(overlap(one, other)).toBe(shared);
        expect(overlap(other, one)).toBe(shared);
        const within = one.first <= other.first && last(other) <= last(one);
        expect(contains(one, other)).toBe(within);
      }),
    );
  });
});

describe("cidr", () => {
  it("throws for what is no network", () => {
    expect(() => cidr("10.0.0.1/8")).toThrow("10.0.0.1/8: no network in its plain form");
  });
});
