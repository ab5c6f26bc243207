import { parseQuantity } from "../../lib/quantity.ts";
import { environmentSettings } from "../../stacks/config.ts";
import { ENVIRONMENTS } from "../../stacks/stack-name.ts";
import { record, type Recorded, type Recording } from "../support/record.ts";
import { isOfShell } from "../support/shell.ts";
import { environmentProgram, programOf, valuesOf } from "../support/settings.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

interface Manifest {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly rules?: readonly {
    readonly verbs: string[];
    readonly apiGroups?: string[];
    readonly resources?: string[];
    readonly resourceNames?: string[];
    readonly nonResourceURLs?: string[];
  }[];
  readonly subjects?: readonly { readonly kind: string; readonly namespace?: string }[];
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

const shapeOf = (resources: readonly Recorded[]) =>
  resources.map((resource) => [
    resource.type,
    resource.name,
    resource.parent,
    manifest(resource).metadata?.name,
  ]);

/** What only stands where a part runs more than once: budgets, and the Redis of several. */
const OF_SEVERAL = /-budget(-|$)|-argocd-redis-ha(-|$)/;
/** What only some environments ask for: kinds that stay, a way in for people, and credentials of others. */
const ON_DEMAND =
  /^retained$|^delivery-argo-cd-ingress-argocd-server$|^observability-grafana-ingress$|^sealed-(argocd-argocd-oidc|argocd-argocd-notifications-secret|platform-grafana-sso|platform-telemetry-export)(-sealed)?$/;

const isOfNamespaceAccess = ({ parent = "" }: Recorded) =>
  /^[a-z]+(-secrets)?-access$/.test(parent);
const rolesOf = (name: string) => [...kind(name, "Role"), ...kind(name, "ClusterRole")];
const wordsOf = (role: Recorded) =>
  (manifest(role).rules ?? []).flatMap((rule) => [
    ...rule.verbs,
    ...(rule.apiGroups ?? []),
    ...(rule.resources ?? []),
    ...(rule.nonResourceURLs ?? []),
  ]);

describe("an environment", () => {
  it("has the same resources, names and parents everywhere, the controllers apart", () => {
    const fences = (name: string) => shapeOf(of(name).filter(isOfShell));

    expect(fences("prod").length).toBeGreaterThan(150);
    for (const name of ENVIRONMENTS) expect(fences(name)).toEqual(fences("prod"));
  });

  it("is rehearsed in stage with all that prod has", () => {
    expect(shapeOf(of("stage"))).toEqual(shapeOf(of("prod")));
  });

  it.each(["local", "dev"])(
    "%s lacks of prod what runs more than once, and what is asked for there only",
    (name) => {
      const names = (environment: string) => new Set(of(environment).map((it) => it.name));
      const [own, prods] = [names(name), names("prod")];
      const lacks = [...prods].filter((it) => !own.has(it));
      const has = [...own].filter((it) => !prods.has(it));

      expect(lacks.filter((it) => !OF_SEVERAL.test(it) && !ON_DEMAND.test(it))).toEqual([]);
      expect(
        has.filter((it) => !/^delivery-argo-cd-[a-z-]+-argocd-redis(-network-policy)?$/.test(it)),
      ).toEqual([]);
      expect([lacks.length > 0, has.length > 0]).toEqual([true, true]);
    },
  );

  it("is made of its settings alone: with those of prod, dev has the controllers of prod", async () => {
    const settings = (name: string) => environmentSettings(valuesOf(`Pulumi.${name}.yaml`), "");
    const { platform } = settings("prod");
    const asProd = { ...settings("dev"), ...(platform && { platform }) };

    const { resources } = await record(environmentProgram("dev", asProd, "prod"), "dev");

    expect(shapeOf(resources)).toEqual(shapeOf(of("prod")));
  });

  it("never carries its name in the name of a resource", () => {
    const named = of("prod").filter(({ name }) => /local|dev|stag|prod/.test(name));

    expect(named).toEqual([]);
  });

  it("gives every object an explicit name and one of two providers, the second for what stays", () => {
    for (const name of ENVIRONMENTS) {
      expect(objects(name).filter((object) => !manifest(object).metadata?.name)).toEqual([]);
      const others = objects(name).filter(({ provider }) => provider !== "cluster");
      const retained = objects(name).filter((object) => object.retained);
      expect(others).toEqual(retained);
      expect(
        new Set(others.map(({ provider }) => provider).filter((it) => it !== "retained")),
      ).toEqual(new Set());
    }
  });

  it("leaves the kinds of the controllers in stage and prod, and nothing else, nor elsewhere", () => {
    for (const name of ENVIRONMENTS) {
      const kinds = objects(name).filter(({ type }) => type.endsWith(":CustomResourceDefinition"));
      const stay = ["stage", "prod"].includes(name);
      expect(kinds.length).toBeGreaterThan(10);
      expect(objects(name).filter((object) => object.retained)).toEqual(stay ? kinds : []);
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

  it("grants people and deploy jobs no wildcard, no Secret, and no way to more rights", () => {
    const forbidden = /^\*$|^secrets|escalate|bind|impersonate|^roles|^rolebindings|token|exec/;
    const roles = kind("prod", "Role").filter(isOfNamespaceAccess);

    expect(roles).toHaveLength(2 * kind("prod", "Namespace").length);
    for (const role of roles) {
      expect(wordsOf(role).length).toBeGreaterThan(10);
      expect(wordsOf(role).filter((word) => forbidden.test(word))).toEqual([]);
    }
  });

  it.each(ENVIRONMENTS)("%s grants controllers no wildcard and no way to more rights", (name) => {
    const forbidden =
      /\*|^(escalate|bind|impersonate|approve|sign)$|^(cluster)?role(binding)?s|token|\/(exec|attach|portforward|proxy)$|webhookconfigurations|admissionpolic/;
    const roles = rolesOf(name).filter((role) => !isOfNamespaceAccess(role));

    expect(roles.length).toBeGreaterThan(20);
    for (const role of roles) {
      expect([role.name, wordsOf(role).filter((word) => forbidden.test(word))]).toEqual([
        role.name,
        [],
      ]);
    }
  });

  it("lets these controllers at Secrets, each of a namespace, and nobody on the whole cluster", () => {
    const found = rolesOf("prod").flatMap((role) =>
      (manifest(role).rules ?? [])
        .filter(({ resources = [] }) => resources.some((it) => it.startsWith("secrets")))
        .map(({ verbs, resourceNames = ["any"] }) => {
          const { name = "", namespace = "everywhere" } = manifest(role).metadata ?? {};
          return `${namespace}/${name}: ${verbs.join(" ")} ${resourceNames.join(" ")}`;
        }),
    );

    expect(found.sort()).toEqual([
      "argocd/argocd-application-controller: get list watch any",
      "argocd/argocd-applicationset-controller: get list watch any",
      "argocd/argocd-notifications-controller: get argocd-notifications-secret",
      "argocd/argocd-notifications-controller: list watch any",
      "argocd/argocd-redis-ha-haproxy: create any",
      "argocd/argocd-redis-ha-haproxy: get argocd-redis",
      "argocd/argocd-server: get list watch any",
      "argocd/sealed-secrets-controller: get list watch create update any",
      "platform/argo-rollouts: get list watch argo-rollouts-notification-secret",
      "platform/prometheus-operator: get list watch create update patch delete any",
      "platform/sealed-secrets-controller: get list watch create update any",
      "sealed-secrets/sealed-secrets-controller: get list watch create update any",
      "sealed-secrets/sealing-key-backup: get list any",
    ]);
  });

  it("has no more roles of the whole cluster than these, and only one of them changes objects", () => {
    const reading = /^(get|list|watch)$/;
    const writes = ({ inputs }: Recorded) =>
      ((inputs as Manifest).rules ?? [])
        .filter(({ resources = [] }) => resources.join() !== "events")
        .some(({ verbs }) => verbs.some((verb) => !reading.test(verb)));
    const roles = kind("prod", "ClusterRole");

    expect(roles.map((role) => [manifest(role).metadata?.name, writes(role)])).toEqual([
      ["argo-rollouts", true],
      ["platform-opentelemetry-agent", false],
      ["platform-opentelemetry-collector", false],
      ["platform-prometheus-operator", false],
    ]);
  });

  it.each(ENVIRONMENTS)("%s grants to accounts of its own namespaces only", (name) => {
    const own = kind(name, "Namespace").map((it) => manifest(it).metadata?.name);
    const bindings = [...kind(name, "RoleBinding"), ...kind(name, "ClusterRoleBinding")];
    const subjects = bindings.flatMap((binding) => manifest(binding).subjects ?? []);

    expect(subjects.length).toBeGreaterThanOrEqual(bindings.length);
    expect(
      subjects.filter((it) => it.kind !== "ServiceAccount" || !own.includes(it.namespace)),
    ).toEqual([]);
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
