/** A kind of credential that its issuer made recognisable. */
export interface Format {
  /** What it is, with its article: `a GitHub token`. */
  readonly what: string;
  /** A text without it holds no such credential; at most 10 characters, which CEL searches for at the price of one. */
  readonly needle: string;
  /** Nor does a text without this one. */
  readonly also?: string;
  /** Regular expression, read alike by JavaScript and by RE2. */
  readonly pattern: string;
  /** Where its issuer, or a standard, describes it. */
  readonly source: string;
}

interface Issuer {
  readonly what: string;
  readonly source: string;
  /** What follows each prefix, as a regular expression. */
  readonly tokens: Readonly<Record<string, string>>;
}

const issuers: readonly Issuer[] = [
  {
    what: "an AWS access key",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    tokens: { AKIA: String.raw`[A-Z2-7]{16}\b`, ASIA: String.raw`[A-Z2-7]{16}\b` },
  },
  {
    what: "a GitHub token",
    source:
      "https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github",
    tokens: {
      ghp_: "[A-Za-z0-9]{36}",
      gho_: "[A-Za-z0-9]{36}",
      ghu_: "[A-Za-z0-9]{36}",
      ghs_: "[A-Za-z0-9]{36}",
      ghr_: "[A-Za-z0-9]{36}",
      github_pat: "_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
    },
  },
  {
    what: "a GitLab token",
    source: "https://docs.gitlab.com/security/tokens/",
    tokens: {
      "glpat-": "[A-Za-z0-9_-]{20}",
      "gldt-": "[A-Za-z0-9_-]{20}",
      "glrt-": "[A-Za-z0-9_-]{20}",
      "glcbt-": "[A-Za-z0-9_-]{20}",
      "glptt-": "[a-f0-9]{40}",
      "glft-": "[A-Za-z0-9_-]{20}",
      "glimt-": "[A-Za-z0-9_-]{25}",
      "glagent-": "[A-Za-z0-9_-]{50}",
      "gloas-": "[A-Za-z0-9_-]{64}",
      "glsoat-": "[A-Za-z0-9_-]{20}",
      "glffct-": "[A-Za-z0-9_-]{20}",
    },
  },
  {
    what: "a Slack token",
    source: "https://docs.slack.dev/authentication/tokens",
    tokens: {
      xox: "[abeoprs][-.][A-Za-z0-9][A-Za-z0-9.-]{10}",
      "xapp-": "[0-9]-[A-Z0-9]+-[0-9]+-[a-z0-9]+",
    },
  },
  {
    what: "a Stripe key",
    source: "https://docs.stripe.com/keys",
    tokens: {
      sk_live_: "[A-Za-z0-9]{16}",
      sk_test_: "[A-Za-z0-9]{16}",
      rk_live_: "[A-Za-z0-9]{16}",
      rk_test_: "[A-Za-z0-9]{16}",
      whsec_: "[A-Za-z0-9+/]{24}",
    },
  },
  {
    what: "a Google API key",
    source: "https://cloud.google.com/docs/authentication/api-keys",
    tokens: { AIza: "[A-Za-z0-9_-]{35}" },
  },
  {
    what: "a Google OAuth credential",
    source: "https://developers.google.com/identity/protocols/oauth2",
    tokens: { "GOCSPX-": "[A-Za-z0-9_-]{28}", "ya29.": "[A-Za-z0-9_-]{20}" },
  },
  {
    what: "a DigitalOcean token",
    source: "https://docs.digitalocean.com/reference/api/create-personal-access-token/",
    tokens: { dop_v1_: "[a-f0-9]{64}", doo_v1_: "[a-f0-9]{64}", dor_v1_: "[a-f0-9]{64}" },
  },
  {
    what: "a Vault token",
    source: "https://developer.hashicorp.com/vault/docs/concepts/tokens",
    tokens: {
      "hvs.": "[A-Za-z0-9_-]{24}",
      "hvb.": "[A-Za-z0-9_-]{24}",
      "hvr.": "[A-Za-z0-9_-]{24}",
    },
  },
  {
    what: "an OpenAI key",
    source: "https://platform.openai.com/docs/api-reference/authentication",
    tokens: {
      "sk-proj-": "[A-Za-z0-9_-]{40}",
      "sk-svcacct": "-[A-Za-z0-9_-]{40}",
      "sk-admin-": "[A-Za-z0-9_-]{40}",
    },
  },
  {
    what: "an Anthropic key",
    source: "https://docs.anthropic.com/en/api/overview",
    tokens: { "sk-ant-": "[a-z0-9]+-[A-Za-z0-9_-]{80}" },
  },
  {
    what: "a Hugging Face token",
    source: "https://huggingface.co/docs/hub/security-tokens",
    tokens: { hf_: "[A-Za-z0-9]{34}" },
  },
  {
    what: "an npm token",
    source: "https://docs.npmjs.com/about-access-tokens",
    tokens: { npm_: "[A-Za-z0-9]{36}" },
  },
  {
    what: "a PyPI token",
    source: "https://pypi.org/help/#apitoken",
    tokens: { "pypi-AgEIc": "[A-Za-z0-9_-]{50}" },
  },
  {
    what: "a RubyGems key",
    source: "https://guides.rubygems.org/api-key-scopes/",
    tokens: { rubygems_: "[a-f0-9]{48}" },
  },
  {
    what: "a Docker Hub token",
    source: "https://docs.docker.com/security/access-tokens/",
    tokens: { dckr_pat_: "[A-Za-z0-9_-]{27}", dckr_oat_: "[A-Za-z0-9_-]{27}" },
  },
  {
    what: "a Pulumi token",
    source: "https://www.pulumi.com/docs/administration/access-identity/access-tokens/",
    tokens: { "pul-": String.raw`[a-f0-9]{40}\b` },
  },
  {
    what: "a SendGrid key",
    source: "https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys",
    tokens: { "SG.": String.raw`[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}` },
  },
  {
    what: "a Grafana token",
    source: "https://grafana.com/docs/grafana/latest/administration/service-accounts/",
    tokens: { glsa_: "[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}", glc_: "[A-Za-z0-9+/]{32}" },
  },
  {
    what: "a Databricks token",
    source: "https://docs.databricks.com/aws/en/dev-tools/auth/pat",
    tokens: { dapi: String.raw`[a-f0-9]{32}\b` },
  },
  {
    what: "a New Relic key",
    source: "https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/",
    tokens: { "NRAK-": "[A-Z0-9]{27}" },
  },
  {
    what: "a Sentry token",
    source: "https://docs.sentry.io/account/auth-tokens/",
    tokens: { sntryu_: "[a-f0-9]{64}", sntrys_: "eyJ[A-Za-z0-9+/=_]{60}" },
  },
  {
    what: "a PlanetScale credential",
    source: "https://planetscale.com/docs/api/reference/service-tokens",
    tokens: { pscale_tkn: "_[A-Za-z0-9_.=-]{32}", pscale_pw_: "[A-Za-z0-9_.=-]{32}" },
  },
  {
    what: "a Postman key",
    source: "https://learning.postman.com/docs/reference/postman-api/authentication/",
    tokens: { "PMAK-": "[a-f0-9]{24}-[a-f0-9]{34}" },
  },
  {
    what: "a Shopify token",
    source: "https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens",
    tokens: {
      shpat_: "[A-Fa-f0-9]{32}",
      shpca_: "[A-Fa-f0-9]{32}",
      shppa_: "[A-Fa-f0-9]{32}",
      shpss_: "[A-Fa-f0-9]{32}",
    },
  },
  {
    what: "a Linear key",
    source: "https://linear.app/developers/graphql",
    tokens: { lin_api_: "[A-Za-z0-9]{40}" },
  },
  {
    what: "a Dynatrace token",
    source: "https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication",
    tokens: { "dt0c01.": String.raw`[A-Z2-7]{24}\.[A-Z2-7]{64}` },
  },
  {
    what: "an age identity",
    source: "https://age-encryption.org/v1",
    tokens: { "AGE-SECRET": "-KEY-1[A-Z0-9]{58}" },
  },
  {
    what: "a 1Password token",
    source: "https://developer.1password.com/docs/service-accounts/",
    tokens: { ops_eyJ: "[A-Za-z0-9+/=_-]{200}" },
  },
  {
    what: "an Atlassian token",
    source:
      "https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/",
    tokens: { ATATT3: "[A-Za-z0-9_=-]{100}" },
  },
];

