import { setTimeout as sleep } from "node:timers/promises";

import type { ApiServer } from "./api-server.ts";

/** What the API server's own Pod Security Admission says of a pod; "invalid": it was not asked, it takes no such pod. */
export type Admission = "admitted" | "refused" | "invalid";

/** The namespace in which the API server itself enforces the restricted profile, with the account that pods name. */
export async function restrictedNamespace(api: ApiServer, name: string): Promise<void> {
  await namespaceWithAccount(api, name, {
    "pod-security.kubernetes.io/enforce": "restricted",
    "pod-security.kubernetes.io/enforce-version": "v1.35",
  });
}

/** A namespace with the account that good pods name: a pod whose account is missing is not judged at all. */
export async function namespaceWithAccount(
  api: ApiServer,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): Promise<void> {
  const apply = "fieldManager=test&force=true";
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } };
  await made(api.call("PATCH", `/api/v1/namespaces/${name}?${apply}`, namespace));
  const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "api" } };
  const path = `/api/v1/namespaces/${name}/serviceaccounts`;
  await made(api.call("PATCH", `${path}/api?${apply}`, account));
  const deadline = Date.now() + 20_000;
  while ((await api.call("GET", `${path}/default`)).status !== 200) {
    if (Date.now() > deadline) throw new Error(`${name}: no default service account after 20 s`);
    await sleep(50);
  }
}

async function made(answer: ReturnType<ApiServer["call"]>): Promise<void> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(body.message ?? String(status));
}

/** Shows a pod to the API server, nothing being stored. */
export async function admissionOf(
  api: ApiServer,
  namespace: string,
  { metadata, spec }: { readonly metadata: object; readonly spec: object },
): Promise<{ readonly admission: Admission; readonly said: string }> {
  const pod = { apiVersion: "v1", kind: "Pod", metadata: { ...metadata, namespace }, spec };
  const path = `/api/v1/namespaces/${namespace}/pods?dryRun=All`;
  const { status, body } = await api.call("POST", path, pod);
  const said = body.message ?? "";
  if (status < 300) return { admission: "admitted", said };
  if (status === 403 && said.includes("violates PodSecurity"))
    return { admission: "refused", said };
  if (status === 422 || status === 400) return { admission: "invalid", said };
  throw new Error(`${status}: ${said}`);
}
