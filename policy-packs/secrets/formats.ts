/** A kind of credential that its issuer made recognisable. Above each stands where the issuer, or a standard, describes it. */
export interface Format {
  /** What it is, with its article: `a GitHub token`. */
  readonly what: string;
  /** A text without it holds no such credential; at most 10 characters, which CEL searches for at the price of one. */
  readonly needle: string;
  /** Nor does a text without this one. */
  readonly also?: string;
  /** Regular expression, read alike by JavaScript and by RE2. */
  readonly pattern: string;
}

interface Issuer {
  readonly what: string;
  /** What follows each prefix, as a regular expression. */
  readonly tokens: Readonly<Record<string, string>>;
}

const issuers: readonly Issuer[] = [
  {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
    what: "an AWS access key",
    tokens: { AKIA: String.raw`[A-Z2-7]{16}\b`, ASIA: String.raw`[A-Z2-7]{16}\b` },
  },
  {
    // https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github
    what: "a GitHub token",
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
    // https://docs.gitlab.com/security/tokens/
    what: "a GitLab token",
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
    // https://docs.slack.dev/authentication/tokens
    what: "a Slack token",
    tokens: {
      xox: "[abeoprs][-.][A-Za-z0-9][A-Za-z0-9.-]{10}",
      "xapp-": "[0-9]-[A-Z0-9]+-[0-9]+-[a-z0-9]+",
    },
  },
  {
    // https://docs.stripe.com/keys
    what: "a Stripe key",
    tokens: {
      sk_live_: "[A-Za-z0-9]{16}",
      sk_test_: "[A-Za-z0-9]{16}",
      rk_live_: "[A-Za-z0-9]{16}",
      rk_test_: "[A-Za-z0-9]{16}",
      whsec_: "[A-Za-z0-9+/]{24}",
    },
  },
  {
    // https://cloud.google.com/docs/authentication/api-keys
    what: "a Google API key",
    tokens: { AIza: "[A-Za-z0-9_-]{35}" },
  },
  {
    // https://developers.google.com/identity/protocols/oauth2
    what: "a Google OAuth credential",
    tokens: { "GOCSPX-": "[A-Za-z0-9_-]{28}", "ya29.": "[A-Za-z0-9_-]{20}" },
  },
  {
    // https://docs.digitalocean.com/reference/api/create-personal-access-token/
    what: "a DigitalOcean token",
    tokens: { dop_v1_: "[a-f0-9]{64}", doo_v1_: "[a-f0-9]{64}", dor_v1_: "[a-f0-9]{64}" },
  },
  {
    // https://developer.hashicorp.com/vault/docs/concepts/tokens
    what: "a Vault token",
    tokens: {
      "hvs.": "[A-Za-z0-9_-]{24}",
      "hvb.": "[A-Za-z0-9_-]{24}",
      "hvr.": "[A-Za-z0-9_-]{24}",
    },
  },
  {
    // https://platform.openai.com/docs/api-reference/authentication
    what: "an OpenAI key",
    tokens: {
      "sk-proj-": "[A-Za-z0-9_-]{40}",
      "sk-svcacct": "-[A-Za-z0-9_-]{40}",
      "sk-admin-": "[A-Za-z0-9_-]{40}",
    },
  },
  {
    // https://docs.anthropic.com/en/api/overview
    what: "an Anthropic key",
    tokens: { "sk-ant-": "[a-z0-9]+-[A-Za-z0-9_-]{80}" },
  },
  {
    // https://huggingface.co/docs/hub/security-tokens
    what: "a Hugging Face token",
    tokens: { hf_: "[A-Za-z0-9]{34}" },
  },
  {
    // https://docs.npmjs.com/about-access-tokens
    what: "an npm token",
    tokens: { npm_: "[A-Za-z0-9]{36}" },
  },
  {
    // https://pypi.org/help/#apitoken
    what: "a PyPI token",
    tokens: { "pypi-AgEIc": "[A-Za-z0-9_-]{50}" },
  },
  {
    // https://guides.rubygems.org/api-key-scopes/
    what: "a RubyGems key",
    tokens: { rubygems_: "[a-f0-9]{48}" },
  },
  {
    // https://docs.docker.com/security/access-tokens/
    what: "a Docker Hub token",
    tokens: { dckr_pat_: "[A-Za-z0-9_-]{27}", dckr_oat_: "[A-Za-z0-9_-]{27}" },
  },
  {
    // https://www.pulumi.com/docs/administration/access-identity/access-tokens/
    what: "a Pulumi token",
    tokens: { "pul-": String.raw`[a-f0-9]{40}\b` },
  },
  {
    // https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys
    what: "a SendGrid key",
    tokens: { "SG.": String.raw`[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}` },
  },
  {
    // https://grafana.com/docs/grafana/latest/administration/service-accounts/
    what: "a Grafana token",
    tokens: { glsa_: "[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}", glc_: "[A-Za-z0-9+/]{32}" },
  },
  {
    // https://docs.databricks.com/aws/en/dev-tools/auth/pat
    what: "a Databricks token",
    tokens: { dapi: String.raw`[a-f0-9]{32}\b` },
  },
  {
    // https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/
    what: "a New Relic key",
    tokens: { "NRAK-": "[A-Z0-9]{27}" },
  },
  {
    // https://docs.sentry.io/account/auth-tokens/
    what: "a Sentry token",
    tokens: { sntryu_: "[a-f0-9]{64}", sntrys_: "eyJ[A-Za-z0-9+/=_]{60}" },
  },
  {
    // https://planetscale.com/docs/api/reference/service-tokens
    what: "a PlanetScale credential",
    tokens: { pscale_tkn: "_[A-Za-z0-9_.=-]{32}", pscale_pw_: "[A-Za-z0-9_.=-]{32}" },
  },
  {
    // https://learning.postman.com/docs/reference/postman-api/authentication/
    what: "a Postman key",
    tokens: { "PMAK-": "[a-f0-9]{24}-[a-f0-9]{34}" },
  },
  {
    // https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens
    what: "a Shopify token",
    tokens: {
      shpat_: "[A-Fa-f0-9]{32}",
      shpca_: "[A-Fa-f0-9]{32}",
      shppa_: "[A-Fa-f0-9]{32}",
      shpss_: "[A-Fa-f0-9]{32}",
    },
  },
  {
    // https://linear.app/developers/graphql
    what: "a Linear key",
    tokens: { lin_api_: "[A-Za-z0-9]{40}" },
  },
  {
    // https://docs.dynatrace.com/docs/dynatrace-api/basics/dynatrace-api-authentication
    what: "a Dynatrace token",
    tokens: { "dt0c01.": String.raw`[A-Z2-7]{24}\.[A-Z2-7]{64}` },
  },
  {
    // https://age-encryption.org/v1
    what: "an age identity",
    tokens: { "AGE-SECRET": "-KEY-1[A-Z0-9]{58}" },
  },
  {
    // https://developer.1password.com/docs/service-accounts/
    what: "a 1Password token",
    tokens: { ops_eyJ: "[A-Za-z0-9+/=_-]{200}" },
  },
  {
    // https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/
    what: "an Atlassian token",
    tokens: { ATATT3: "[A-Za-z0-9_=-]{100}" },
  },
];

