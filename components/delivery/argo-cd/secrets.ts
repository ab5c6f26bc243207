import type { NeededSecret } from "../../lib/needed-secret.ts";
import { type ArgoCdSettings, type Credential, PART_OF_ARGO_CD } from "./settings.ts";

/** A Secret that Argo CD finds by name or label. */
export interface ArgoCdSecret extends NeededSecret {
  /** Labels of the Secret itself; without them Argo CD does not see it. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Names that Argo CD fixes. */
export const ARGO_CD_SECRET = "argocd-secret";
export const NOTIFICATIONS_SECRET = "argocd-notifications-secret";

/** The sealed secrets that these settings need, each with what has to be in it. */
export function argoCdSecrets(settings: ArgoCdSettings): readonly ArgoCdSecret[] {
  const { namespace, sso, notifications, credentials } = settings;
  const needed = (
    name: string,
    keys: readonly string[],
    labels: Readonly<Record<string, string>> = {},
  ): ArgoCdSecret => ({ name, namespace, labels: { ...PART_OF_ARGO_CD, ...labels }, keys });
  return [
    // Signs sessions. Without it the server does not start, because it may not write one itself.
    needed(ARGO_CD_SECRET, ["server.secretkey"]),
    ...(sso.kind === "oidc" ? [needed(sso.clientSecret.secret, [sso.clientSecret.key])] : []),
    ...(notifications.kind === "webhook"
      ? [needed(NOTIFICATIONS_SECRET, [notifications.tokenKey])]
      : []),
    ...credentials.map((credential) =>
      needed(credential.secret, keysOf(credential), {
        "argocd.argoproj.io/secret-type": TYPES[credential.of],
      }),
    ),
  ];
}

const TYPES: Readonly<Record<Credential["of"], string>> = {
  cluster: "cluster",
  repositories: "repo-creds",
  repository: "repository",
};

function keysOf({ of, by = "password" }: Credential): readonly string[] {
  if (of === "cluster") return ["name", "server", "config"];
  return by === "ssh-key"
    ? ["type", "url", "sshPrivateKey"]
    : ["type", "url", "username", "password"];
}
