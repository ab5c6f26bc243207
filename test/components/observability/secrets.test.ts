import { Observability } from "../../../components/observability/observability.ts";
import { observabilitySecrets } from "../../../components/observability/secrets.ts";
import { record } from "../../support/record.ts";
import { args, settings } from "./support/settings.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

/** `<name>: <key>` of every reference to a key of a Secret. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([field, inner]: [string, unknown]) => {
    const { name, key } = (inner ?? {}) as { name?: unknown; key?: unknown };
    const refers = /^(secretKeyRef|urlSecret|credentials)$/.test(field);
    return refers ? [`${String(name)}: ${String(key)}`] : referencesIn(inner);
  });
}

describe("sealed secrets that observability needs", () => {
  it("are those that its objects read, all of them and no others", async () => {
    const { resources } = await record(() => {
      new Observability("observability", args());
    }, "prod");
    const read = resources.flatMap(({ inputs }) => referencesIn(inputs));

    const needed = observabilitySecrets("platform", settings);

    const listed = needed.flatMap(({ name, keys }) => keys.map((key) => `${name}: ${key}`));
    expect(listed.sort()).toEqual([...new Set(read)].sort());
    expect(needed).toContainEqual({
      namespace: "platform",
      name: "alert-receivers",
      keys: ["critical-url", "warning-url", "watchdog-url"],
    });
  });

  it("are the receivers and the administrator where nothing else is asked for", () => {
    const { watchdog, ...alerting } = settings.alerting;
    const { sso, ...grafana } = settings.grafana;
    const { remoteWrite, ...prometheus } = settings.prometheus;
    const collector = { ...settings.collector, exporters: { debug: true } };
    const bare = { ...settings, alerting, grafana, prometheus, collector };

    expect([watchdog, sso, remoteWrite]).not.toContain(undefined);
    expect(observabilitySecrets("platform", bare).map(({ name }) => name)).toEqual([
      "alert-receivers",
      "grafana-admin",
    ]);
  });
});
