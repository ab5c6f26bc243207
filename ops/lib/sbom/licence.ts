import { SPDX } from "@cyclonedx/cyclonedx-library";
import parse from "spdx-expression-parse";

type Expression = parse.Expression;

/** What a licence asks of those who ship the software, from the least to the most; "unknown" and "unstated" may ask for anything. */
export const LICENCE_CLASSES = [
  "permissive",
  "weak-copyleft",
  "copyleft",
  "network-copyleft",
  "restricted",
  "unknown",
  "unstated",
] as const;

export type LicenceClass = (typeof LICENCE_CLASSES)[number];

/** Families of SPDX identifiers, the first that fits decides. What fits none is unknown, never permissive. */
const FAMILIES: readonly (readonly [RegExp, LicenceClass])[] = [
  [/^(AGPL|CAL-|SSPL|RPL|CPAL|OSL|EUPL|Watcom|Parity|QPL-1\.0-INRIA)-?/, "network-copyleft"],
  [
    /^(LGPL|LGPLLR|MPL|EPL|CDDL|CPL|IPL|APSL|ErlPL|MS-RL|CC-BY-SA|OFL|SISSL|SPL|Nokia)-?/,
    "weak-copyleft",
  ],
  [/^(GPL|CECILL-(1|2)|GFDL|Sleepycat|QPL|RPSL|copyleft-next)/, "copyleft"],
  [/^(BUSL|Elastic|PolyForm|CC-BY-NC|CC-BY-ND|JSON$|Aladdin|Hippocratic|FSL)/, "restricted"],
  [
    /^(MIT|Apache|BSD-(?!Protection)|0BSD|ISC|Zlib|zlib-acknowledgement|Unlicense|CC0|CC-BY-\d|BSL|PSF|Python|PostgreSQL|NCSA|WTFPL|X11|Artistic-|CDLA-Permissive|XFree86|BlueOak|UPL|Unicode|OpenSSL|curl|libpng|libtiff|FTL|IJG|ICU|Ruby|Beerware|HPND|NTP|W3C|AFL|MulanPSL|ECL|MS-PL|TCL|Vim|blessing|bzip2|FSFAP|FSFUL|TCP-wrappers|Info-ZIP|OLDAP|SGI-B|ZPL|PHP|Plexus|SMLNJ|SSH-|Xnet|Naumen|Net-SNMP|NLPL|public-domain)/,
    "permissive",
  ],
];

/** Exceptions that let other software link without taking the licence over. */
const LINKING =
  /^(Classpath|GCC|LLVM|Linux-syscall|OpenJDK|Autoconf|Bison|Font|eCos|freertos|WxWindows|Qwt|u-boot|LGPL)/i;

/** What one identifier, name or SPDX expression asks for. Of a choice the least counts, of a conjunction the most. */
export function licenceClassOf(text: string): LicenceClass {
  const expression = parsed(text) ?? parsed(SPDX.fixupSpdxId(text) ?? "");
  return expression === undefined ? "unknown" : classOf(expression);
}

/** The one that asks for more. */
export const stricter = (one: LicenceClass, other: LicenceClass): LicenceClass =>
  rank(one) >= rank(other) ? one : other;

const rank = (one: LicenceClass): number => LICENCE_CLASSES.indexOf(one);

function parsed(text: string): Expression | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function classOf(expression: Expression): LicenceClass {
  if ("conjunction" in expression) {
    const [left, right] = [classOf(expression.left), classOf(expression.right)];
    const more = stricter(left, right);
    if (expression.conjunction === "and") return more;
    return more === left ? right : left;
  }
  const { license, exception } = expression;
  const found = FAMILIES.find(([family]) => family.test(license))?.[1] ?? "unknown";
  const links = found === "copyleft" && exception !== undefined && LINKING.test(exception);
  return links ? "weak-copyleft" : found;
}
