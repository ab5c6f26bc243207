import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { parseDocument } from "yaml";

export interface PlatformPlaces {
  /** Address of the local Git server. */
  readonly git: string;
  /** Where alerts go. */
  readonly receiver: string;
}

/**
 * Gives the local environment of a copy an Application out of the local Git server, an analysis that is done within
 * seconds, and a receiver of alerts: values, as people set them.
 */
export function settle(root: string, { git, receiver }: PlatformPlaces): void {
  const file = join(root, "Pulumi.local.yaml");
  const settings = parseDocument(readFileSync(file, "utf8"));
  const at = (...path: (string | number)[]) => [
    ...["config", "intelgraph:environment", "platform"],
    ...path,
  ];
  settings.addIn(at("projects", 0, "sources"), `${git}/*`);
  settings.setIn(at("applications"), [
    {
      name: "api",
      project: "workloads",
      namespace: "core",
      source: { kind: "git", repository: `${git}/charts.git`, path: "api", revision: "main" },
      sync: { kind: "automated", prune: true, selfHeal: true },
      retry: { limit: 3, wait: "2s", factor: 2, longestWait: "10s" },
      cascade: "foreground",
    },
  ]);
  for (const [key, value] of Object.entries({
    window: "1m",
    interval: "5s",
    delay: "1s",
    count: 3,
  }))
    settings.setIn(at("analyses", 0, key), value);
  writeFileSync(file, settings.toString());

  const declared = join(root, "secrets/declared.yaml");
  const text = readFileSync(declared, "utf8");
  writeFileSync(declared, text.replaceAll("https://receiver.invalid/", `${receiver}/`));
}
