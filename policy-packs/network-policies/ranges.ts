/** Where a translator shows IPv4 to IPv6 (RFC 6052): an address in it is one of IPv4, and falls under the demands on that. */
export const TRANSLATED = "64:ff9b::/96";

/** Where machines hand out credentials to whoever asks: EC2 and others, in IPv4, through a translator, and in IPv6. */
export const METADATA: readonly string[] = [
  ...["169.254.169.254/32", "64:ff9b::a9fe:a9fe/128", "fd00:ec2::254/128"],
];

/**
 * Private (RFC 1918, 6598, 4193) and link-local (RFC 3927, 4291) ranges, those of IPv4 as a translator shows them too; the
 * metadata services are in them.
 */
export const INNER: readonly string[] = [
  ...["10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"],
  ...["64:ff9b::a00:0/104", "64:ff9b::6440:0/106", "64:ff9b::a9fe:0/112", "64:ff9b::ac10:0/108"],
  ...["64:ff9b::c0a8:0/112", "fc00::/7", "fe80::/10"],
];
