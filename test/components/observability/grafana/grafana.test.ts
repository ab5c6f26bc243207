import { Grafana } from "../../../../components/observability/grafana/grafana.ts";
import type { GrafanaSettings } from "../../../../components/observability/grafana/settings.ts";
import { record } from "../../../support/record.ts";
import { graphOf, inputsOf } from "../support/graph.ts";
import { images, settings } from "../support/settings.ts";

interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

const build = (changes: GrafanaSettings = settings.grafana) =>
  record(
    () =>
      void new Grafana("grafana", {
        namespace: "platform",
        image: images.grafana,
        priorityClass: settings.priorityClass,
        settings: changes,
        ingress: { namespace: "ingress-nginx", pods: { app: "ingress" } },
        urls: { prometheus: "http://prometheus:9090", alertmanager: "http://alertmanager:9093" },
      }),
  );
async function environmentOf(changes?: GrafanaSettings): Promise<Map<string, Variable>> {
  const { spec } = inputsOf(await build(changes), "Deployment", "grafana-deployment") as {
    spec: { template: { spec: { containers: { env: Variable[] }[] } } };
  };
  const [container] = spec.template.spec.containers;
  return new Map(container?.env.map((variable) => [variable.name, variable]));
}

describe("Grafana", () => {
  it("makes a Deployment, its provisioning and a ConfigMap per dashboard, below itself", async () => {
    expect(graphOf(await build())).toEqual([
      "Grafana grafana",
      "Deployment grafana-deployment < grafana",
      ...["argo", "platform-overview", "service-red", "telemetry-health"].map(
        (uid) => `ConfigMap grafana-config-grafana-dashboard-${uid} < grafana`,
      ),
      "ConfigMap grafana-config-grafana-provisioning < grafana",
      "Service grafana-service < grafana",
      "ServiceAccount grafana-account < grafana",
      "NetworkPolicy grafana-traffic < grafana",
    ]);
  });

  it("takes its administrator from a Secret and lets nobody in without a name", async () => {
    const environment = await environmentOf();

    expect(environment.get("GF_SECURITY_ADMIN_PASSWORD")).toEqual({
      name: "GF_SECURITY_ADMIN_PASSWORD",
      valueFrom: { secretKeyRef: { name: "grafana-admin", key: "admin-password" } },
    });
    expect(environment.get("GF_AUTH_ANONYMOUS_ENABLED")?.value).toBe("false");
    expect(environment.get("GF_USERS_ALLOW_SIGN_UP")?.value).toBe("false");
  });

  it("closes the form for passwords where people come by single sign-on", async () => {
    const { url, size } = settings.grafana;
    const [both, without] = [await environmentOf(), await environmentOf({ url, size })];

    expect(both.get("GF_AUTH_DISABLE_LOGIN_FORM")?.value).toBe("true");
    expect(both.get("GF_AUTH_GENERIC_OAUTH_ROLE_ATTRIBUTE_STRICT")?.value).toBe("true");
    expect(both.get("GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET")?.valueFrom).toEqual({
      secretKeyRef: { name: "grafana-sso", key: "client-secret" },
    });
    expect(without.get("GF_AUTH_DISABLE_LOGIN_FORM")?.value).toBe("false");
    expect([...without.keys()].filter((name) => name.includes("OAUTH"))).toEqual([]);
  });

  it("is reached by the door from outside and by Prometheus, on one port", async () => {
    const { spec } = inputsOf(await build(), "NetworkPolicy", "grafana-traffic") as {
      spec: { ingress: object[] };
    };

    expect(spec.ingress).toMatchObject([
      { from: [{ podSelector: { matchLabels: { app: "ingress" } } }], ports: [{ port: 3000 }] },
      {
        from: [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } } }],
        ports: [{ port: 3000 }],
      },
    ]);
  });
});
