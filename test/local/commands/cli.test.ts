import { join } from "node:path";

import { run } from "../../../lib/run.ts";

jest.setTimeout(60_000);

const cli = join(import.meta.dirname, "../../../local/cli.ts");
const local = (...args: string[]) => run(process.execPath, [cli, ...args]);

describe("node local/cli.ts", () => {
  it.each([
    [["frob"], "error: unknown command 'frob'; see --help\n"],
    [["start", "--bogus"], "error: unknown option '--bogus'; see --help\n"],
    [
      ["start", "--nodes", "0"],
      "error: option '--nodes <count>' argument '0' is invalid. use a whole number from 1 to 999; see --help\n",
    ],
    [
      ["start", "--node-memory", "lots"],
      "error: option '--node-memory <quantity>' argument 'lots' is invalid. use a Kubernetes quantity such as 32, " +
        "500m or 128Gi; see --help\n",
    ],
    [
      ["start", "../elsewhere"],
      'cluster "../elsewhere": is no cluster name; use local, or rehearse-<environment>: small letters, digits and ' +
        "dashes, at most 40\n",
    ],
    [
      ["logs", "kubelet"],
      'component "kubelet": is not part of a local environment; use one of etcd, kube-apiserver, ' +
        "kube-controller-manager, kube-scheduler, kwok-controller, kubelet-stand-in, git-server, " +
        "sealed-secrets-controller, argo-rollouts, argocd-redis, argocd-repo-server, " +
        "argocd-application-controller, argocd-applicationset-controller, prometheus-operator, prometheus, " +
        "alertmanager, opentelemetry-collector\n",
    ],
    [
      ["exec", "unit-absent"],
      "exec: has no command; node local/cli.ts exec unit-absent -- kubectl get namespaces\n",
    ],
  ])("refuses %j in one line on stderr, with exit code 2", async (args, line) => {
    expect(await local(...args)).toEqual({ code: 2, stdout: "", stderr: line });
  });

  it("says on stdout what a cluster nobody made is, with exit code 1", async () => {
    expect(await local("status", "unit-absent")).toEqual({
      code: 1,
      stdout:
        "cluster    unit-absent absent\nnext  node local/cli.ts start unit-absent   makes it\n",
      stderr: "",
    });
  });

  it.each(["env", "shell"])("gives no %s for a cluster that does not serve", async (verb) => {
    expect(await local(verb, "unit-absent")).toEqual({
      code: 1,
      stdout: "",
      stderr: "cluster unit-absent: is absent; node local/cli.ts start unit-absent\n",
    });
  });

  it("prints only data on stdout when asked for JSON", async () => {
    const { stdout } = await local("status", "unit-absent", "--json");

    expect(JSON.parse(stdout)).toMatchObject({ cluster: "unit-absent", state: "absent", nodes: 0 });
  });

  it("stops and resets what is not there without trouble", async () => {
    const stopped = await local("stop", "unit-absent", "--json");
    const reset = await local("reset", "unit-absent", "--json");

    expect([stopped.code, reset.code]).toEqual([0, 0]);
    expect(JSON.parse(stopped.stdout)).toEqual({
      stopped: [{ cluster: "unit-absent", processes: [] }],
    });
    expect(stopped.stderr).toBe("cluster    unit-absent was not running\n");
    expect(JSON.parse(reset.stdout)).toEqual({ reset: ["unit-absent"] });
  });

  it("lists its commands with --help", async () => {
    const { code, stdout } = await local("--help");

    expect(code).toBe(0);
    for (const verb of ["start", "stop", "status", "logs", "reset", "env", "doctor", "shell"]) {
      expect(stdout).toMatch(new RegExp(`^  ${verb} `, "m"));
    }
  });
});