/** Credentials that are not one prefix and what follows it. */
const shapes: readonly Format[] = [
  {
    // https://www.rfc-editor.org/rfc/rfc7468
    what: "a private key",
    needle: "PRIVATE KE",
    pattern: "-----BEGIN (?:[A-Z0-9]+ ){0,2}PRIVATE KEY(?: BLOCK)?-----",
  },
  {
    // "PRIVATE KEY", alone and after RSA, EC, DSA, OPENSSH or ENCRYPTED, as the base64 of the first line has it.
    // https://www.rfc-editor.org/rfc/rfc7468
    what: "a private key in base64",
    needle: "LS0tLS1CRU",
    pattern:
      "LS0tLS1CRUdJTi(?:BQUklWQVRFIEtFWS|BSU0EgUFJJVkFURSBLRVkt|BFQyBQUklWQVRFIEtFWS|BEU0EgUFJJVkFURSBLRVkt|BPUEVOU1NIIFBSSVZBVEUgS0VZ|BFTkNSWVBURUQgUFJJVkFURSBLRVkt)",
  },
  {
    // https://www.rfc-editor.org/rfc/rfc7519
    what: "a JSON Web Token",
    needle: ".eyJ",
    pattern: String.raw`\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10}`,
  },
  {
    // https://www.rfc-editor.org/rfc/rfc7617
    what: "HTTP basic credentials",
    needle: "Basic ",
    pattern: String.raw`\bBasic [A-Za-z0-9+/]{19,}[A-Za-z0-9+/=]`,
  },
  {
    // https://www.rfc-editor.org/rfc/rfc6750
    what: "an HTTP bearer token",
    needle: "Bearer ",
    pattern: String.raw`\bBearer [A-Za-z0-9._~+/-]{20}`,
  },
  {
    // A placeholder such as $(PASSWORD), ${PASSWORD}, <password> or *** may stand where the password would.
    // https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
    what: "a password in a URL",
    needle: "://",
    also: "@",
    pattern: String.raw`://[^\s/?#@:]*:[^\s/?#@$<{*][^\s/?#@]*@`,
  },
  {
    // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
    what: "a Slack webhook",
    needle: "hooks.slac",
    pattern: String.raw`hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9+/_-]{20}`,
  },
  {
    // https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens
    what: "a Terraform token",
    needle: ".atlasv1.",
    pattern: String.raw`\b[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60}`,
  },
  {
    // https://learn.microsoft.com/en-us/azure/storage/common/storage-configure-connection-string
    what: "an Azure storage key",
    needle: "AccountKey",
    pattern: "AccountKey=[A-Za-z0-9+/]{86}==",
  },
  {
    // https://core.telegram.org/bots/api#authorizing-your-bot
    what: "a Telegram bot token",
    needle: ":AA",
    pattern: String.raw`\b[0-9]{8,10}:AA[A-Za-z0-9_-]{33}\b`,
  },
];

const escaped = (text: string): string => text.replaceAll(".", String.raw`\.`);

/** Every format that is looked for. */
export const formats: readonly Format[] = [
  ...issuers.flatMap(({ what, tokens }) =>
    Object.entries(tokens).map(([needle, rest]): Format => ({
      what,
      needle,
      pattern: String.raw`\b${escaped(needle)}${rest}`,
    })),
  ),
  ...shapes,
];
