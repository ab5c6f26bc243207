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
      "Ingress grafana-ingress < grafana",
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
    const { exposure, size } = settings.grafana;
    const [both, without] = [await environmentOf(), await environmentOf({ exposure, size })];

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
      {
        from: [
          {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress-nginx" } },
            podSelector: { matchLabels: { "app.kubernetes.io/name": "ingress-nginx" } },
          },
        ],
        ports: [{ port: 3000 }],
      },
      {
        from: [{ podSelector: { matchLabels: { "app.kubernetes.io/name": "prometheus" } } }],
        ports: [{ port: 3000 }],
      },
    ]);
  });

  it("serves people by an Ingress with a certificate, at the host that it takes for its own", async () => {
    const { metadata, spec } = inputsOf(await build(), "Ingress", "grafana-ingress");
    const environment = await environmentOf();

    expect(metadata).toMatchObject({ name: "grafana", namespace: "platform" });
    expect(spec).toEqual({
      ingressClassName: "nginx",
      tls: [{ hosts: ["grafana.intelgraph.example"], secretName: "grafana-tls" }],
      rules: [
        {
          host: "grafana.intelgraph.example",
          http: {
            paths: [
              {
                path: "/",
                pathType: "Prefix",
                backend: { service: { name: "grafana", port: { name: "http" } } },
              },
            ],
          },
        },
      ],
    });
    expect(environment.get("GF_SERVER_ROOT_URL")?.value).toBe("https://grafana.intelgraph.example");
    expect(environment.get("GF_SECURITY_COOKIE_SECURE")?.value).toBe("true");
  });

  it("has no address, no way in and no cookie that needs TLS where people forward a port", async () => {
    const inside: GrafanaSettings = { exposure: { kind: "none" }, size: settings.grafana.size };
    const recording = await build(inside);
    const environment = await environmentOf(inside);
    const { spec } = inputsOf(recording, "NetworkPolicy", "grafana-traffic") as {
      spec: { ingress: object[] };
    };

    expect(graphOf(recording).filter((line) => line.startsWith("Ingress"))).toEqual([]);
    expect(environment.has("GF_SERVER_ROOT_URL")).toBe(false);
    expect(environment.get("GF_SECURITY_COOKIE_SECURE")?.value).toBe("false");
    expect(spec.ingress).toHaveLength(1);
    expect(JSON.stringify(spec.ingress)).toContain('"app.kubernetes.io/name":"prometheus"');
  });

  it("registers nothing where people would come back from the single sign-on to no host", async () => {
    await expect(build({ ...settings.grafana, exposure: { kind: "none" } })).rejects.toThrow(
      "observability.grafana.sso: needs a host to come back to; expose Grafana by an ingress",
    );
  });
});
