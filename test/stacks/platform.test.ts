import { RunError } from "@pulumi/pulumi";
import { nameOf } from "../../lib/artifacts/images.ts";
import type { LockedImage } from "../../lib/artifacts/images-schema.ts";
import { type EnvironmentSettings, environmentSettings } from "../../stacks/config.ts";
import { outputsSchema } from "../../stacks/outputs.ts";
import { platformInputs } from "../../stacks/platform-inputs.ts";
import { record, type Recorded, type Registration } from "../support/record.ts";
import { environmentProgram, valuesOf } from "../support/settings.ts";
import { isOfShell } from "../support/shell.ts";

// Loading the SDK takes seconds on a busy machine.
jest.setTimeout(60_000);

type Platform = NonNullable<EnvironmentSettings["platform"]>;

const settingsOf = (name: string) => environmentSettings(valuesOf(`Pulumi.${name}.yaml`), "");

/** The settings of local with something else about its controllers. */
function localWith(change: (platform: Platform) => Partial<Platform>): EnvironmentSettings {
  const settings = settingsOf("local");
  if (settings.platform === undefined) throw new Error("local has no controllers");
  return { ...settings, platform: { ...settings.platform, ...change(settings.platform) } };
}

/** What is read here of the spec of something that makes pods. */
interface PodMakerSpec {
  readonly template?: Labelled;
  readonly podMetadata?: Labelled["metadata"];
}
interface Labelled {
  readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
}

const PARTS = {
  shell: isOfShell,
  opener: ({ name }: Registration) => /^sealed-secrets-controller/.test(name),
  secrets: ({ name }: Registration) => /^sealed-(argocd|platform)-/.test(name),
  observability: ({ name }: Registration) => /^observability/.test(name),
  monitoring: ({ name }: Registration) => /^sealing-monitoring/.test(name),
  delivery: ({ name }: Registration) => /^delivery/.test(name),
} as const;

describe("the controllers of an environment", () => {
  const registered: Registration[] = [];
  let resources: readonly Recorded[] = [];
  let outputs: Record<string, unknown> = {};

  beforeAll(async () => {
    const program = environmentProgram("local", settingsOf("local"));
    ({ resources, outputs } = await record(program, "local", (one) => registered.push(one)));
  });

  const within = (part: keyof typeof PARTS) =>
    registered.filter((one) => one.type.startsWith("kubernetes:") && PARTS[part](one));

  /** All that the engine makes before a resource and takes away after it: what it waits for, and what it is within. */
  const before = (name: string, known = new Set<string>()): ReadonlySet<string> => {
    for (const { parent, dependsOn } of registered.filter((one) => one.name === name))
      for (const other of [...dependsOn, ...(parent === undefined ? [] : [parent])])
        if (!known.has(other)) before(other, known.add(other));
    return known;
  };

  it("belong to one of the parts, each of which makes something", () => {
    const others = registered.filter((one) => !Object.values(PARTS).some((isOf) => isOf(one)));

    expect(others).toEqual([]);
    for (const part of Object.keys(PARTS) as (keyof typeof PARTS)[])
      expect([part, within(part).length > 0]).toEqual([part, true]);
  });

  it.each([
    ["opener", "shell"],
    ["secrets", "opener"],
    ["observability", "secrets"],
    ["delivery", "secrets"],
    ["monitoring", "observability"],
  ] as const)("%s comes after all of %s, and goes before it", (later, earlier) => {
    const needed = within(earlier).map(({ name }) => name);

    for (const { name } of within(later)) {
      const there = before(name);
      expect([name, needed.filter((one) => !there.has(one))]).toEqual([name, []]);
    }
    const places = (part: keyof typeof PARTS) => within(part).map((one) => registered.indexOf(one));
    expect(Math.min(...places(later))).toBeGreaterThan(Math.max(...places(earlier)));
  });

  it("say in the outputs where they are, and no secret", () => {
    const { platform } = outputsSchema.parse(outputs);

    expect(platform).toMatchObject({
      argoCd: {
        namespace: "argocd",
        server: "http://argocd-server.argocd.svc:80",
        url: "",
        projects: ["workloads"],
        applications: [],
      },
      argoRollouts: { namespace: "platform", analyses: ["core/service-level"] },
      sealing: {
        namespace: "sealed-secrets",
        controller: "sealed-secrets-controller",
        fingerprint: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string,
        secrets: ["argocd/argocd-secret", "platform/alert-receivers", "platform/grafana-admin"],
      },
      observability: {
        namespace: "platform",
        endpoints: {
          prometheus: "http://prometheus.platform.svc:9090",
          otlpGrpc: "opentelemetry-collector.platform.svc:4317",
        },
      },
    });
    expect(platform?.observability.dashboards.length).toBeGreaterThan(3);
    expect(JSON.stringify(outputs)).not.toMatch(/PRIVATE KEY|\[secret\]/);
  });

  it("take telemetry from whoever may send it, at every collector, and are scraped by the one that may", () => {
    const { peers } = settingsOf("local");
    const meant = (labels: Readonly<Record<string, string>>) =>
      resources
        .filter(({ inputs }) => {
          const { template, podMetadata } = (inputs["spec"] ?? {}) as PodMakerSpec;
          const carried = (template?.metadata ?? podMetadata)?.labels;
          return Object.entries(labels).every(([key, value]) => carried?.[key] === value);
        })
        .map(({ type }) => type.split(":").at(-1));

    expect(meant(peers.telemetry.pods)).toEqual(["DaemonSet", "Deployment"]);
    expect(meant(peers.prometheus.pods)).toEqual(["Prometheus"]);
  });

  it("are none, nor in the outputs, where the settings ask for none", async () => {
    const { platform, ...bare } = settingsOf("local");

    const recording = await record(environmentProgram("local", bare), "local");

    expect(platform).toBeDefined();
    expect(recording.resources.filter((one) => !isOfShell(one))).toEqual([]);
    expect(outputsSchema.parse(recording.outputs).platform).toBeUndefined();
  });

  it("are refused when they need a secret that nobody declares, all of them at once", async () => {
    const oidc = settingsOf("stage").platform?.argoCd;
    const settings = localWith(({ argoCd }) => ({
      argoCd: {
        ...argoCd,
        ...(oidc && { sso: oidc.sso, notifications: oidc.notifications, exposure: oidc.exposure }),
      },
    }));

    await expect(record(environmentProgram("local", settings), "local")).rejects.toThrow(
      /^secrets\/declared\.yaml: the settings need what is not declared: argocd\/argocd-oidc: client-secret; argocd\/argocd-notifications-secret: delivery-events-token; declare it, then ops secrets seal$/,
    );
  });

  it("are refused for a Secret or a key of another name in what watches", async () => {
    const settings = localWith(({ alerting }) => ({
      alerting: {
        ...alerting,
        receivers: {
          critical: {
            ...alerting.receivers.critical,
            url: { name: "alert-receiver", key: "critical-url" },
          },
          warning: {
            ...alerting.receivers.warning,
            url: { name: "alert-receivers", key: "warnings-url" },
          },
        },
      },
    }));
    const program = environmentProgram("local", settings);

    await expect(record(program, "local")).rejects.toThrow(
      /^secrets\/declared\.yaml: the settings need what is not declared: platform\/alert-receiver: critical-url; platform\/alert-receivers: warnings-url; declare it, then ops secrets seal$/,
    );
  });
});

