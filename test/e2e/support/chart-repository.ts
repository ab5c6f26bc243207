import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { pod, workload } from "../../policy-packs/fixtures/workloads.ts";

/** What a version of the chart says. */
export interface ChartVersion {
  readonly version: string;
  /** Steps of the canary that brings it out. */
  readonly steps: readonly object[];
}

/** A Git repository with one chart, which the local Git server serves. */
export interface ChartRepository {
  publish(version: ChartVersion): void;
}

/** Makes the repository `charts.git` where the Git server of that copy of the project looks. */
export function chartRepository(root: string): ChartRepository {
  const bare = join(root, ".local/git/charts.git");
  const work = join(root, ".home/charts");
  mkdirSync(join(work, "api/templates"), { recursive: true });
  mkdirSync(bare, { recursive: true });
  const git = (cwd: string, ...args: string[]) =>
    execFileSync(
      "git",
      ["-c", "user.name=test", "-c", "user.email=test@intelgraph.example", ...args],
      {
        cwd,
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
  git(bare, "init", "--bare", "--initial-branch=main", ".");
  git(work, "init", "--initial-branch=main", ".");
  git(work, "remote", "add", "origin", bare);
  return {
    publish(version) {
      writeFileSync(join(work, "api/Chart.yaml"), chartFile);
      for (const [name, object] of Object.entries(objects(version))) {
        writeFileSync(join(work, "api/templates", `${name}.yaml`), JSON.stringify(object));
      }
      git(work, "add", ".");
      git(work, "commit", "--message", `chart: ${version.version}`);
      git(work, "push", "origin", "main");
    },
  };
}

const chartFile = "apiVersion: v2\nname: api\nversion: 1.0.0\n";

const objects = ({ version, steps }: ChartVersion) => {
  const rollout = workload("argoproj.io/v1alpha1", "Rollout", pod()) as unknown as {
    spec: { template: { metadata: object } };
  };
  const { template } = rollout.spec;
  const annotations = { "example.com/version": version };
  return {
    account: {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "api" },
      automountServiceAccountToken: false,
    },
    settings: {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "api" },
      data: { mode: "as in git" },
    },
    rollout: {
      ...rollout,
      spec: {
        ...rollout.spec,
        replicas: 2,
        selector: { matchLabels: { app: "api" } },
        template: { ...template, metadata: { ...template.metadata, annotations } },
        strategy: { canary: { steps } },
      },
    },
  };
};
