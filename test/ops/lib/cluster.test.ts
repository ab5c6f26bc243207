import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type Cluster, cluster, ClusterAway, isOurs } from "../../../ops/lib/cluster.ts";
import { live } from "../support/fakes.ts";

const ref = { apiVersion: "v1", kind: "ConfigMap", name: "a", namespace: "core" };

describe("the API by way of kubectl", () => {
  let folder: string;
  const answering = (script: string): Cluster => {
    const kubectl = join(folder, "kubectl");
    writeFileSync(
      kubectl,
      `#!/bin/sh\necho "$KUBECONFIG $*" >> ${join(folder, "calls")}\n${script}\n`,
    );
    chmodSync(kubectl, 0o700);
    const env = { PATH: `${folder}:/usr/bin:/bin`, KUBECONFIG: "/theirs" };
    return cluster({ kubeconfig: "/k", context: "local", env });
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "intelgraph-kubectl-"));
    // The library starts kubectl by its bare name, from the PATH of this process.
    process.env["PATH"] = `${folder}:${process.env["PATH"] ?? ""}`;
  });

  afterEach(() => {
    process.env["PATH"] = (process.env["PATH"] ?? "").replace(`${folder}:`, "");
    rmSync(folder, { recursive: true, force: true });
  });

  it("looks for many objects at once, with an explicit kubeconfig and context", async () => {
    const found = await answering(
      `cat <<'END'\n${JSON.stringify({ kind: "List", items: [live(ref)] })}\nEND`,
    ).find([ref, { ...ref, name: "b" }]);

    expect(found).toEqual([live(ref)]);
    const calls = readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatch(
      /^\/k --kubeconfig \/k --context local get -f \S+objects\.json --ignore-not-found -o json --show-managed-fields$/,
    );
  });

  it("asks by name whether an object is there: what it holds is not sent here", async () => {
    const secret = { ...ref, kind: "Secret", name: "key" };

    await expect(answering("echo secret/key").exists(secret)).resolves.toBe(true);
    await expect(answering("").exists({ ...ref, namespace: undefined })).resolves.toBe(false);
    const unknown = answering(
      'echo \'error: no matches for kind "X" in version "y/v1"\' >&2; exit 1',
    );
    await expect(unknown.exists({ ...ref, apiVersion: "y/v1", kind: "X" })).resolves.toBe(false);
    const calls = readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
    expect(calls.map((call) => call.replace("/k --kubeconfig /k --context local ", ""))).toEqual([
      "get Secret key --namespace core --ignore-not-found -o name",
      "get ConfigMap a --ignore-not-found -o name",
      "get X.v1.y a --namespace core --ignore-not-found -o name",
    ]);
  });

  it("takes silence for nothing found, and one object for one", async () => {
    await expect(answering("").find([ref])).resolves.toEqual([]);
    await expect(
      answering(`cat <<'END'\n${JSON.stringify(live(ref))}\nEND`).find([ref]),
    ).resolves.toEqual([live(ref)]);
  });

  it("takes a kind that the API does not know for nothing found", async () => {
    const none = answering('echo \'error: no matches for kind "X" in version "y/v1"\' >&2; exit 1');

    await expect(none.find([ref, { ...ref, kind: "X" }])).resolves.toEqual([]);
  });

  it("never takes an API that does not answer for one that has nothing", async () => {
    const away = answering("echo 'The connection to the server was refused' >&2; exit 1");

    await expect(away.find([ref])).rejects.toThrow(ClusterAway);
    await expect(away.exists(ref)).rejects.toThrow(ClusterAway);
    await expect(away.list(["pods"])).rejects.toThrow("The connection to the server was refused");
    await expect(away.ready()).resolves.toBe(false);
  });

  it("knows what the Kubernetes provider has written", () => {
    expect(isOurs(live(ref))).toBe(true);
    expect(isOurs(live(ref, { manager: "kubectl-client-side-apply" }))).toBe(false);
  });
});
