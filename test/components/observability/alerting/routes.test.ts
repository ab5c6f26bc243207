import { alertRoutes } from "../../../../components/observability/alerting/routes.ts";
import { ruleGroups } from "../../../../components/observability/rules/groups.ts";
import { settings } from "../support/settings.ts";

interface Routes {
  readonly route: { readonly receiver: string; readonly routes: readonly object[] };
  readonly receivers: readonly { readonly name: string; readonly webhookConfigs?: object[] }[];
  readonly inhibitRules: readonly object[];
}
const is = (name: string, value: string) => ({ name, value, matchType: "=" });
const routes = () => alertRoutes(settings.alerting) as Routes;

describe("the routes of alerts", () => {
  it("tell each severity its own receiver, and what has none the one for warnings", () => {
    const { route } = routes();

    expect(route.receiver).toBe("warning");
    expect(route.routes).toMatchObject([
      { receiver: "watchdog", matchers: [{ name: "alertname", value: "Watchdog" }] },
      { receiver: "critical", matchers: [{ name: "severity", value: "critical" }] },
      { receiver: "warning", matchers: [{ name: "severity", value: "warning" }] },
    ]);
  });

  it("take every URL from a Secret", () => {
    expect(routes().receivers).toMatchObject([
      { name: "critical", webhookConfigs: [{ urlSecret: { key: "critical-url" } }] },
      { name: "warning", webhookConfigs: [{ urlSecret: { key: "warning-url" } }] },
      { name: "watchdog", webhookConfigs: [{ urlSecret: { key: "watchdog-url" } }] },
    ]);
    expect(JSON.stringify(routes())).not.toContain("http");
  });

  it("tell nobody of the watchdog where nobody listens for it", () => {
    const { replicas, retention, storage, size, receivers } = settings.alerting;
    const without = alertRoutes({ replicas, retention, storage, size, receivers }) as Routes;

    expect(without.route.routes[0]).toMatchObject({ receiver: "nobody" });
    expect(without.receivers.at(-1)).toEqual({ name: "nobody" });
  });

  it("leave the warning out where the critical alert about the same is told", () => {
    expect(routes().inhibitRules).toContainEqual({
      sourceMatch: [is("severity", "critical"), is("alertname", "CertificateExpires")],
      targetMatch: [is("severity", "warning"), is("alertname", "CertificateExpiresSoon")],
      equal: ["probe", "instance"],
    });
  });

  it("do so for every pair that the rules name", () => {
    const inhibitions = JSON.stringify(routes().inhibitRules);
    const pairs = ruleGroups
      .flatMap(({ rules }) => rules)
      .flatMap((rule) => ("alert" in rule ? (rule.silencedBy?.alerts ?? []) : []));

    expect(pairs.length).toBeGreaterThan(0);
    for (const by of pairs) expect(inhibitions).toContain(`"value":"${by}"`);
  });
});
