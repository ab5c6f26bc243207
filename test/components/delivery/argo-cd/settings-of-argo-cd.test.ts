import { argoCdAccess } from "../../../../components/delivery/argo-cd/access.ts";
import {
  argoCdConfig,
  argoCdParameters,
} from "../../../../components/delivery/argo-cd/configuration.ts";
import { argoCdNotifications } from "../../../../components/delivery/argo-cd/notifications.ts";
import { highlyAvailable, single } from "../settings.ts";

describe("argocd-cm", () => {
  it("closes what is open by default, and tracks objects by annotation", () => {
    expect(argoCdConfig(single)).toEqual({
      "admin.enabled": "false",
      "application.instanceLabelKey": "argocd.argoproj.io/instance",
      "application.resourceTrackingMethod": "annotation",
      "exec.enabled": "false",
      "helm.enable": "true",
      "helm.valuesFileSchemes": "https",
      "jsonnet.enable": "true",
      "kustomize.enable": "false",
      "resource.respectRBAC": "strict",
      "statusbadge.enabled": "false",
      "timeout.reconciliation": "180s",
      "users.anonymous.enabled": "false",
    });
  });

  it("refers to the secret of the single sign-on instead of holding it", () => {
    const { url, "oidc.config": oidc = "" } = argoCdConfig(highlyAvailable);

    expect(url).toBe("https://argocd.intelgraph.example");
    expect(JSON.parse(oidc)).toEqual({
      name: "IntelGraph",
      issuer: "https://login.intelgraph.example",
      clientID: "argocd",
      clientSecret: "$argocd-oidc:clientSecret",
      requestedScopes: ["openid", "profile", "email", "groups"],
    });
  });

  it("lets the admin in only by value", () => {
    expect(argoCdConfig({ ...single, admin: true })["admin.enabled"]).toBe("true");
  });
});

it("argocd-cmd-params-cm elects a leader only among several", () => {
  const key = "applicationsetcontroller.enable.leader.election";

  expect(argoCdParameters(single)[key]).toBe("false");
  expect(argoCdParameters(highlyAvailable)[key]).toBe("true");
});

describe("argocd-rbac-cm", () => {
  it("lets everybody look, deployers act on their project, admins do everything", () => {
    expect(argoCdAccess(single.access)).toEqual({
      "policy.csv": [
        "p, role:deployer-workloads, applications, get, workloads/*, allow",
        "p, role:deployer-workloads, applications, sync, workloads/*, allow",
        "p, role:deployer-workloads, applications, action/argoproj.io/Rollout/*, workloads/*, allow",
        "p, role:deployer-workloads, logs, get, workloads/*, allow",
        "g, graph-team, role:deployer-workloads",
        "g, platform, role:admin",
        "",
      ].join("\n"),
      "policy.default": "role:readonly",
      "policy.matchMode": "glob",
      scopes: "[groups]",
    });
  });

  it("lets nobody look where nobody may", () => {
    const access = { everybody: "nothing", deployers: {}, admins: [] } as const;

    expect(argoCdAccess(access)).toMatchObject({ "policy.csv": "", "policy.default": "" });
  });
});

describe("argocd-notifications-cm", () => {
  const data = argoCdNotifications(highlyAvailable.notifications);
  const parsed = (key: string): unknown => JSON.parse(data[key] ?? "");

  it("is empty where nobody is told", () => {
    expect(argoCdNotifications(single.notifications)).toEqual({});
  });

  it("sends the token of the sealed secret, by its key", () => {
    expect(parsed("service.webhook.deploys")).toEqual({
      url: "https://hooks.intelgraph.example/argocd",
      headers: [
        { name: "Authorization", value: "Bearer $webhook-token" },
        { name: "Content-Type", value: "application/json" },
      ],
      retryMax: 3,
    });
  });

  it("has a trigger and a template for each event, and a subscription for all", () => {
    const events = ["on-degraded", "on-sync-failed", "on-deployed"];

    expect(Object.keys(data).sort()).toEqual(
      [
        "service.webhook.deploys",
        "subscriptions",
        ...events.flatMap((event) => [`template.${event}`, `trigger.${event}`]),
      ].sort(),
    );
    expect(parsed("trigger.on-degraded")).toEqual([
      {
        when: "app.status.health.status == 'Degraded'",
        oncePer: "app.status.operationState?.syncResult?.revision",
        send: ["on-degraded"],
      },
    ]);
    expect(parsed("subscriptions")).toEqual([{ recipients: ["deploys"], triggers: events }]);
  });

  it("writes every value as JSON, so that a message cannot end its string", () => {
    const { webhook } = parsed("template.on-sync-failed") as {
      readonly webhook: { readonly deploys: { readonly method: string; readonly body: string } };
    };

    expect(webhook.deploys.method).toBe("POST");
    expect(webhook.deploys.body).toContain(
      '"message": {{ dig "status" "operationState" "message" "" .app | toJson }}',
    );
    expect(JSON.parse(webhook.deploys.body.replace(/\{\{.*?\}\}/g, "0"))).toEqual({
      event: "on-sync-failed",
      application: 0,
      project: 0,
      namespace: 0,
      health: 0,
      sync: 0,
      revision: 0,
      phase: 0,
      message: 0,
    });
  });
});
