import type { Engine } from "../../../../../local/plugins/lib/engine.ts";
import { readSettings } from "../../../../../local/plugins/resource-kubernetes/config/settings.ts";
import type { Step } from "../../../../../local/plugins/resource-kubernetes/operations/write.ts";
import {
  openSession,
  type Session,
} from "../../../../../local/plugins/resource-kubernetes/session.ts";
import { UID, type FakeApi } from "./fake-api.ts";

export const URN = "urn:pulumi:s::p::kubernetes:core/v1:ConfigMap::x";

/** An engine that remembers what it was told, without a screen. */
export function listeningEngine(): Engine & { readonly said: string[] } {
  const said: string[] = [];
  const hear =
    (severity: string) =>
    (message: string): Promise<void> => {
      if (message !== "") said.push(`${severity}: ${message}`);
      return Promise.resolve();
    };
  return {
    said,
    info: hear("info"),
    warning: hear("warning"),
    error: hear("error"),
    status: () => Promise.resolve(),
    close: () => undefined,
  };
}

/** A session on that API, with these provider arguments. */
export function sessionOn(
  api: FakeApi,
  engine: Engine,
  settings: Readonly<Record<string, string>> = {},
): Promise<Session> {
  const variables = Object.entries({ kubeconfig: api.kubeconfig, ...settings });
  const config = new Map(variables.map(([key, value]) => [`kubernetes:config:${key}`, value]));
  return openSession(readSettings(config, {}), engine, { INTELGRAPH_CLUSTER_UID: UID });
}

export const stepOn = (session: Session): Step => ({
  session,
  urn: URN,
  signal: new AbortController().signal,
  timeout: 0,
});
