/** Bits per character of a text, by how often each occurs in it (Shannon 1948). */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values())
    bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Names that hint at a credential without saying so; a bare `key` is how Kubernetes calls any name. */
const HINT = /secret|auth|cred|pass|salt|seed|session|cookie|bearer|[a-z0-9][-_.]?key$/i;

/** Names of what is random and public, or of no value of its own. */
const PUBLIC =
  /public|cert|ca[-_.]?bundle|\bca\b|digest|hash|sum|sha\d*|fingerprint|thumbprint|integrity|commit|revision|version|uid|id$|image|url|host|class|name|path|file|ref$/i;

/** One word of the letters that tokens and base64 are written in. */
const WORD = /^[A-Za-z0-9+/_=~.-]{16,256}$/;
/** Words of a name or a path, as people write them: `app-settings-v2`, `core/api.yaml`. */
const WORDS = /^[A-Za-z]*\d{0,4}(?:[-._/=][A-Za-z]*\d{0,4})*$/;
/** Pieces of a text written in one go, `RollingUpdateOf25Pods`: words have some letters each, what is random has not. */
const PIECES = /[A-Z]?[a-z]+|[A-Z]+|[0-9]+/g;
const WORD_LENGTH = 4;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Least entropy of a credential under a name that hints at one: the threshold that gitleaks 8.28 has for its
 * generic-api-key.
 */
const HINTED = 3.5;
/** Least entropy under any name, in a word of 32 characters or more; base62 of 32 has 4.5 on average. */
const UNHINTED = 4.25;
const LONG = 32;

/** Whether a text looks random, as credentials without a format do; less is enough under a name that hints at one. */
export function looksRandom(name: string, text: string): boolean {
  if (!WORD.test(text) || UUID.test(text) || PUBLIC.test(name) || isWords(text)) return false;
  if (!/\d/.test(text) || !/[A-Za-z]/.test(text)) return false;
  if (HINT.test(name)) return entropyOf(text) >= HINTED;
  if (text.length < LONG || text.length > 128) return false;
  return (
    /[A-Z]/.test(text) && /[a-z]/.test(text) && !/[./]/.test(text) && entropyOf(text) >= UNHINTED
  );
}

const isWords = (text: string): boolean =>
  WORDS.test(text) || (text.match(PIECES) ?? []).length * WORD_LENGTH <= text.length;
