import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { run } from "../../lib/run.ts";
import { localTool } from "../../ops/lib/local-tool.ts";
import { bundle } from "../components/observability/support/bundle.ts";
import { recordAll } from "../components/observability/support/objects.ts";
import { args } from "../components/observability/support/settings.ts";
import { findingsOf } from "./support/judged-objects.ts";
import { type Kubectl, kubectlOf } from "./support/kubectl.ts";
import { type Operator, runOperator } from "./support/operator-process.ts";
import { until } from "./support/processes.ts";
import { scratch, type Scratch } from "./support/scratch.ts";

// The tools are built when no cache has them.
jest.setTimeout(1_800_000);

const WEBHOOK = "https://hooks.intelgraph.example/critical";
const DEFINITION = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition";

describe("the real operator, as the account it has in the cluster", () => {
  const root = join(import.meta.dirname, "../..");
  let project: Scratch;
  let folder: string;
  let kubectl: Kubectl;
  let operator: Operator;

  /** What is in a key of a Secret that the operator keeps, unpacked. */
  const unpacked = async (secret: string, key: string): Promise<string | undefined> => {
    const text = await kubectl("-n", "platform", "get", "secret", secret, "-o", "json").catch(
      () => "{}",
    );
    const { data } = JSON.parse(text) as { data?: Record<string, string> };
    const packed = data?.[key];
    return packed === undefined
      ? undefined
      : gunzipSync(Buffer.from(packed, "base64")).toString("utf8");
  };
  const create = async (objects: readonly object[]) => {
    const file = join(folder, "objects.json");
    writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }));
    await kubectl("create", "-f", file);
  };

  /** What stands in its way, for whoever waits in vain. */
  const conditions = async () =>
    kubectl(
      ...["-n", "platform", "get", "prometheuses,alertmanagers"],
      ...["-o", "jsonpath={.items[*].status.conditions[*].message}"],
    );
  const waited = async <T>(what: string, condition: () => Promise<T | undefined | false>) => {
    try {
      return await until(what, condition, 90);
    } catch (error) {
      throw new Error(`${String(error)}: ${await conditions()}`, { cause: error });
    }
  };

  beforeAll(async () => {
    const program = await localTool(root, process.env, "prometheus-operator");
    project = scratch();
    folder = mkdtempSync(join(tmpdir(), "intelgraph-operator-"));
    const started = await project.local("start");
    if (started.code !== 0) throw new Error(started.stderr);
    kubectl = await kubectlOf(project.root, process.env);

    const { resources } = await recordAll({ ...args(), bundle: bundle() });
    const objects = resources
      .filter(({ type }) => type.startsWith("kubernetes:"))
      .map(({ type, inputs }) => ({ type, object: inputs }));
    const namespaces = objects.filter(({ object }) => object["kind"] === "Namespace");
    const definitions = objects.filter(({ type }) => type === DEFINITION);
    const rest = objects.filter((one) => !namespaces.includes(one) && !definitions.includes(one));
    await create([...namespaces, ...definitions].map(({ object }) => object));
    await kubectl("wait", "--for=condition=Established", "crd", "--all", "--timeout=60s");
    const secret = (name: string, stringData: object) => ({
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name, namespace: "platform" },
      stringData,
    });
    await create([
      // The operator looks whether the class of a claim is there.
      {
        apiVersion: "storage.k8s.io/v1",
        kind: "StorageClass",
        metadata: { name: "gp3" },
        provisioner: "kubernetes.io/no-provisioner",
      },
      secret("alert-receivers", {
        "critical-url": WEBHOOK,
        "warning-url": "https://hooks.intelgraph.example/warning",
        "watchdog-url": "https://hooks.intelgraph.example/watchdog",
      }),
      secret("remote-write", { bearer: "not-a-real-one" }),
    ]);
    await create(rest.map(({ object }) => object));
    operator = await runOperator(program, folder, kubectl);
  });
  afterAll(async () => {
    await operator.stop();
    await project.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  it("writes a configuration of Prometheus that promtool accepts, with every monitor in it", async () => {
    const promtool = await localTool(root, process.env, "prometheus", "promtool");
    const text = await waited("the configuration of Prometheus", () =>
      unpacked("prometheus-platform", "prometheus.yaml.gz"),
    );
    const file = join(folder, "prometheus.yaml");
    writeFileSync(file, text);

    const { code, stderr } = await run(promtool, ["check", "config", "--syntax-only", file]);

    expect([code, stderr]).toEqual([0, ""]);
    const jobs = [...text.matchAll(/job_name: (\S+)/g)].map(([, name = ""]) => name).sort();
    expect(jobs).toEqual([
      ...["podMonitor/platform/alertmanager/0", "podMonitor/platform/alertmanager/1"],
      ...["podMonitor/platform/opentelemetry-agent/0", "podMonitor/platform/opentelemetry-agent/1"],
      "podMonitor/platform/opentelemetry-collector/0",
      "podMonitor/platform/opentelemetry-collector/1",
      ...["podMonitor/platform/prometheus/0", "podMonitor/platform/prometheus/1"],
      "probe/platform/web",
      ...["serviceMonitor/platform/argo-cd/0", "serviceMonitor/platform/argo-rollouts/0"],
      "serviceMonitor/platform/blackbox-exporter/0",
      "serviceMonitor/platform/grafana/0",
      "serviceMonitor/platform/prometheus-operator/0",
    ]);
  });

  it("hands Prometheus every group of rules", async () => {
    const rules = await waited("the rules of Prometheus", async () => {
      const text = await kubectl("-n", "platform", "get", "configmap", "-o", "json");
      const { items } = JSON.parse(text) as {
        items: { metadata: { name: string }; data?: Record<string, string> }[];
      };
      return items.find(({ metadata }) => metadata.name === "prometheus-platform-rulefiles-0")
        ?.data;
    });

    expect(Object.keys(rules).map((name) => name.replace(/-[0-9a-f-]{36}\.yaml$/, ""))).toEqual(
      expect.arrayContaining(["platform-platform-argo", "platform-services-red"]),
    );
    expect(Object.keys(rules)).toHaveLength(6);
  });

  it("writes a configuration of Alertmanager that amtool accepts, and that routes as meant", async () => {
    const amtool = await localTool(root, process.env, "alertmanager", "amtool");
    const text = await waited("the configuration of Alertmanager", async () => {
      const found = await unpacked("alertmanager-platform-generated", "alertmanager.yaml.gz");
      return found?.includes(WEBHOOK) === true ? found : undefined;
    });
    const file = join(folder, "alertmanager.yaml");
    writeFileSync(file, text);
    const routed = async (...labels: string[]) =>
      (await run(amtool, ["config", "routes", "test", `--config.file=${file}`, ...labels])).stdout
        .trim()
        .replace(/^.*\//, "");

    expect((await run(amtool, ["check-config", file])).code).toBe(0);
    expect(await routed("alertname=X", "severity=critical")).toBe("critical");
    expect(await routed("alertname=X", "severity=warning", "namespace=core")).toBe("warning");
    expect(await routed("alertname=Watchdog", "severity=none")).toBe("watchdog");
    expect(await routed("alertname=X")).toBe("warning");
  });

  it("keeps its instances, and lacks no right to do so", async () => {
    await waited("both StatefulSets", async () => {
      const found = await kubectl("-n", "platform", "get", "statefulset", "-o", "name");
      return found.includes("prometheus-platform") && found.includes("alertmanager-platform");
    });

    const trouble = operator
      .log()
      .filter(({ level, msg, err = "" }) => /error/i.test(level) || /forbidden/i.test(msg + err));
    expect(trouble).toEqual([]);
    const lacks = operator.log().filter(({ msg }) => msg.startsWith("missing permission"));
    // What nobody uses here is left to nobody.
    expect(lacks.map(({ msg }) => /"(\w+)"/.exec(msg)?.[1]).sort()).toEqual([]);
  });

  it("makes StatefulSets that keep every rule but for one volume, which nobody can size", async () => {
    const text = await kubectl("-n", "platform", "get", "statefulset", "-o", "json");
    const { items } = JSON.parse(text) as { items: object[] };
    const sets = items.map((item) => ({ ...item, apiVersion: "apps/v1", kind: "StatefulSet" }));

    const unsized =
      'resource-limits/empty-dir-size: volume "config-out" is an emptyDir without a sizeLimit';
    expect(sets).toHaveLength(2);
    expect(findingsOf(sets, "prod")).toEqual([unsized, unsized]);
  });
});