/** Credentials that are not one prefix and what follows it. */
const shapes: readonly Format[] = [
  {
    what: "a private key",
    needle: "PRIVATE KE",
    pattern: "-----BEGIN (?:[A-Z0-9]+ ){0,2}PRIVATE KEY(?: BLOCK)?-----",
    source: "https://www.rfc-editor.org/rfc/rfc7468",
  },
  {
    // "PRIVATE KEY", alone and after RSA, EC, DSA, OPENSSH or ENCRYPTED, as the base64 of the first line has it.
    what: "a private key in base64",
    needle: "LS0tLS1CRU",
    pattern:
      "LS0tLS1CRUdJTi(?:BQUklWQVRFIEtFWS|BSU0EgUFJJVkFURSBLRVkt|BFQyBQUklWQVRFIEtFWS|BEU0EgUFJJVkFURSBLRVkt|BPUEVOU1NIIFBSSVZBVEUgS0VZ|BFTkNSWVBURUQgUFJJVkFURSBLRVkt)",
    source: "https://www.rfc-editor.org/rfc/rfc7468",
  },
  {
    what: "a JSON Web Token",
    needle: ".eyJ",
    pattern: String.raw`\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10}`,
    source: "https://www.rfc-editor.org/rfc/rfc7519",
  },
  {
    what: "HTTP basic credentials",
    needle: "Basic ",
    pattern: String.raw`\bBasic [A-Za-z0-9+/]{19,}[A-Za-z0-9+/=]`,
    source: "https://www.rfc-editor.org/rfc/rfc7617",
  },
  {
    what: "an HTTP bearer token",
    needle: "Bearer ",
    pattern: String.raw`\bBearer [A-Za-z0-9._~+/-]{20}`,
    source: "https://www.rfc-editor.org/rfc/rfc6750",
  },
  {
    // A placeholder such as $(PASSWORD), ${PASSWORD}, <password> or *** may stand where the password would.
    what: "a password in a URL",
    needle: "://",
    also: "@",
    pattern: String.raw`://[^\s/?#@:]*:[^\s/?#@$<{*][^\s/?#@]*@`,
    source: "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1",
  },
  {
    what: "a Slack webhook",
    needle: "hooks.slac",
    pattern: String.raw`hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/_-]{20}`,
    source: "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks",
  },
  {
    what: "a Terraform token",
    needle: ".atlasv1.",
    pattern: String.raw`\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60}`,
    source:
      "https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens",
  },
  {
    what: "an Azure storage key",
    needle: "AccountKey",
    pattern: "AccountKey=[A-Za-z0-9+/]{86}==",
    source:
      "https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string",
  },
  {
    what: "a Telegram bot token",
    needle: ":AA",
    pattern: String.raw`\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b`,
    source: "https://core.telegram.org/bots/api#authorizing-your-bot",
  },
];

const escaped = (text: string): string => text.replaceAll(".", String.raw`\.`);

/** Every format that is looked for. */
export const formats: readonly Format[] = [
  ...issuers.flatMap(({ what, source, tokens }) =>
    Object.entries(tokens).map(([needle, rest]): Format => ({
      what,
      needle,
      pattern: String.raw`\b${escaped(needle)}${rest}`,
      source,
    })),
  ),
  ...shapes,
];
