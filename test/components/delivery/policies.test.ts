import { join } from "node:path";
import { Delivery, type DeliveryArgs } from "../../../components/delivery/delivery.ts";
import type { KubernetesObject } from "../../../components/lib/install/transform.ts";
import { policyCheck } from "../../../ops/commands/policy-check.ts";
import { record } from "../../support/record.ts";
import { delivery, highlyAvailable } from "./settings.ts";
import { images, upstream, withoutKinds } from "./upstream.ts";

const root = join(import.meta.dirname, "../../..");

/** What delivery registers, as the API server is sent it. */
async function objectsOf(
  settings: DeliveryArgs["settings"],
  argoCd: readonly KubernetesObject[],
): Promise<readonly Record<string, unknown>[]> {
  const { resources } = await record(() => {
    new Delivery("delivery", {
      settings,
      artifacts: {
        argoCd: { objects: withoutKinds(argoCd) },
        argoRollouts: { objects: withoutKinds(upstream.argoRollouts), version: "v1.8.3" },
      },
      images,
      retainedBy: undefined,
    });
  });
  return resources.map(({ inputs }) => inputs).filter(({ apiVersion }) => apiVersion !== undefined);
}

/** What the rules refuse, each rule and resource once. */
async function refused(
  items: readonly Record<string, unknown>[],
  environment: string,
): Promise<readonly string[]> {
  const { report } = await policyCheck(
    { inputs: ["-"], values: [], environment, namespace: "default" },
    {
      root,
      cwd: root,
      env: {},
      now: () => new Date(),
      helm: { program: () => Promise.reject(new Error("there is no chart here")), env: {} },
      stdin: () => JSON.stringify({ apiVersion: "v1", kind: "List", items }),
    },
  );
  const findings = report.findings.filter(({ policy }) => !isOfReleases(policy));
  return [...new Set(findings.map(({ policy, resource }) => `${policy} ${resource}`))].sort();
}

/** About images: where they may come from and what is known of them is decided by releases, which these are not in. */
const isOfReleases = (rule: string): boolean =>
  rule.startsWith("provenance/") && !/image-(digest|tag)$/.test(rule);

/** The stack makes the namespaces, and what an Application delivers is judged where its chart can be rendered. */
const NOT_HERE = [
  "network-policies/default-deny Deployment argocd/argocd-applicationset-controller",
  "network-policies/default-deny Deployment platform/argo-rollouts",
  "policy-check/application-source Application argocd/core",
  "resource-limits/namespace-budget Deployment argocd/argocd-applicationset-controller",
  "resource-limits/namespace-budget Deployment platform/argo-rollouts",
];

describe("everything that is installed passes every rule but those about what is not in it", () => {
  it.each([
    ["local", delivery, upstream.argoCd],
    ["prod", { ...delivery, argoCd: highlyAvailable }, upstream.argoCdHa],
  ] as const)("under the settings of %s", async (environment, settings, manifest) => {
    const objects = await objectsOf(settings, manifest);

    expect(objects.length).toBeGreaterThan(60);
    expect(await refused(objects, environment)).toEqual(NOT_HERE);
  });
});
