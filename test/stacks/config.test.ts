import { readFileSync } from "node:fs";

import { environmentSettings, previewSettings, type Values } from "../../stacks/config.ts";
import { valuesOf } from "../support/settings.ts";

/** A mapping in which a test may change anything. */
interface Loose {
  [key: string]: Loose;
}
type Break = (environment: Loose, values: Record<string, unknown>) => unknown;

/** The settings of stage with something broken. */
function stage(spoil: Break): Values {
  const values = { ...valuesOf("Pulumi.stage.yaml") };
  spoil(values["environment"] as Loose, values);
  return values;
}

/** The report that broken settings of stage get. */
function reportOf(spoil: Break): string[] {
  return faultsOf(() => environmentSettings(stage(spoil), "Pulumi.stage.yaml"));
}

function faultsOf(settings: () => unknown): string[] {
  try {
    settings();
  } catch (error) {
    return (error as Error).message.split("\n");
  }
  return [];
}

/** Anything, as a value to put where it does not belong. */
const put = (value: unknown) => value as Loose;

describe("environmentSettings", () => {
  it.each(["local", "dev", "stage", "prod"])("takes Pulumi.%s.yaml as it is committed", (name) => {
    const settings = environmentSettings(valuesOf(`Pulumi.${name}.yaml`), "");

    expect(Object.keys(settings.namespaces)).toEqual([
      "core",
      "predictive",
      "platform",
      "argocd",
      "sealed-secrets",
    ]);
  });

  it("freezes what it gives, all the way down", () => {
    const { namespaces } = environmentSettings(valuesOf("Pulumi.prod.yaml"), "");

    expect(Object.isFrozen(namespaces)).toBe(true);
    expect(Object.isFrozen(namespaces["core"]?.quota.limits)).toBe(true);
    expect(Object.isFrozen(namespaces["core"]?.allow[0])).toBe(true);
  });

  it("lists a wrong amount, a missing key and an unknown key of one file together", () => {
    const report = reportOf(({ namespaces, ...environment }, values) => {
      const { domain, ...rest } = environment;
      if (namespaces?.["core"]?.["quota"]?.["limits"]) {
        namespaces["core"]["quota"]["limits"]["cpu"] = put("8 cores");
      }
      values["environment"] = { ...rest, namespaces, domian: domain };
    });

    expect(report).toEqual([
      "Pulumi.stage.yaml: 3 faults",
      "  environment.domain                            missing; the host name under which ingress serves, for example stage.intelgraph.example",
      '  environment.namespaces.core.quota.limits.cpu  "8 cores" is not a Kubernetes quantity; write "8" or "8000m"',
      "  environment.domian                            unknown key; did you mean domain?",
    ]);
  });

  it("says what is missing when there are no settings, and what a mistyped key was to be", () => {
    const report = faultsOf(() =>
      environmentSettings({ enviroment: {}, runer: {} }, "Pulumi.dev.yaml"),
    );

    expect(report).toEqual([
      "Pulumi.dev.yaml: 3 faults",
      "  environment  missing; the settings of this environment: tier, domain, cluster, protect, podSecurityVersion, peers, admission, priorityClasses, namespaces, platform",
      "  enviroment   unknown key; did you mean environment?",
      "  runer        unknown key; did you mean runner?",
    ]);
  });

  it("refuses settings that are no mapping", () => {
    const report = reportOf((_, values) => (values["environment"] = "stage"));

    expect(report).toEqual([
      "Pulumi.stage.yaml: 1 fault",
      '  environment  "stage" is not a mapping; write the settings of this environment: tier, domain, cluster, protect, podSecurityVersion, peers, admission, priorityClasses, namespaces, platform',
    ]);
  });

  it("refuses words, versions and hosts it does not know", () => {
    const report = reportOf((environment) =>
      Object.assign(environment, {
        tier: "prodction",
        domain: "not a host",
        protect: "yes",
        podSecurityVersion: "latest",
      }),
    );

    expect(report).toEqual([
      "Pulumi.stage.yaml: 4 faults",
      '  environment.tier                "prodction" is not known; did you mean production?',
      '  environment.domain              "not a host" is not a DNS name; write for example stage.intelgraph.example',
      '  environment.protect             "yes" is not true or false; write for example true',
      '  environment.podSecurityVersion  "latest" is not a version of the pod security standards; write for example v1.35',
    ]);
  });

  it("wants the one cluster in full, and its file below the project", () => {
    const report = reportOf((environment) =>
      Object.assign(environment, { cluster: { kubeconfig: "~/.kube/config", contxt: "stage" } }),
    );

    expect(report).toEqual([
      "Pulumi.stage.yaml: 4 faults",
      '  environment.cluster.kubeconfig  "~/.kube/config" is not a path below the project root; write for example .local/kube/dev',
      "  environment.cluster.context     missing; the context in that file, for example intelgraph-dev",
      "  environment.cluster.identifier  missing; what the cluster is for good, since a change of it replaces everything, for example arn:aws:eks:eu-central-1:111122223333:cluster/intelgraph-dev",
      "  environment.cluster.contxt      unknown key; did you mean context?",
    ]);
  });

  it("refuses amounts that Kubernetes would take and nobody means", () => {
    const report = reportOf(({ namespaces }) =>
      Object.assign(namespaces?.["core"]?.["quota"] ?? {}, {
        requests: { cpu: "8Gi", memory: "512m" },
        limits: { cpu: "0.0005", memory: "32 GB" },
        pods: 1.5,
        volumes: -1,
        storage: 0,
      }),
    );

    expect(report).toEqual([
      "Pulumi.stage.yaml: 7 faults",
      '  environment.namespaces.core.quota.requests.cpu     "8Gi" is more cores than any cluster has; write for example "8" or "500m"',
      '  environment.namespaces.core.quota.requests.memory  "512m" is a fraction of a byte; write "512Mi"',
      '  environment.namespaces.core.quota.limits.cpu       "0.0005" is finer than a thousandth of a core; write "1m" or more',
      '  environment.namespaces.core.quota.limits.memory    "32 GB" is not a Kubernetes quantity; write "32Gi"',
      "  environment.namespaces.core.quota.pods             1.5 is not a whole number from 1 to 10000; write for example 40",
      "  environment.namespaces.core.quota.volumes          -1 is not a whole number from 0 to 10000; write for example 10",
      '  environment.namespaces.core.quota.storage          "0" is not above zero; write for example "512Mi"',
    ]);
  });

  it("holds what a container gets against what it may get, and that against the quota", () => {
    const report = reportOf(({ namespaces }) => {
      Object.assign(namespaces?.["core"]?.["containers"] ?? {}, {
        request: { cpu: "600m", memory: "128Mi" },
        max: { cpu: "4", memory: "256Gi" },
      });
      Object.assign(namespaces?.["platform"]?.["quota"]?.["requests"] ?? {}, { cpu: "24001m" });
    });

    expect(report).toEqual([
      "Pulumi.stage.yaml: 3 faults",
      '  environment.namespaces.core.containers.request.cpu  "600m" is more than containers.limit.cpu "500m"; lower it, or raise that',
      '  environment.namespaces.core.containers.max.memory   "256Gi" is more than quota.limits.memory "128Gi"; lower it, or raise that',
      '  environment.namespaces.platform.quota.requests.cpu  "24001m" is more than quota.limits.cpu "24"; lower it, or raise that',
    ]);
  });

  it("refuses names, owners and classes that no label can carry", () => {
    const report = reportOf(({ namespaces }) => {
      Object.assign(namespaces?.["core"] ?? {}, {
        owner: "Graph Team",
        costCentre: "",
        dataClass: "secret",
        podSecurity: "privileged",
      });
      Object.assign(namespaces ?? {}, { Core2: namespaces?.["platform"] });
    });

    expect(report).toEqual([
      "Pulumi.stage.yaml: 5 faults",
      '  environment.namespaces.core.owner        "Graph Team" is not a label value (lower case letters, digits, dashes, dots, at most 63); write for example graph-team',
      '  environment.namespaces.core.costCentre   "" is not a label value (lower case letters, digits, dashes, dots, at most 63); write for example cc-4100',
      '  environment.namespaces.core.dataClass    "secret" is not known; write one of public, internal, confidential, restricted',
      '  environment.namespaces.core.podSecurity  "privileged" is not known; write one of baseline, restricted',
      '  environment.namespaces.Core2             "Core2" is not a name (lower case letters, digits and dashes, at most 63); write for example core',
    ]);
  });

  it("refuses rules it does not know, half rules, and rules that open everything", () => {
    const report = reportOf(({ namespaces }) =>
      Object.assign(namespaces?.["platform"] ?? {}, {
        allow: [
          { rule: "from-telemetry-clients" },
          { rule: "dsn" },
          {},
          "dns",
          { rule: "dns" },
          { rule: "dns" },
          { rule: "from-ingress", ports: [0, "80"] },
          { rule: "to-address", name: "all", cidrs: ["0.0.0.0/0", "10.0.0.1"], ports: [443] },
          { rule: "to-telemetry", ports: [4317] },
        ],
      }),
    );

    expect(report).toEqual([
      "Pulumi.stage.yaml: 9 faults",
      '  environment.namespaces.platform.allow[1].rule      "dsn" is not a rule; did you mean dns?',
      "  environment.namespaces.platform.allow[2].rule      missing; what may pass: dns, within-namespace, to-telemetry, from-telemetry-clients, from-ingress, from-prometheus, from-namespace, to-namespace, to-address",
      '  environment.namespaces.platform.allow[3]           "dns" is not a mapping; write for example { rule: dns }',
      "  environment.namespaces.platform.allow[6].ports[0]  0 is not a whole number from 1 to 65535; write for example 8080",
      '  environment.namespaces.platform.allow[6].ports[1]  "80" is not a whole number from 1 to 65535; write for example 8080',
      '  environment.namespaces.platform.allow[7].cidrs[0]  "0.0.0.0/0" is not a network of /8 or narrower; write for example 10.0.0.1/32',
      '  environment.namespaces.platform.allow[7].cidrs[1]  "10.0.0.1" is not a network of /8 or narrower; write for example 10.0.0.1/32',
      "  environment.namespaces.platform.allow[8].ports     unknown key; remove it, or use one of rule",
      "  environment.namespaces.platform.allow[5]           says the same as allow[4]; join them",
    ]);
  });

  it("wants both doors between two namespaces open, on the same ports", () => {
    const report = reportOf(({ namespaces }) => {
      Object.assign(namespaces?.["core"] ?? {}, {
        allow: [
          { rule: "to-namespace", namespace: "predictive", ports: [8080, 9090] },
          { rule: "to-namespace", namespace: "predictiv", ports: [8080] },
          { rule: "to-namespace", namespace: "core", ports: [8080] },
          { rule: "to-telemetry" },
        ],
      });
      Object.assign(namespaces?.["platform"] ?? {}, { allow: [{ rule: "dns" }] });
      Object.assign(namespaces?.["predictive"] ?? {}, {
        allow: [{ rule: "from-namespace", namespace: "core", ports: [8080] }],
      });
    });

    expect(report).toEqual([
      "Pulumi.stage.yaml: 4 faults",
      "  environment.namespaces.core.allow[0]            predictive does not agree; add { rule: from-namespace, namespace: core, ports: [9090] } there",
      '  environment.namespaces.core.allow[1].namespace  "predictiv" is no namespace here; did you mean predictive?',
      "  environment.namespaces.core.allow[2]            names its own namespace; write { rule: within-namespace }",
      "  environment.namespaces.core.allow[3]            platform does not listen; add { rule: from-telemetry-clients } there",
    ]);
  });

  it("gives every rank to one class, and the default to one", () => {
    const report = reportOf(({ priorityClasses }) => {
      Object.assign(priorityClasses?.["1"] ?? {}, { value: 1_000_000 });
      Object.assign(priorityClasses?.["2"] ?? {}, {
        name: "intelgraph-critical",
        default: true,
        value: 2_000_000_000,
      });
    });

    expect(report).toEqual([
      "Pulumi.stage.yaml: 4 faults",
      "  environment.priorityClasses[2].value    2000000000 is not a whole number from -1000000000 to 1000000000; write for example 1000000",
      "  environment.priorityClasses[1].value    1000000 is taken by priorityClasses[0]; choose another",
      '  environment.priorityClasses[2].name     "intelgraph-critical" is taken by priorityClasses[0]; choose another',
      "  environment.priorityClasses[2].default  priorityClasses[1] is the default already; write false",
    ]);
  });

  it("refuses empty and absent parts", () => {
    const report = reportOf((environment) =>
      Object.assign(environment, { peers: null, priorityClasses: {}, namespaces: {} }),
    );

    expect(report).toEqual([
      "Pulumi.stage.yaml: 3 faults",
      "  environment.peers            missing; where rules that name a part lead to: ingress, telemetry, prometheus",
      "  environment.priorityClasses  {} is not a list; write for example []",
      "  environment.namespaces       empty; namespaces by name, for example core: { owner: ... }",
    ]);
  });

  it("refuses what only a preview has", () => {
    const report = reportOf((_, values) => (values["preview"] = { owner: "graph-team" }));

    expect(report).toEqual([
      "Pulumi.stage.yaml: 1 fault",
      "  preview  only pr-<number> stacks are previews; remove it",
    ]);
  });
});

