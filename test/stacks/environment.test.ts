import { parseQuantity } from "../../lib/quantity.ts";
import { environmentSettings } from "../../stacks/config.ts";
import { ENVIRONMENTS } from "../../stacks/stack-name.ts";
import { record, type Recorded, type Recording } from "../support/record.ts";
import { programOf, valuesOf } from "../support/settings.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

interface Manifest {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly rules?: readonly { readonly verbs: string[]; readonly resources: string[] }[];
  readonly spec?: { readonly policyTypes?: string[]; readonly podSelector?: object };
}

// One after the other: the SDK records into one process-wide monitor.
const recordings = new Map<string, Recording>();
beforeAll(async () => {
  for (const name of ENVIRONMENTS) recordings.set(name, await record(programOf(name), name));
});

const of = (name: string): readonly Recorded[] => recordings.get(name)?.resources ?? [];
const manifest = (resource: Recorded) => resource.inputs as Manifest;
const objects = (name: string) => of(name).filter(({ type }) => type.startsWith("kubernetes:"));
const kind = (name: string, wanted: string) =>
  objects(name).filter(({ type }) => type.endsWith(`:${wanted}`));

describe("an environment", () => {
  it("has the same resources, names and parents everywhere", () => {
    const shape = (name: string) =>
      of(name).map((resource) => [
        resource.type,
        resource.name,
        resource.parent,
        manifest(resource).metadata?.name,
      ]);

    for (const name of ENVIRONMENTS) expect(shape(name)).toEqual(shape("prod"));
  });

  it("never carries its name in the name of a resource", () => {
    const named = of("prod").filter(({ name }) => /local|dev|stag|prod/.test(name));

    expect(named).toEqual([]);
  });

  it("gives every object an explicit name and its one provider", () => {
    for (const name of ENVIRONMENTS) {
      expect(objects(name).filter((object) => !manifest(object).metadata?.name)).toEqual([]);
      expect(new Set(objects(name).map(({ provider }) => provider))).toEqual(new Set(["cluster"]));
    }
  });

  it.each(ENVIRONMENTS)(
    "%s fences every namespace with a quota, limits, a denial both ways and rules",
    (name) => {
      const within = (wanted: string, namespace: string | undefined) =>
        kind(name, wanted).filter((object) => manifest(object).metadata?.namespace === namespace);

      for (const namespace of kind(name, "Namespace").map((it) => manifest(it).metadata?.name)) {
        const policies = within("NetworkPolicy", namespace).map(manifest);
        const denial = policies.find(({ metadata }) => metadata?.name === "default-deny");

        expect(within("ResourceQuota", namespace)).toHaveLength(1);
        expect(within("LimitRange", namespace)).toHaveLength(1);
        expect(denial?.spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
        expect(policies.length).toBeGreaterThan(1);
      }
      expect(kind(name, "Namespace")).toHaveLength(5);
    },
  );

  it("protects its namespaces and their fences where its settings say so, and nothing else", () => {
    const guarded = (name: string) =>
      of(name)
        .filter(({ protect }) => protect)
        .map((resource) => resource.name)
        .sort();
    const fences = ["argocd", "core", "platform", "predictive", "sealed-secrets"].flatMap(
      (namespace) => [
        `${namespace}-guardrails-default-deny`,
        `${namespace}-guardrails-limits`,
        `${namespace}-guardrails-quota`,
        `${namespace}-namespace`,
      ],
    );

    expect(ENVIRONMENTS.map((name) => [name, guarded(name)])).toEqual([
      ["local", []],
      ["dev", []],
      ["stage", fences],
      ["prod", fences],
    ]);
  });

  it("grants no wildcard, no Secret, and no way to more rights", () => {
    const forbidden = /^\*$|^secrets|escalate|bind|impersonate|^roles|^rolebindings|token|exec/;
    for (const role of kind("prod", "Role").map(manifest)) {
      const granted = role.rules?.flatMap(({ verbs, resources }) => [...verbs, ...resources]);

      expect(granted?.length).toBeGreaterThan(10);
      expect(granted?.filter((word) => forbidden.test(word))).toEqual([]);
    }
    expect(of("prod").filter(({ type }) => type.includes("ClusterRole"))).toEqual([]);
  });

  it.each(ENVIRONMENTS)("%s rehearses on nodes that hold the limits of all namespaces", (name) => {
    const values = valuesOf(`Pulumi.${name}.yaml`);
    const { nodes } = values["runner"] as {
      nodes: { count: number; cpu: number; memory: string };
    };
    const quotas = Object.values(environmentSettings(values, "").namespaces).map((it) => it.quota);

    for (const unit of ["cpu", "memory"] as const) {
      const limits = quotas.map(({ limits: of }) => parseQuantity(of[unit]) ?? 0n);
      const room = BigInt(nodes.count) * (parseQuantity(nodes[unit]) ?? 0n);

      expect(limits.reduce((sum, one) => sum + one)).toBeLessThanOrEqual(room);
    }
  });
});
