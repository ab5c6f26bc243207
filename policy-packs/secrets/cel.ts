import { celText, type Validation } from "../lib/admission.ts";
import { type Format, formats } from "./formats.ts";
import { HARMLESS_VALUE, LONGEST_HARMLESS, SECRET_NAME } from "./names.ts";

/**
 * So many formats share an expression: each costs a search for its needle over all texts, and the API server gives an
 * expression 1,000,000 units of cost, which is ten such searches over the 1 MiB that an object may have.
 */
const TOGETHER = 6;

/**
 * Demands that no text holds a credential with a format of its own.
 *
 * `over` says in CEL that all texts meet a condition, given what it is for one text. It builds no list: with those that
 * `map` makes, 10,000 keys kept the API server busy until the request timed out.
 */
export function celNoFormats(
  over: (met: (text: string) => string) => string,
): readonly Validation[] {
  const groups = Array.from({ length: Math.ceil(formats.length / TOGETHER) }, (_, i) =>
    formats.slice(i * TOGETHER, (i + 1) * TOGETHER),
  );
  return groups.map((group) => ({
    expression: over((text) => group.map((format) => celAbsent(format, text)).join(" && ")),
    message: `a text looks like ${[...new Set(group.map(({ what }) => what))].join(" or ")}`,
  }));
}

/** The search is cheap and comes first: the expression is tried on texts alone that have the needle. */
function celAbsent({ needle, also, pattern }: Format, text: string): string {
  const needles = also === undefined ? [needle] : [needle, also];
  const searches = needles.map((one) => `${text}.contains(${celText(one)})`).join(" && ");
  return `!(${searches} && ${text}.matches(${celText(pattern)}))`;
}

/** Whether a value, in CEL, is written out under a name that says it is a credential. */
export const celNamedSecret = (name: string, value: string): string =>
  `${name}.matches(${celText(`(?i)${SECRET_NAME}`)}) && ` +
  `(size(${value}) > ${LONGEST_HARMLESS} || !${value}.matches(${celText(HARMLESS_VALUE)}))`;
