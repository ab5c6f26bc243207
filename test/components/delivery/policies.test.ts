import { join } from "node:path";
import { argoCdObjects } from "../../../components/delivery/argo-cd/render.ts";
import { argoRolloutsObjects } from "../../../components/delivery/argo-rollouts/render.ts";
import type { KubernetesObject } from "../../../components/lib/install/transform.ts";
import { policyCheck } from "../../../ops/commands/policy-check.ts";
import { highlyAvailable, rollouts, single } from "./settings.ts";
import { images, upstream } from "./upstream.ts";

const root = join(import.meta.dirname, "../../..");

/** The rules that refuse something, once each. */
async function refusedBy(
  objects: readonly KubernetesObject[],
  environment: string,
  namespace: string,
): Promise<readonly string[]> {
  const items = objects.filter(({ kind }) => kind !== "CustomResourceDefinition");
  const { report } = await policyCheck(
    { inputs: ["-"], values: [], environment, namespace },
    {
      root,
      cwd: root,
      env: {},
      now: () => new Date("2026-01-01T00:00:00Z"),
      helm: { program: () => Promise.reject(new Error("there is no chart here")), env: {} },
      stdin: () => JSON.stringify({ apiVersion: "v1", kind: "List", items }),
    },
  );
  const rules = report.findings.map(({ policy }) => policy);
  return [...new Set(rules)].filter((rule) => !isOfReleases(rule)).sort();
}

/** About the namespace, which the stack makes. */
const NAMESPACE = ["network-policies/default-deny", "resource-limits/namespace-budget"];

/** About images: where they may come from and what is known of them is decided by releases, which these are not in. */
const isOfReleases = (rule: string): boolean =>
  rule.startsWith("provenance/") && !/image-(digest|tag)$/.test(rule);

describe("what is installed passes every rule but those that others answer for", () => {
  it.each([
    ["local", upstream.argoCd, single],
    ["prod", upstream.argoCdHa, highlyAvailable],
  ] as const)("Argo CD under the settings of %s", async (environment, manifest, settings) => {
    const objects = argoCdObjects(manifest, settings, images);

    expect(await refusedBy(objects, environment, "argocd")).toEqual(NAMESPACE);
  });

  it.each(["local", "prod"])("Argo Rollouts under the settings of %s", async (environment) => {
    const objects = argoRolloutsObjects(upstream.argoRollouts, rollouts, "v1.8.3", images);

    expect(await refusedBy(objects, environment, "platform")).toEqual(NAMESPACE);
  });
});
