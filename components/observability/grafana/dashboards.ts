import { readFileSync } from "node:fs";

/** A dashboard that Grafana is provisioned with. */
export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  /** JSON as `npm run generate` wrote it. */
  readonly text: string;
}

/** Uids of the dashboards, in the order people meet them. */
export const DASHBOARD_UIDS = [
  "platform-overview",
  "service-red",
  "argo",
  "telemetry-health",
] as const;

/** The dashboards as they are committed beside this file. */
export const dashboards = (): Dashboard[] =>
  DASHBOARD_UIDS.map((uid) => {
    const text = readFileSync(new URL(`dashboards/${uid}.json`, import.meta.url), "utf8");
    const { title } = JSON.parse(text) as { title: string };
    return { uid, title, text };
  });

/** How Grafana finds them: nobody edits or deletes them in the browser. */
export const providerFile = (path: string): object => ({
  apiVersion: 1,
  providers: [
    {
      name: "intelgraph",
      folder: "IntelGraph",
      type: "file",
      disableDeletion: true,
      allowUiUpdates: false,
      updateIntervalSeconds: 60,
      options: { path },
    },
  ],
});
