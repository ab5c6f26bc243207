import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { policyCheck, type PolicyCheckInput } from "../../../ops/commands/policy-check.ts";
import { reportSchema } from "../../../ops/lib/policy-check/report-schema.ts";
import { removeFolders, writeFile } from "../../local/support/folders.ts";
import { folderWith, helmWithPod, noHelm, podNamed } from "../support/manifests.ts";

const root = join(import.meta.dirname, "../../..");
const configMap = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: b}\n";

describe("ops policy check", () => {
  let cwd: string;
  const check = async (inputs: readonly string[], more: Partial<PolicyCheckInput> = {}) => {
    const { report } = await policyCheck(
      { inputs, values: [], namespace: "default", ...more },
      { ...{ root, cwd, env: process.env, helm: noHelm }, now: () => new Date("2026-11-24") },
    );
    expect(reportSchema.parse(report)).toEqual(report);
    return report;
  };

  beforeEach(() => {
    cwd = folderWith({ "good.yaml": configMap, "bad.yaml": podNamed("a") });
  });
  afterEach(removeFolders);

  it("accepts what no rule refuses, and refuses the rest", async () => {
    await expect(check(["good.yaml"])).resolves.toMatchObject({ verdict: "done", findings: [] });
    await expect(check(["bad.yaml"])).resolves.toMatchObject({ verdict: "refused" });
    await expect(check(["good.yaml", "bad.yaml"])).resolves.toMatchObject({ verdict: "refused" });
  });

  it("judges by the strictest settings unless an environment is named", async () => {
    const stateful = [
      "apiVersion: v1",
      "kind: PersistentVolumeClaim",
      "metadata: {name: data}",
      "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}",
    ].join("\n");
    writeFile(join(cwd, "claim.yaml"), stateful);
    const refusing = async (environment?: string) => {
      const { findings } = await check(["claim.yaml"], { environment });
      return findings.map(({ policy }) => policy);
    };

    await expect(refusing()).resolves.toContain("governance/protected-state");
    await expect(refusing("prod")).resolves.toContain("governance/protected-state");
    await expect(refusing("dev")).resolves.not.toContain("governance/protected-state");
  });

  it("judges rules over a stack across all that it was given", async () => {
    writeFile(
      join(cwd, "deny.yaml"),
      [
        "apiVersion: networking.k8s.io/v1",
        "kind: NetworkPolicy",
        "metadata: {name: deny}",
        "spec: {podSelector: {}, policyTypes: [Ingress, Egress]}",
      ].join("\n"),
    );
    const policies = async (...inputs: readonly string[]) =>
      (await check(inputs)).findings.map(({ policy }) => policy);

    await expect(policies("bad.yaml")).resolves.toContain("network-policies/default-deny");
    await expect(policies("bad.yaml", "deny.yaml")).resolves.not.toContain(
      "network-policies/default-deny",
    );
  });

  it("judges what an Application deploys, and asks for it only when there is one", async () => {
    execFileSync("git", ["init", "-q", cwd]);
    writeFile(join(cwd, "chart/Chart.yaml"), "apiVersion: v2\nname: demo\nversion: 0.1.0\n");
    const application = (path: string) => ({
      apiVersion: "argoproj.io/v1alpha1",
      kind: "Application",
      metadata: { name: "api", namespace: "argocd" },
      spec: {
        source: { repoURL: `file://${cwd}`, path },
        destination: { namespace: "core", server: "https://kubernetes.default.svc" },
      },
    });
    writeFile(join(cwd, "app.json"), JSON.stringify(application("chart")));
    writeFile(join(cwd, "elsewhere.json"), JSON.stringify(application("nowhere")));

    const checked = async (file: string) =>
      (
        await policyCheck(
          { inputs: [file], values: [], namespace: "default" },
          { ...{ root, cwd, env: process.env, helm: helmWithPod() }, now: () => new Date() },
        )
      ).report;
    const seen = await checked("app.json");
    const unseen = await checked("elsewhere.json");

    expect(seen.findings.map(({ resource }) => resource)).toContain("Pod core/api");
    expect(seen.tallies["policy-check/application-source"]).toMatchObject({ satisfied: 1 });
    expect(unseen.findings).toMatchObject([
      {
        policy: "policy-check/application-source",
        resource: "Application argocd/api",
        message: `its source nowhere of file://${cwd} is not there in this checkout`,
        cannotTell: true,
        refuses: true,
      },
    ]);
    const { tallies } = await check(["good.yaml"]);
    expect(tallies).not.toHaveProperty("policy-check/application-source");
  });

  it.each([
    [["good.yaml"], { environment: "prd" }, 'environment "prd": is not known; did you mean prod?'],
    [["nowhere.yaml"], {}, "nowhere.yaml: does not exist; name a manifest"],
    [["good.yaml"], { values: ["v.yaml"] }, "v.yaml: does not exist; give a YAML file of values"],
  ])("judges nothing where something is wrong: %j %j", async (inputs, more, message) => {
    const error: unknown = await check(inputs, more).catch((thrown: unknown) => thrown);
    const all = error instanceof AggregateError ? (error.errors as Error[]) : [error as Error];

    expect(all.map((one) => one.message)).toEqual([expect.stringContaining(message)]);
  });
});