describe("what the controllers are made of", () => {
  const now = new Date("2026-12-01");

  it("is nothing where the settings ask for none", () => {
    const { platform, ...bare } = settingsOf("prod");

    expect(platform).toBeDefined();
    expect(platformInputs("prod", bare, now)).toBeUndefined();
  });

  const digest = `sha256:${"1".repeat(64)}`;
  const resolved: LockedImage = {
    image: "quay.io/three",
    tag: "v3",
    state: "resolved",
    digest,
    sources: ["quay.io"],
    resolved: "2026-11-30",
  };
  const lockOf = (...images: readonly LockedImage[]) =>
    new Map(images.map((image) => [nameOf(image), image]));
  const images = lockOf(
    { image: "quay.io/one", tag: "v1", state: "recorded", digest, sources: ["a record"] },
    { image: "quay.io/two", tag: "v2", state: "empty", note: "nothing" },
    resolved,
  );

  it.each(["stage", "prod"] as const)(
    "is refused in %s while no registry has confirmed the digests of all images, each named",
    (name) => {
      const next = "run ops artifacts resolve where the registries can be reached";

      expect(() => platformInputs(name, settingsOf(name), now, () => images)).toThrow(
        new RunError(
          [
            `artifacts/images.lock.json: the digest of quay.io/one:v1 is recorded, and no registry has confirmed it; ${next}`,
            `artifacts/images.lock.json: the digest of quay.io/two:v2 is not known; ${next}`,
          ].join("\n"),
        ),
      );
    },
  );

  it.each(["local", "dev"] as const)("is not refused in %s, where a record is enough", (name) => {
    expect(() => platformInputs(name, settingsOf(name), now, () => images)).not.toThrow(
      /images\.lock/,
    );
  });

  it("is not refused in prod once all are confirmed", () => {
    const lock = () => lockOf(resolved);

    expect(() => platformInputs("prod", settingsOf("prod"), now, lock)).not.toThrow(/images\.lock/);
  });
});
