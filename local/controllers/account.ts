import { readFileSync } from "node:fs";
import { join } from "node:path";

import { Fault } from "../../lib/fault.ts";
import { writeAtomic } from "../../lib/write-atomic.ts";
import type { Api } from "../control-plane/api.ts";

/** A ServiceAccount of the cluster, as which a controller works. */
export interface Account {
  readonly namespace: string;
  readonly name: string;
}

/** What a pod finds of its ServiceAccount, and the same as a kubeconfig. */
export interface AccountFiles {
  /** Folder with `token`, `ca.crt` and `namespace`, as it is mounted into pods. */
  readonly folder: string;
  readonly kubeconfig: string;
}

/** Seconds a token is good for: longer than any cluster of a laptop lives; each start asks for a new one. */
const lifetime = 365 * 24 * 3600;

export function accountFiles(controllers: string, { namespace, name }: Account): AccountFiles {
  const folder = join(controllers, "accounts", `${namespace}.${name}`);
  return { folder, kubeconfig: join(folder, "kubeconfig") };
}

/** Asks the API server for a token of the account and writes it where the controller looks for it. */
export async function writeAccount(
  api: Api,
  account: Account,
  place: { readonly controllers: string; readonly ca: string; readonly server: string },
): Promise<AccountFiles> {
  const files = accountFiles(place.controllers, account);
  const token = await tokenOf(api, account);
  writeAtomic(join(files.folder, "token"), token);
  writeAtomic(join(files.folder, "namespace"), account.namespace);
  writeAtomic(join(files.folder, "ca.crt"), readFileSync(place.ca, "utf8"));
  writeAtomic(files.kubeconfig, kubeconfigFor(account, files, place.server));
  return files;
}

/** A kubeconfig that names files beside it: what is renewed is read again without a restart. */
export function kubeconfigFor(
  { namespace, name }: Account,
  { folder }: AccountFiles,
  server: string,
): string {
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      { name: "local", cluster: { server, "certificate-authority": join(folder, "ca.crt") } },
    ],
    users: [{ name, user: { tokenFile: join(folder, "token") } }],
    contexts: [{ name: "local", context: { cluster: "local", user: name, namespace } }],
    "current-context": "local",
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

async function tokenOf(api: Api, { namespace, name }: Account): Promise<string> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${name}/token`;
  const answer = await api.send("POST", path, {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: { expirationSeconds: lifetime },
  });
  if (answer.status === 201) {
    const { status } = JSON.parse(answer.text) as { status?: { token?: string } };
    if (status?.token !== undefined) return status.token;
  }
  throw new Fault({
    where: `ServiceAccount ${namespace}/${name}`,
    problem: `the API server gives no token (status ${answer.status})`,
    fix: "make up, then this again; node local/cli.ts status says how the API server is",
  });
}
