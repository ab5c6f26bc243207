import { readFileSync } from "node:fs";
import { join } from "node:path";

import {
  changePorts,
  changeWorkdir,
  configRecipe,
  createConfig,
  readRecorded,
} from "../../../local/control-plane/kwok-config.ts";
import { freePorts, type Ports } from "../../../local/control-plane/ports.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";

const ports: Ports = {
  etcdPort: 20001,
  etcdPeerPort: 20002,
  kubeApiserverPort: 20003,
  kubeControllerManagerPort: 20004,
  kubeSchedulerPort: 20005,
  kwokControllerPort: 20006,
};

/** The shape of what kwokctl 0.7.0 writes, cut to what carries ports and folders. */
const kwokYaml = (folder: string, { etcdPort, etcdPeerPort, ...rest }: Ports) => `apiVersion: x
components:
- args:
  - --data-dir=${folder}/etcd
  - --listen-peer-urls=http://127.0.0.1:${etcdPeerPort}
  - --listen-client-urls=http://127.0.0.1:${etcdPort}
  name: etcd
  ports:
  - name: peer-http
    port: ${etcdPeerPort}
  workDir: ${folder}
- args:
  - --secure-port=${rest.kubeApiserverPort}
  - --node-port=${rest.kwokControllerPort}
  - --node-monitor-period=20001s
  workDir: ${folder}
options:
  etcdPeerPort: ${etcdPeerPort}
  etcdPort: ${etcdPort}
  kubeApiserverPort: ${rest.kubeApiserverPort}
  kubeControllerManagerPort: ${rest.kubeControllerManagerPort}
  kubeSchedulerPort: ${rest.kubeSchedulerPort}
  kwokControllerPort: ${rest.kwokControllerPort}
`;
const kubeconfig = (folder: string, { kubeApiserverPort }: Ports) =>
  `server: https://127.0.0.1:${kubeApiserverPort}\nca: ${folder}/pki/ca.crt\n`;

function made(folder: string = newFolder(), madeIn: string = folder): string {
  writeFile(join(folder, "kwok.yaml"), kwokYaml(madeIn, ports));
  writeFile(join(folder, "kubeconfig.yaml"), kubeconfig(madeIn, ports));
  return folder;
}

const textOf = (folder: string, name: string) => readFileSync(join(folder, name), "utf8");

afterEach(removeFolders);

describe("what kwokctl is given", () => {
  it("keeps every process on loopback, with authorization and admission on", () => {
    const { options } = JSON.parse(createConfig(ports, { etcd: "/tools/etcd" })) as {
      options: Record<string, unknown>;
    };

    expect(options).toMatchObject({
      runtime: "binary",
      bindAddress: "127.0.0.1",
      kubeAuthorization: true,
      kubeAdmission: true,
      securePort: true,
      etcdBinary: "/tools/etcd",
      ...ports,
    });
  });

  it("elects no leader among one, and needs no network", () => {
    const { componentsPatches } = JSON.parse(createConfig(ports, {})) as {
      componentsPatches: unknown;
    };

    const election = [{ key: "leader-elect", value: "false" }];
    expect(componentsPatches).toEqual([
      {
        name: "kube-apiserver",
        extraArgs: [
          { key: "advertise-address", value: "127.0.0.1" },
          { key: "endpoint-reconciler-type", value: "none" },
          { key: "service-cluster-ip-range", value: "10.0.0.0/24" },
        ],
      },
      {
        name: "kube-controller-manager",
        extraArgs: [...election, { key: "use-service-account-credentials", value: "true" }],
      },
      { name: "kube-scheduler", extraArgs: election },
    ]);
  });
});

describe("the recipe of a cluster", () => {
  it("is the same for every cluster this version makes", () => {
    expect(configRecipe()).toMatch(/^[0-9a-f]{10}$/);
    expect(configRecipe()).toBe(configRecipe());
  });
});

describe("what kwokctl wrote down", () => {
  it("gives the ports and the folder the cluster was made in", () => {
    const folder = made();

    expect(readRecorded(folder)).toEqual({ ports, workdir: folder });
  });

  it.each(["", "apiVersion: x\n", "options:\n  etcdPort: many\n"])("is nothing in %j", (text) => {
    const folder = newFolder();
    writeFile(join(folder, "kwok.yaml"), text);

    expect(readRecorded(folder)).toBeUndefined();
  });

  it("gets other ports everywhere, and no other number changes", () => {
    const folder = made();
    const to = { ...ports, etcdPort: 21001, kubeApiserverPort: 21003, kwokControllerPort: 21006 };

    changePorts(folder, ports, to);

    expect(textOf(folder, "kwok.yaml")).toBe(kwokYaml(folder, to));
    expect(textOf(folder, "kubeconfig.yaml")).toBe(kubeconfig(folder, to));
  });

  it("swaps two ports without mixing them up", () => {
    const folder = made();
    const to = { ...ports, etcdPort: 20002, etcdPeerPort: 20001 };

    changePorts(folder, ports, to);

    expect(readRecorded(folder)?.ports).toEqual(to);
  });

  it("learns that the clone has moved", () => {
    const old = newFolder();
    const folder = made(newFolder(), old);

    changeWorkdir(folder, old);

    expect(textOf(folder, "kwok.yaml")).toBe(kwokYaml(folder, ports));
    expect(textOf(folder, "kubeconfig.yaml")).toBe(kubeconfig(folder, ports));
  });

  it("refuses to go on without one of its files", () => {
    const folder = newFolder();
    writeFile(join(folder, "kwok.yaml"), kwokYaml(folder, ports));

    expect(() => {
      changePorts(folder, ports, ports);
    }).toThrow("its kubeconfig.yaml is missing or unreadable");
  });
});

describe("ports", () => {
  it("are free, different, below the ones handed to clients, and none of those to avoid", async () => {
    const first = Object.values(await freePorts());
    const second = Object.values(await freePorts(first));

    expect(new Set([...first, ...second]).size).toBe(12);
    expect([...first, ...second].every((port) => port >= 20_000 && port < 32_000)).toBe(true);
  });
});
