import type { NeededSecret } from "../lib/needed-secret.ts";
import type { SecretKey } from "./lib/secret-key.ts";
import { GRAFANA_ADMIN, GRAFANA_ADMIN_KEYS } from "./names.ts";
import type { ObservabilitySettings } from "./settings.ts";

/** The sealed secrets that these settings need, each once, with all that is read from it. */
export function observabilitySecrets(
  namespace: string,
  { alerting, prometheus, collector, grafana }: ObservabilitySettings,
): readonly NeededSecret[] {
  const read: readonly (SecretKey | undefined)[] = [
    ...Object.values(alerting.receivers).map(({ url }) => url),
    alerting.watchdog?.url,
    ...(prometheus.remoteWrite ?? []).map(({ bearer }) => bearer),
    collector.exporters.otlp?.authorization,
    ...Object.values(GRAFANA_ADMIN_KEYS).map((key) => ({ name: GRAFANA_ADMIN, key })),
    grafana.sso?.clientSecret,
  ];
  const keys = new Map<string, Set<string>>();
  for (const { name, key } of read.filter((one) => one !== undefined)) {
    keys.set(name, (keys.get(name) ?? new Set()).add(key));
  }
  return [...keys].map(([name, of]) => ({ namespace, name, keys: [...of] }));
}
