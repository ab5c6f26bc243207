import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import {
  connection,
  readKubeconfig,
} from "../../../../../local/plugins/resource-kubernetes/api/kubeconfig.ts";

const NONE = { context: "", cluster: "" };
const text = (user: object, cluster: object = { server: "https://127.0.0.1:6443" }): string =>
  JSON.stringify({
    "current-context": "one",
    contexts: [
      { name: "one", context: { cluster: "c", user: "u", namespace: "n" } },
      { name: "two", context: { cluster: "other", user: "u" } },
    ],
    clusters: [
      { name: "c", cluster },
      { name: "other", cluster: { server: "https://127.0.0.2:1" } },
    ],
    users: [{ name: "u", user }],
  });
const base64 = (plain: string): string => Buffer.from(plain).toString("base64");

describe("connection", () => {
  it("takes certificates from the text", () => {
    const user = { "client-certificate-data": base64("CERT"), "client-key-data": base64("KEY") };

    expect(connection(readKubeconfig(text(user)), NONE)).toMatchObject({
      cert: "CERT",
      key: "KEY",
      namespace: "n",
      token: undefined,
    });
  });

  it("takes certificates and tokens from files beside the kubeconfig", () => {
    const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
    writeFileSync(join(folder, "key"), "KEY");
    writeFileSync(join(folder, "token"), "TOKEN\n");
    writeFileSync(join(folder, "config"), text({ "client-key": "key", tokenFile: "token" }));

    const found = connection(readKubeconfig(join(folder, "config")), NONE);
    rmSync(folder, { recursive: true });

    expect(found).toMatchObject({ key: "KEY", token: "TOKEN" });
  });

  it("follows the context and the cluster that were chosen", () => {
    const config = readKubeconfig(text({ token: "t" }));

    expect(connection(config, { ...NONE, context: "two" }).server.host).toBe("127.0.0.2:1");
    expect(connection(config, { ...NONE, cluster: "other" }).server.host).toBe("127.0.0.2:1");
  });

  it.each([
    [
      "a context that is not there",
      text({}),
      { ...NONE, context: "three" },
      'kubeconfig: has no context "three"; use one of: one, two',
    ],
    [
      "a cluster that is not there",
      text({}),
      { ...NONE, cluster: "x" },
      'kubeconfig: context "one" leads to no cluster; add the cluster to it',
    ],
    [
      "a program to run",
      text({ exec: {} }),
      NONE,
      "kubeconfig: uses exec, which the stand-in plugin does not support; use a client certificate or a token, or install the official plugin",
    ],
    [
      "a server that is no URL",
      text({}, { server: "here" }),
      NONE,
      'kubeconfig: has the server "here", which is no URL; write it as https://127.0.0.1:PORT',
    ],
    [
      "a key file that is not there",
      text({ "client-key": "nowhere" }),
      NONE,
      "kubeconfig: names a file that cannot be read; check that it exists and is yours",
    ],
  ])("refuses %s", (_what, config, choice, message) => {
    expect(() => connection(readKubeconfig(config), choice)).toThrow(message);
  });
});

describe("readKubeconfig", () => {
  it.each([
    [
      "/no/such/file",
      'kubeconfig: there is no file "/no/such/file"; start the local cluster or correct the path',
    ],
    ["a: [", "kubeconfig: is no YAML; check what the provider's kubeconfig argument holds"],
    ["[1]\n", "kubeconfig: is empty; check what the provider's kubeconfig argument holds"],
  ])("refuses %j", (given, message) => {
    expect(() => readKubeconfig(given)).toThrow(message);
  });
});
