import type { Rule } from "../lib/rule.ts";
import { noCredentialConfig } from "./no-credential-config.ts";
import { noCredentialFields } from "./no-credential-fields.ts";
import { noCredentialLiterals } from "./no-credential-literals.ts";
import { noPlainSecret } from "./no-plain-secret.ts";
import { noSecretOutputs } from "./no-secret-outputs.ts";
import { noSuspectLiterals } from "./no-suspect-literals.ts";

export const secrets: readonly Rule[] = [
  noPlainSecret,
  noCredentialLiterals,
  noCredentialConfig,
  noCredentialFields,
  noSuspectLiterals,
  noSecretOutputs,
];
