import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { writeAccount } from "../../../local/controllers/account.ts";
import type { Api } from "../../../local/control-plane/api.ts";
import { newFolder, removeFolders, writeFile } from "../support/folders.ts";

const account = { namespace: "platform", name: "prometheus" };
const api = (status: number, body: object) => {
  const asked: unknown[] = [];
  const answering: Api = {
    get: () => Promise.resolve({ status: 404, text: "" }),
    send: (method, path, sent) => {
      asked.push([method, path, sent]);
      return Promise.resolve({ status, text: JSON.stringify(body) });
    },
    close: () => undefined,
  };
  return { answering, asked };
};

afterEach(removeFolders);

describe("an account", () => {
  const places = () => {
    const controllers = newFolder();
    const ca = writeFile(join(controllers, "ca.crt"), "CA");
    return { controllers, ca, server: "https://127.0.0.1:20003" };
  };

  it("is written as a pod finds it, and as a kubeconfig that names those files", async () => {
    const { answering, asked } = api(201, { status: { token: "t0ken" } });

    const { folder, kubeconfig } = await writeAccount(answering, account, places());

    expect(asked).toEqual([
      [
        "POST",
        "/api/v1/namespaces/platform/serviceaccounts/prometheus/token",
        expect.objectContaining({ kind: "TokenRequest", spec: { expirationSeconds: 31_536_000 } }),
      ],
    ]);
    const text = (name: string) => readFileSync(join(folder, name), "utf8");
    expect(["token", "namespace", "ca.crt"].map(text)).toEqual(["t0ken", "platform", "CA"]);
    expect(JSON.parse(readFileSync(kubeconfig, "utf8"))).toMatchObject({
      clusters: [{ cluster: { server: "https://127.0.0.1:20003" } }],
      users: [{ user: { tokenFile: join(folder, "token") } }],
      contexts: [{ context: { namespace: "platform" } }],
    });
    expect(readFileSync(kubeconfig, "utf8")).not.toContain("t0ken");
    expect(statSync(join(folder, "token")).mode & 0o077).toBe(0);
  });

  it("is refused by name when the API server gives no token", async () => {
    const { answering } = api(404, {});

    await expect(writeAccount(answering, account, places())).rejects.toThrow(
      "ServiceAccount platform/prometheus: the API server gives no token (status 404); make up, then this again; node local/cli.ts status says how the API server is",
    );
  });
});
