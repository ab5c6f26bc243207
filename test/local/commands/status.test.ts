import { join } from "node:path";

import { logs } from "../../../local/commands/logs.ts";
import { renderStatus, status, type StatusReport } from "../../../local/commands/status.ts";
import { layout } from "../../../local/layout.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";

const stopped = {
  etcd: "stopped",
  "kube-apiserver": "stopped",
  "kube-controller-manager": "stopped",
  "kube-scheduler": "stopped",
  "kwok-controller": "stopped",
} as const;

/** What kwokctl leaves of a cluster, as far as the status reads it. */
function madeCluster() {
  const paths = layout(newFolder());
  const folder = join(paths.clusters, "local");
  const names = ["etcd", "etcdPeer", "kubeApiserver", "kubeControllerManager", "kubeScheduler"];
  const ports = [...names, "kwokController"].map(
    (name, index) => `  ${name}Port: ${index + 20_001}`,
  );
  writeFile(join(folder, "kwok.yaml"), `  workDir: ${folder}\noptions:\n${ports.join("\n")}\n`);
  writeFile(join(folder, "identity.json"), '{"uid":"5a1e","server":"https://127.0.0.1:20003"}');
  return { paths, folder };
}

afterEach(removeFolders);

describe("status", () => {
  it("is absent before a cluster is made, and stopped when nothing of it runs", async () => {
    const { paths } = madeCluster();

    const before = await status({ cluster: "rehearse-dev" }, { paths, env: {} });
    const after = await status({ cluster: "local" }, { paths, env: {} });

    expect(before).toEqual({
      cluster: "rehearse-dev",
      state: "absent",
      nodes: 0,
      components: stopped,
      controllers: [],
    });
    expect(after).toEqual({
      cluster: "local",
      state: "stopped",
      nodes: 0,
      uid: "5a1e",
      server: "https://127.0.0.1:20003",
      components: stopped,
      controllers: [],
    });
  });

  it("shows where a serving cluster is, and the next step for one that ails", () => {
    const report: StatusReport = {
      cluster: "local",
      state: "serving",
      server: "https://127.0.0.1:20003",
      nodes: 2,
      components: stopped,
      controllers: [],
    };

    expect(renderStatus(report)[0]).toBe(
      "cluster    local serving   https://127.0.0.1:20003   nodes 2 (simulated)",
    );
    expect(renderStatus({ ...report, state: "ailing" }).at(-1)).toBe(
      "next  node local/cli.ts start local   heals it",
    );
  });

  it("shows controllers as soon as one of them runs, with what they serve", () => {
    const controllers = [
      {
        name: "prometheus",
        state: "running" as const,
        restarts: 0,
        endpoints: { web: "http://127.0.0.1:20100" },
      },
      {
        name: "sealed-secrets-controller",
        state: "absent" as const,
        restarts: 0,
        endpoints: {},
        note: "needs user namespaces",
      },
    ];
    const report: StatusReport = {
      cluster: "local",
      state: "serving",
      nodes: 2,
      components: stopped,
      controllers,
    };
    const none = controllers.map((each) => ({ ...each, state: "stopped" as const }));

    expect(renderStatus(report).slice(-2)).toEqual([
      "  prometheus                        running   http://127.0.0.1:20100",
      "  sealed-secrets-controller         absent    needs user namespaces",
    ]);
    expect(renderStatus({ ...report, controllers: none })).toHaveLength(6);
  });
});

describe("logs", () => {
  const ask = { component: undefined, cluster: "local", lines: 2, follow: false };

  it("prints the end of every component's log under its name", async () => {
    const { paths, folder } = madeCluster();
    const lines: string[] = [];
    writeFile(join(folder, "logs/etcd.log"), "a\nb\nc\n");
    writeFile(join(folder, "logs/kube-scheduler.log"), "d\n");

    await logs(ask, { paths }, (line) => lines.push(line));

    expect(lines).toEqual([
      ...["==> etcd", "b", "c", "==> kube-apiserver", "==> kube-controller-manager"],
      ...["==> kube-scheduler", "d", "==> kwok-controller"],
    ]);
  });

  it("says when there is none", async () => {
    const { paths } = madeCluster();

    await expect(logs(ask, { paths }, () => undefined)).rejects.toThrow(
      "cluster local: has written no log; " +
        "node local/cli.ts start local makes it, status local says how it is",
    );
  });
});
