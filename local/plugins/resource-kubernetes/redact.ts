import { InitFailure } from "../lib/errors.ts";
import { isProperties, isSecret, unwrap } from "../lib/marks.ts";
import type { Properties, Value } from "../lib/struct.ts";

/** Shorter texts are in every message by chance; hiding them would say more than it hides. */
const SHORTEST = 4;

/** The error without any text that is secret in `marked`, plain or in base64: servers quote what they refuse. */
export function withoutSecrets(error: unknown, marked: Properties): unknown {
  const texts = secretTexts(marked).filter((text) => text.length >= SHORTEST);
  if (!(error instanceof Error) || texts.length === 0) return error;
  const hide = (message: string): string =>
    texts.reduce((rest, text) => rest.replaceAll(text, "[secret]"), message);
  if (error instanceof InitFailure)
    return new InitFailure({ ...error.facts, reasons: error.facts.reasons.map(hide) });
  const message = hide(error.message);
  return message === error.message ? error : new Error(message);
}

function secretTexts(value: Value, within = false): readonly string[] {
  if (isSecret(value)) return secretTexts(unwrap(value), true);
  if (typeof value === "string" && within) return [value, ...decoded(value)];
  if (Array.isArray(value))
    return (value as readonly Value[]).flatMap((item) => secretTexts(item, within));
  return isProperties(value)
    ? Object.values(value).flatMap((item) => secretTexts(item, within))
    : [];
}

function decoded(text: string): readonly string[] {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)
    ? [Buffer.from(text, "base64").toString("utf8")]
    : [];
}
