/** Uids of the datasources; dashboards refer to them. */
export const DATASOURCES = { prometheus: "prometheus", alertmanager: "alertmanager" } as const;

/** What Grafana is provisioned with: where it asks. Nobody can change it in the browser. */
export const datasourcesFile = (urls: {
  readonly prometheus: string;
  readonly alertmanager: string;
}): object => ({
  apiVersion: 1,
  prune: true,
  datasources: [
    {
      name: "Prometheus",
      uid: DATASOURCES.prometheus,
      type: "prometheus",
      access: "proxy",
      url: urls.prometheus,
      isDefault: true,
      editable: false,
      jsonData: { httpMethod: "POST", timeInterval: "30s", manageAlerts: false },
    },
    {
      name: "Alertmanager",
      uid: DATASOURCES.alertmanager,
      type: "alertmanager",
      access: "proxy",
      url: urls.alertmanager,
      editable: false,
      jsonData: { implementation: "prometheus", handleGrafanaManagedAlerts: false },
    },
  ],
});
