import { composeOf } from "../../../local/controllers/compose.ts";
import { controllerNames, controllersOf } from "../../../local/controllers/controllers.ts";
import { lacking } from "../../../local/controllers/host.ts";
import { readTools } from "../../../local/toolchain/tool.ts";
import { place, ports } from "./support.ts";

interface Process {
  readonly entrypoint: readonly string[];
  readonly environment: readonly string[];
  readonly depends_on: Readonly<Record<string, unknown>>;
  readonly availability: { readonly restart: string };
  readonly readiness_probe?: {
    readonly http_get: { readonly host: string; readonly port: string };
  };
}
const all = controllersOf(place);
const composed = (names?: readonly string[]) => {
  const chosen = all.filter(({ name }) => names?.includes(name) ?? true);
  const { processes } = composeOf(place, chosen) as {
    readonly processes: Readonly<Record<string, Process>>;
  };
  return processes;
};

describe("controllers", () => {
  it("are named without knowing where they run", () => {
    expect(all.map(({ name }) => name)).toEqual(controllerNames);
  });

  it("come from tools of profile full, by a program that the tool builds", () => {
    const programs = new Map(
      readTools()
        .filter(({ profile }) => profile === "full")
        .map(({ name, binaries }) => [name, binaries.map((each) => each.name)]),
    );
    for (const { tool, program } of all) {
      if (tool !== undefined)
        expect([tool, programs.get(tool)]).toEqual([tool, expect.arrayContaining([program])]);
    }
    expect(all.filter(({ tool }) => tool === undefined).map(({ name }) => name)).toEqual([
      "kubelet-stand-in",
      "git-server",
    ]);
  });

  it("work as the account that their pods have, and need it first", () => {
    const accounts = all.flatMap(({ account, needs }) =>
      account === undefined ? [] : [[`${account.namespace}/${account.name}`, needs[0]?.what]],
    );

    expect(accounts).toHaveLength(8);
    for (const [account, need] of accounts) expect(need).toBe(`ServiceAccount ${account ?? ""}`);
  });

  it("cannot run where the host lacks what they need, each for its own reason", () => {
    const bare = { gitDaemon: undefined, namespaces: false };
    const whole = { gitDaemon: "/usr/lib/git-core/git-daemon", namespaces: true };

    expect(all.filter((each) => lacking(each, whole) !== undefined)).toEqual([]);
    expect(all.flatMap((each) => (lacking(each, bare) === undefined ? [] : each.name))).toEqual([
      "git-server",
      "sealed-secrets-controller",
    ]);
  });
});

describe("what process-compose is given", () => {
  it("runs every process by a link in the cluster's folder, so that strays are found", () => {
    for (const [name, { entrypoint }] of Object.entries(composed())) {
      expect(entrypoint).toContain(`/c/controllers/bin/${name}`);
    }
  });

  it("lets nothing listen or be probed elsewhere than on loopback", () => {
    const text = JSON.stringify(composed());

    expect(text).not.toMatch(/0\.0\.0\.0|"--?[a-z.-]+=?:\d/);
    for (const { readiness_probe: probe } of Object.values(composed())) {
      expect(probe?.http_get.host ?? "127.0.0.1").toBe("127.0.0.1");
    }
  });

  it("starts everything again that ends, and in order of who needs whom", () => {
    const processes = composed();

    for (const { availability } of Object.values(processes))
      expect(availability.restart).toBe("always");
    expect(processes["argocd-application-controller"]?.depends_on).toEqual({
      "argocd-redis": { condition: "process_started" },
      "argocd-repo-server": { condition: "process_healthy" },
    });
  });

  it("waits for nobody who does not run", () => {
    expect(composed(["prometheus"])["prometheus"]?.depends_on).toEqual({});
  });

  it("gives the sealed-secrets controller a mount namespace with its account", () => {
    const { entrypoint = [], environment } = composed()["sealed-secrets-controller"] ?? {};

    expect(entrypoint.slice(0, 4)).toEqual(["unshare", "--map-root-user", "--mount", "sh"]);
    expect(entrypoint).toContain(
      "/c/controllers/accounts/sealed-secrets.sealed-secrets-controller",
    );
    expect(environment).toEqual([
      "KUBERNETES_SERVICE_HOST=127.0.0.1",
      "KUBERNETES_SERVICE_PORT=20003",
    ]);
  });

  it("sends analyses to the proxy that knows the names of the cluster", () => {
    expect(composed()["argo-rollouts"]?.environment).toContain(
      `HTTP_PROXY=http://127.0.0.1:${ports.serviceProxy}`,
    );
  });
});
