// All expressions are read alike by JavaScript and by RE2, so that the API server judges names as every other door does.
// None has a modifier such as (?i:…) inside: V8 13.6 (Node 24) then misses PRIVATE_KEY under SECRET_NAME.

const WORDS = [
  "pass(?:word|wd|phrase|code)",
  "pwd",
  "token",
  "credentials?",
  "(?:access|api|private|signing|encryption)[-_.]?key",
  "secret[-_.](?:access[-_.]?)?key",
  "(?:client|app|api|shared|webhook|session|jwt|oauth|oidc|cookie|hmac|consumer|signing)[-_.]?secret",
];

/**
 * Names that end in a word for a credential: `DB_PASSWORD`, `apiKey`, `github.token`, `PASSWORD_2`.
 *
 * A name that goes on (`TOKEN_URL`, `passwordFile`) says what goes with a credential. `existingSecret` and `secretKey`
 * say where one is kept. Upper and lower case are one: it is matched with the flag i.
 */
export const SECRET_NAME = `(?:${WORDS.join("|")})(?:[-_.]?[0-9]{1,2})?$`;

const PLACEHOLDERS = [
  String.raw`\$\([^()]*\)`,
  String.raw`\$\{[^{}]*\}`,
  String.raw`\$[A-Z_][A-Z0-9_]*`,
  String.raw`\$[A-Za-z]\w*(?:[-.:]\w+)+`,
  String.raw`\{\{[^{}]*\}\}`,
  "<[^<>]*>",
  "%[A-Za-z_]+%",
  String.raw`\*+`,
];

const REFERENCES = [
  String.raw`\.{0,2}(?:/[A-Za-z0-9._-]+){2,}/?`,
  "file:[^ ]+",
  "op://[^ ]+",
  "vault:[^ ]+#[^ ]+",
  String.raw`ref\+[a-z0-9]+://[^ ]+`,
  "arn:aws[a-z-]*:(?:secretsmanager|ssm|kms):[^ ]+",
  "projects/[^ /]+/secrets/[^ ]+",
];

const SWITCHES = [
  ...["true", "false", "yes", "no", "on", "off", "null", "none", "nil", "unset", "enabled"],
  ...["disabled", "redacted"],
].flatMap((word) => [
  word,
  `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`,
  word.toUpperCase(),
]);

const AMOUNT = "-?[0-9]{1,5}(?:ms|s|m|h|d)?";

/** What is no credential under any name: nothing, a placeholder, a reference, a switch, a small number. */
const HARMLESS = [...PLACEHOLDERS, ...REFERENCES, ...SWITCHES, AMOUNT].join("|");

/** Longer values are not looked at: none of these is so long, and looking costs the API server. */
export const LONGEST_HARMLESS = 512;

export const HARMLESS_VALUE = `^(?:${HARMLESS})?$`;

/** A setting in one word, as in arguments: `--db-password=…`; matched with the flag i. */
export const SECRET_SETTING = `^[A-Za-z0-9_.-]*${SECRET_NAME.replace(/\$$/, "=")}`;

export const HARMLESS_SETTING = `^[^=]*=(?:${HARMLESS})?$`;

const secretName = new RegExp(SECRET_NAME, "i");
const secretSetting = new RegExp(SECRET_SETTING, "i");
const harmlessValue = new RegExp(HARMLESS_VALUE);
const harmlessSetting = new RegExp(HARMLESS_SETTING);

/** Whether a value is written out under a name that says it is a credential. */
export const isNamedSecret = (name: string, value: string): boolean =>
  secretName.test(name) && (value.length > LONGEST_HARMLESS || !harmlessValue.test(value));

/** The same for both in one text, `--db-password=…`. */
export const isSecretSetting = (text: string): boolean =>
  secretSetting.test(text) && !harmlessSetting.test(text);
