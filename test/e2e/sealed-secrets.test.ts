import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { SealedSecrets } from "../../components/secrets/sealed-secrets.ts";
import { artifactObjects } from "../../lib/artifacts/objects.ts";
import { readArtifacts } from "../../lib/artifacts/lock.ts";
import { keySecretName, readCertificate } from "../../lib/sealing/certificate.ts";
import { sealingPlace } from "../../lib/sealing/place.ts";
import { cluster as clusterOf, type Cluster } from "../../ops/lib/cluster.ts";
import { openBackup } from "../../ops/lib/secrets/backup.ts";
import { keyDelivery } from "../../ops/lib/secrets/deliver.ts";
import { record } from "../support/record.ts";
import { until } from "./support/processes.ts";
import { type Finished, scratch, type Scratch } from "./support/scratch.ts";
import { opsWith, runSealingController, type SealingController } from "./support/sealing.ts";

jest.setTimeout(600_000);

const PASSPHRASE = "correct horse battery staple";
const VALUE = "plain-7f3a9c-marker";
const CLUSTER = "e2e-sealing";
const FILE = "secrets/dev/core.database.yaml";

interface Tool {
  readonly binaries: Readonly<Record<string, string>>;
}

describe("a sealed secret", () => {
  let project: Scratch;
  let kubeseal = "";
  let controllerProgram = "";
  const path = (name: string) => join(project.root, name);
  const text = (name: string) => readFileSync(path(name), "utf8");
  const ops = (args: readonly string[], stdin = "", descriptor = PASSPHRASE) =>
    opsWith(project, args, { stdin, descriptor });
  const good = ({ code, stdout, stderr }: Finished) => {
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    return stdout;
  };
  const seal = async (value: string, name = "core/database") =>
    good(await ops(["secrets", "seal", "dev", name, "password", "--stdin"], value));

  beforeAll(async () => {
    project = scratch();
    mkdirSync(join(project.home, "tmp"));
    writeFileSync(path("secrets/declared.yaml"), "{}\n");
    const { binaries } = JSON.parse(
      good(await project.local("tool", "sealed-secrets", "--json")),
    ) as Tool;
    kubeseal = binaries["kubeseal"] ?? "";
    controllerProgram = binaries["sealed-secrets-controller"] ?? "";
    good(await ops(["secrets", "init", "dev", "--passphrase-fd", "3"]));
  });

  afterAll(() => project.remove());

  /** What kubeseal itself makes of a file with a private key in hand. */
  const recovered = async (file: string) => {
    const place = sealingPlace(project.root, "dev");
    const keys = await openBackup(project.root, place.backup, place, PASSPHRASE);
    const key = join(project.home, "recovered.key");
    writeFileSync(key, keys.at(-1)?.privateKey ?? "", { mode: 0o600 });
    const args = ["--recovery-unseal", "--recovery-private-key", key];
    return JSON.parse(
      execFileSync(kubeseal, args, { input: text(file), stdio: "pipe" }).toString(),
    ) as { data: Record<string, string>; metadata: { name: string }; type: string };
  };

  it("shows its value to no process, and leaves it in no file", async () => {
    const seen = new Set<string>();
    const wasSeen = () => [...seen].some((one) => one.includes("kubeseal\0--cert"));

    // kubeseal lives for some milliseconds: one that was not seen proves nothing, so another is started.
    for (let round = 0; round < 10 && !wasSeen(); round += 1) {
      const args = ["secrets", "seal", "dev", "core/database", "password", "--stdin"];
      const stdin = round % 2 === 0 ? VALUE : `${VALUE}-again`;
      good(await opsWith(project, args, { stdin, seen }));
    }
    await seal(`${VALUE}\n`);

    expect(wasSeen()).toBe(true);
    expect([...seen].filter((one) => one.includes(VALUE))).toEqual([]);
    const files = readdirSync(project.root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes("/test/"))
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.some((file) => file.endsWith("core.database.yaml"))).toBe(true);
    expect(files.filter((file) => readFileSync(file).includes(VALUE))).toEqual([]);
  });

  it("is opened by kubeseal with the key of the backup, under its own name only", async () => {
    const secret = await recovered(FILE);

    expect(Buffer.from(secret.data["password"] ?? "", "base64").toString()).toBe(VALUE);
    expect([secret.metadata.name, secret.type]).toEqual(["database", "Opaque"]);

    writeFileSync(path("other.yaml"), text(FILE).replaceAll("name: database", "name: other"));
    await expect(recovered("other.yaml")).rejects.toThrow(/no key could decrypt secret/);
  });

  it("is left alone when nothing changed, and sealed again as it is with a newer key", async () => {
    const before = text(FILE);
    await seal(`${VALUE}\n`);
    expect(text(FILE)).toBe(before);

    good(await ops(["secrets", "init", "dev", "--renew", "--passphrase-fd", "3"]));
    const stale = await ops(["secrets", "verify", "dev"]);
    expect([stale.code, stale.stderr]).toEqual([
      1,
      expect.stringContaining(
        `${FILE}: is sealed with another certificate than the committed one; ops secrets reseal dev`,
      ),
    ]);
    good(await ops(["secrets", "reseal", "dev", "--passphrase-fd", "3"]));

    good(await ops(["secrets", "verify", "dev", "--deep", "--passphrase-fd", "3"]));
    const secret = await recovered(FILE);
    expect(Buffer.from(secret.data["password"] ?? "", "base64").toString()).toBe(VALUE);
  });

  describe("in a cluster", () => {
    let cluster: Cluster;
    let controller: SealingController | undefined;
    const kubectl = (...args: string[]) => project.local("exec", CLUSTER, "--", "kubectl", ...args);
    const apply = async (objects: readonly unknown[]) => {
      const file = path("apply.json");
      writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }));
      good(await kubectl("apply", "-f", file));
    };
    const certificate = () => readCertificate(text("secrets/dev/sealing.crt"), "x");
    const valueOf = async (name: string) => {
      const { stdout } = await kubectl(
        ...["get", "secret", name, "-n", "core", "--ignore-not-found"],
        ...["-o", "jsonpath={.data.password}"],
      );
      return Buffer.from(stdout, "base64").toString();
    };
    const synced = async (name: string) => {
      const { stdout } = await kubectl(
        ...["get", "sealedsecret", name, "-n", "core", "-o", "jsonpath={.status.conditions[0]}"],
      );
      return stdout === ""
        ? undefined
        : (JSON.parse(stdout) as { status: string; message?: string });
    };
    const delivered = () =>
      keyDelivery(
        sealingPlace(project.root, "dev"),
        cluster,
        { ask: () => Promise.resolve(PASSPHRASE) },
        { root: project.root },
      );

    beforeAll(async () => {
      const started = JSON.parse(good(await project.local("start", CLUSTER, "--json"))) as {
        cluster: { kubeconfig: string; context: string; server: string };
        env: Record<string, string>;
      };
      const { kubeconfig, context } = started.cluster;
      process.env["PATH"] = `${started.env["PATH"] ?? ""}:${process.env["PATH"] ?? ""}`;
      cluster = clusterOf({ kubeconfig, context, env: started.env });
      good(await project.ops("artifacts", "fetch"));
    });

    afterAll(() => controller?.stop());

    it("gets its key from ops as the controller, once that may make Secrets", async () => {
      const early = await delivered();
      expect(await early?.finish()).toBe("no namespace");
      await apply(
        ["sealed-secrets", "core"].map((name) => ({
          apiVersion: "v1",
          kind: "Namespace",
          metadata: { name },
        })),
      );
      await expect((await delivered())?.finish()).rejects.toThrow(
        /^Secret sealed-secrets\/sealing-key-\w{12}: the sealing key could not be put there \(.*forbidden.*\); see that system:serviceaccount:sealed-secrets:sealed-secrets-controller may create Secrets/i,
      );

      const { resources } = await record(() => {
        new SealedSecrets("sealed-secrets", {
          namespace: "sealed-secrets",
          opens: ["core"],
          objects: artifactObjects(
            readArtifacts(path("artifacts")),
            "sealed-secrets",
            "crds/sealed-secret",
          ),
          retainedBy: undefined,
          image: `docker.io/bitnami/sealed-secrets-controller:0.32.2@sha256:${"ab".repeat(32)}`,
          certificate: certificate(),
          apiServer: { cidrs: ["10.0.0.1/32"], ports: [443] },
          prometheus: { namespace: "platform", pods: { app: "prometheus" } },
        });
      });
      await apply(
        resources.filter(({ type }) => type.startsWith("kubernetes:")).map(({ inputs }) => inputs),
      );

      const delivery = await delivered();
      await Promise.all([delivery?.attempt(), delivery?.attempt()]);
      expect(await delivery?.finish()).toBe("put");
      expect(await delivered()).toBeUndefined();
    });

    it("is opened by the real controller, which works with that key and no other", async () => {
      const { stdout } = await kubectl(
        "config",
        "view",
        "-o",
        "jsonpath={.clusters[0].cluster.server}",
      );
      controller = await runSealingController(project, CLUSTER, stdout, controllerProgram);
      const { port, log } = controller;
      const served = await until(
        "the controller to serve its certificate",
        async () => {
          const answer = await fetch(`http://127.0.0.1:${port}/v1/cert.pem`).catch(() => undefined);
          return answer?.ok === true ? answer.text() : undefined;
        },
        60,
      ).catch((error: unknown) => {
        throw new Error(`${String(error)}\n${log()}`);
      });
      expect(served).toBe(certificate().pem);

      good(await kubectl("apply", "-f", path(FILE)));
      await until("the Secret", async () => (await valueOf("database")) === VALUE, 60).catch(
        (error: unknown) => {
          throw new Error(`${String(error)}\n${log()}`);
        },
      );

      expect(await until("its condition", () => synced("database"), 30)).toMatchObject({
        status: "True",
      });
      const keys = good(await kubectl("get", "secret", "-n", "sealed-secrets", "-o", "name"));
      expect(keys.trim()).toBe(`secret/${keySecretName(certificate())}`);
      expect(log()).not.toContain(VALUE);
    });

    it("follows its file, and its Secret comes back when somebody deletes it", async () => {
      await seal("another-value\n");
      good(await kubectl("apply", "-f", path(FILE)));
      await until("the new value", async () => (await valueOf("database")) === "another-value", 60);

      good(await kubectl("delete", "secret", "database", "-n", "core"));

      await until(
        "the Secret again",
        async () => (await valueOf("database")) === "another-value",
        60,
      );
    });

    it("under another name stays sealed, and says so where alerts look", async () => {
      writeFileSync(path("other.yaml"), text(FILE).replaceAll("name: database", "name: other"));
      good(await kubectl("apply", "-f", path("other.yaml")));

      const condition = await until("a verdict", () => synced("other"), 60);
      expect([condition.status, condition.message]).toEqual([
        "False",
        expect.stringContaining("no key could decrypt secret"),
      ]);
      expect(await valueOf("other")).toBe("");
      const metrics = await (
        await fetch(`http://127.0.0.1:${controller?.metricsPort ?? 0}/metrics`)
      ).text();
      expect(metrics).toMatch(
        /sealed_secrets_controller_unseal_errors_total\{namespace="core",reason="unseal"\} [1-9]/,
      );
      expect(metrics).toMatch(
        /sealed_secrets_controller_condition_info\{condition="Synced",name="other",namespace="core".*\} -1/,
      );
    });

    it("can be copied away by the backup account, which reaches nothing else", async () => {
      const can = async (...args: string[]) => {
        const user = "system:serviceaccount:sealed-secrets:sealing-key-backup";
        return (await kubectl("auth", "can-i", ...args, "--as", user)).stdout.trim();
      };

      expect([
        await can("list", "secrets", "-n", "sealed-secrets"),
        await can("get", "secrets", "-n", "core"),
        await can("create", "secrets", "-n", "sealed-secrets"),
      ]).toEqual(["yes", "no", "no"]);
    });
  });
});
