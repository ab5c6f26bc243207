import { yamlOf } from "../lib/yaml.ts";
import type { ArgoCdSettings, SingleSignOn } from "./settings.ts";

/**
 * `argocd-cm`: how it judges what it sees. Laid over what upstream sets (updates to ignore, kinds to leave alone).
 *
 * Objects are tracked by annotation, because a label of 63 characters cannot hold what tells two applications apart; kinds
 * that it may not read are left alone instead of failing the whole cluster; only charts and plain manifests are rendered.
 */
export function argoCdConfig({
  admin,
  exposure,
  reconciliation,
  sso,
}: ArgoCdSettings): Readonly<Record<string, string>> {
  return {
    ...(exposure.kind === "ingress" && { url: `https://${exposure.host}` }),
    "admin.enabled": String(admin),
    "application.instanceLabelKey": "argocd.argoproj.io/instance",
    "application.resourceTrackingMethod": "annotation",
    "exec.enabled": "false",
    "helm.enable": "true",
    "helm.valuesFileSchemes": "https",
    "jsonnet.enable": "true",
    "kustomize.enable": "false",
    "resource.respectRBAC": "strict",
    "statusbadge.enabled": "false",
    "timeout.reconciliation": reconciliation,
    "users.anonymous.enabled": "false",
    ...oidc(sso),
  };
}

function oidc(sso: SingleSignOn): Readonly<Record<string, string>> {
  if (sso.kind === "none") return {};
  const { name, issuer, clientId, clientSecret, scopes } = sso;
  return {
    "oidc.config": yamlOf({
      name,
      issuer,
      clientID: clientId,
      clientSecret: `$${clientSecret.secret}:${clientSecret.key}`,
      requestedScopes: scopes ?? ["openid", "profile", "email", "groups"],
    }),
  };
}

/** `argocd-cmd-params-cm`: flags of its processes, read at their start. Laid over what upstream sets (Redis of the HA form). */
export function argoCdParameters({
  availability,
}: ArgoCdSettings): Readonly<Record<string, string>> {
  return {
    "applicationsetcontroller.enable.leader.election": String(availability.mode === "ha"),
    "applicationsetcontroller.enable.scm.providers": "false",
    "applicationsetcontroller.policy": "sync",
    "controller.diff.server.side": "true",
    "notificationscontroller.selfservice.enabled": "false",
    "reposerver.enable.git.submodule": "false",
    // TLS ends at the ingress, whose pods alone reach the port; `kubectl port-forward` brings its own.
    "server.insecure": "true",
    "server.sync.replace.allowed": "false",
  };
}
