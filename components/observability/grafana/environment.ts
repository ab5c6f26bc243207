import type { input } from "@pulumi/kubernetes/types/index.js";
import { GRAFANA_ADMIN, GRAFANA_ADMIN_KEYS, PORTS } from "../names.ts";
import type { SecretKey } from "../lib/secret-key.ts";
import type { GrafanaSettings, GrafanaSso } from "./settings.ts";

type EnvVar = input.core.v1.EnvVar;

const value = (name: string, said: string | boolean | number): EnvVar => ({
  name: `GF_${name}`,
  value: String(said),
});
const from = (name: string, { name: secret, key }: SecretKey): EnvVar => ({
  name: `GF_${name}`,
  valueFrom: { secretKeyRef: { name: secret, key } },
});

/** Grafana's settings, all of them as variables: nothing is read from a file that the image brings. */
export const grafanaEnvironment = ({ exposure, sso }: GrafanaSettings): EnvVar[] => [
  from("SECURITY_ADMIN_USER", { name: GRAFANA_ADMIN, key: GRAFANA_ADMIN_KEYS.user }),
  from("SECURITY_ADMIN_PASSWORD", { name: GRAFANA_ADMIN, key: GRAFANA_ADMIN_KEYS.password }),
  value("SERVER_HTTP_PORT", PORTS.grafana),
  ...(exposure.kind === "ingress" ? [value("SERVER_ROOT_URL", `https://${exposure.host}`)] : []),
  value("PATHS_PROVISIONING", "/etc/grafana/provisioning"),
  value("LOG_MODE", "console"),
  value("LOG_CONSOLE_FORMAT", "json"),
  value("AUTH_ANONYMOUS_ENABLED", false),
  value("AUTH_BASIC_ENABLED", false),
  value("USERS_ALLOW_SIGN_UP", false),
  // A forwarded port is plain HTTP, over which a browser sends no such cookie back.
  value("SECURITY_COOKIE_SECURE", exposure.kind === "ingress"),
  value("SECURITY_COOKIE_SAMESITE", "lax"),
  value("SECURITY_ALLOW_EMBEDDING", false),
  value("SECURITY_CONTENT_SECURITY_POLICY", true),
  value("SECURITY_DISABLE_GRAVATAR", true),
  // Alerts are rules that Prometheus evaluates and Git reviews.
  value("UNIFIED_ALERTING_ENABLED", false),
  // Nothing leaves for the maker's servers, and nothing is installed from them.
  value("ANALYTICS_REPORTING_ENABLED", false),
  value("ANALYTICS_CHECK_FOR_UPDATES", false),
  value("ANALYTICS_CHECK_FOR_PLUGIN_UPDATES", false),
  value("NEWS_NEWS_FEED_ENABLED", false),
  value("SNAPSHOTS_ENABLED", false),
  value("PLUGINS_PLUGIN_ADMIN_ENABLED", false),
  value("PLUGINS_PREINSTALL_DISABLED", true),
  value("DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH", `${DASHBOARDS}/platform-overview.json`),
  ...(sso === undefined ? [value("AUTH_DISABLE_LOGIN_FORM", false)] : oauth(sso)),
];

/** Folder of the dashboards in the pod. */
export const DASHBOARDS = "/etc/grafana/dashboards";

const oauth = (sso: GrafanaSso): EnvVar[] => [
  value("AUTH_DISABLE_LOGIN_FORM", sso.keepLoginForm !== true),
  value("AUTH_GENERIC_OAUTH_ENABLED", true),
  value("AUTH_GENERIC_OAUTH_NAME", sso.name),
  value("AUTH_GENERIC_OAUTH_CLIENT_ID", sso.clientId),
  from("AUTH_GENERIC_OAUTH_CLIENT_SECRET", sso.clientSecret),
  value("AUTH_GENERIC_OAUTH_AUTH_URL", sso.authUrl),
  value("AUTH_GENERIC_OAUTH_TOKEN_URL", sso.tokenUrl),
  value("AUTH_GENERIC_OAUTH_API_URL", sso.apiUrl),
  value(
    "AUTH_GENERIC_OAUTH_SCOPES",
    (sso.scopes ?? ["openid", "profile", "email", "groups"]).join(" "),
  ),
  value("AUTH_GENERIC_OAUTH_USE_PKCE", true),
  value("AUTH_GENERIC_OAUTH_ALLOW_SIGN_UP", true),
  value("AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_PATH", sso.roleAttributePath),
  // Whoever the expression gives no role is refused, not made a viewer.
  value("AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_STRICT", true),
];