describe("previewSettings", () => {
  it("takes Pulumi.pr.yaml as it is committed, and reads the expiry as a point in time", () => {
    const values = {
      ...valuesOf("Pulumi.pr.yaml"),
      preview: { owner: "graph-team", expires: "2026-12-01T19:00:00+01:00" },
    };

    expect(previewSettings(values, "").preview).toEqual({
      owner: "graph-team",
      expires: "2026-12-01T18:00:00.000Z",
    });
  });

  it("wants an owner and an expiry, and one namespace", () => {
    const values = valuesOf("Pulumi.pr.yaml") as Record<string, Loose>;
    Object.assign(values["environment"]?.["namespaces"] ?? {}, { core: {} });
    const report = faultsOf(() =>
      previewSettings({ ...values, preview: { expires: "tomorrow" } }, "Pulumi.pr.yaml"),
    );

    expect(report).toEqual([
      "Pulumi.pr.yaml: 3 faults",
      "  environment.namespaces.core  unknown key; remove it, or use one of preview",
      "  preview.owner                missing; the team that answers for it, for example graph-team",
      '  preview.expires              "tomorrow" is not a point in time with its zone; write for example "2026-12-01T18:00:00Z"',
    ]);
  });
});

describe("the committed settings", () => {
  it.each(["local", "dev", "stage", "prod", "pr"])("of %s carry no salt of one machine", (name) => {
    const text = readFileSync(new URL(`../../Pulumi.${name}.yaml`, import.meta.url), "utf8");

    // The plain engine writes one into the file it is run with; ops uses a derived file.
    expect(text).not.toContain("encryptionsalt");
  });
});
