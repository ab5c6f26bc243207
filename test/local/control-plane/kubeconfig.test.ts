import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { shortKubeconfig, writeKubeconfig } from "../../../local/control-plane/kubeconfig.ts";
import { layout } from "../../../local/layout.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";

function withKeys(cluster: string) {
  const paths = layout(newFolder());
  for (const name of ["ca.crt", "admin.crt", "admin.key"]) {
    writeFile(join(paths.clusters, cluster, "pki", name), name);
  }
  return paths;
}

const base64 = (text: string) => Buffer.from(text).toString("base64");

afterEach(removeFolders);

describe("kubeconfig", () => {
  it("is complete in itself, closed to others, with one context named like the cluster", () => {
    const paths = withKeys("rehearse-prod");

    const path = writeKubeconfig(paths, "rehearse-prod", "https://127.0.0.1:20003");

    expect(path).toBe(join(paths.clusters, "rehearse-prod", "kubeconfig"));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, "utf8"))).toEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [
        {
          name: "rehearse-prod",
          cluster: {
            server: "https://127.0.0.1:20003",
            "certificate-authority-data": base64("ca.crt"),
          },
        },
      ],
      users: [
        {
          name: "rehearse-prod-admin",
          user: {
            "client-certificate-data": base64("admin.crt"),
            "client-key-data": base64("admin.key"),
          },
        },
      ],
      contexts: [
        {
          name: "rehearse-prod",
          context: {
            cluster: "rehearse-prod",
            user: "rehearse-prod-admin",
            namespace: "default",
          },
        },
      ],
      "current-context": "rehearse-prod",
    });
    expect(existsSync(shortKubeconfig(paths))).toBe(false);
  });

  it("of the cluster local lies where people look for it, too", () => {
    const paths = withKeys("local");

    const path = writeKubeconfig(paths, "local", "https://127.0.0.1:20003");

    expect(readFileSync(join(paths.local, "kubeconfig"), "utf8")).toBe(readFileSync(path, "utf8"));
  });
});
