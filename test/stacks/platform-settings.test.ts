import { environmentSettings } from "../../stacks/config.ts";
import { valuesOf } from "../support/settings.ts";

/** A mapping in which a test may change anything. */
interface Loose {
  [key: string]: Loose;
}

/** The report that broken settings of the controllers of stage get, without the path that all lines begin with. */
function reportOf(spoil: (platform: Loose) => void): string[] {
  const values = valuesOf("Pulumi.stage.yaml");
  spoil((values["environment"] as Loose)["platform"] ?? {});
  try {
    environmentSettings(values, "Pulumi.stage.yaml");
  } catch (error) {
    const [title = "", ...lines] = (error as Error).message.split("\n");
    return [
      title,
      ...lines.map((line) => line.replace(/^ {2}environment\.platform\.(\S+) +/, "$1: ")),
    ];
  }
  return [];
}

/** Puts anything where it may not belong. */
const put = (at: Loose | undefined, values: object) => Object.assign(at ?? {}, values);

describe("settings of the controllers", () => {
  it("lists keys that are missing, mistyped or half right together, each with what was meant", () => {
    const report = reportOf((platform) => {
      const { grafana, nodes, ...rest } = platform;
      const { availability, ...argoCd } = rest["argoCd"] ?? {};
      for (const key of ["grafana", "nodes"]) Reflect.deleteProperty(platform, key);
      put(platform, { grafanna: grafana, images: "record", retainKinds: "yes" });
      put(platform, { argoCd: { ...argoCd, availabilty: availability } });
      expect(nodes).toBeDefined();
    });

    expect(report).toEqual([
      "Pulumi.stage.yaml: 7 faults",
      'retainKinds: "yes" is not true or false; write for example true',
      'images: "record" is not known; did you mean recorded?',
      "nodes: missing; networks, for example [10.0.0.1/32]",
      "argoCd.availability: missing; how many there are of each part: { mode: single }, { mode: ha }",
      "argoCd.availabilty: unknown key; did you mean availability?",
      "grafana: missing; Grafana: exposure, size, sso",
      "grafanna: unknown key; did you mean grafana?",
    ]);
  });

  it("says which forms there are of what has several", () => {
    const report = reportOf(({ argoCd, applications, analyses }) => {
      put(argoCd, {
        availability: { mode: "double" },
        exposure: "ingress",
        sso: {},
        notifications: { kind: "webhok" },
      });
      put(applications, [{}]);
      put(analyses?.["0"], { measures: [{ kind: "errors" }] });
    });

    expect(report.filter((line) => !line.startsWith("applications[0]"))).toEqual([
      expect.stringMatching(/^Pulumi\.stage\.yaml: \d+ faults$/),
      'argoCd.availability.mode: "double" is not known; write one of single, ha',
      'argoCd.exposure: "ingress" is not a mapping; write how people reach it: { kind: none }, { kind: ingress }',
      "argoCd.sso.kind: missing; who says who somebody is: none, oidc",
      'argoCd.notifications.kind: "webhok" is not known; did you mean webhook?',
      'analyses[0].measures[0].kind: "errors" is not known; write one of success-rate, latency',
    ]);
    expect(report).toContain(
      "applications[0].source: missing; where it comes from: { kind: git }, { kind: chart }",
    );
  });

  it("refuses amounts, times, shares and addresses that no controller takes", () => {
    const report = reportOf((platform) => {
      put(platform["apiServer"], { cidrs: ["0.0.0.0/0"], ports: [70_000] });
      put(platform["sealedSecrets"], { keyRenewPeriod: "monthly" });
      put(platform["argoCd"]?.["sso"], { issuer: "http://id.intelgraph.example" });
      put(platform["analyses"]?.["0"], {
        measures: [
          { kind: "success-rate", goodFrom: 99 },
          { kind: "latency", quantile: 1, goodUpTo: 0 },
        ],
      });
      put(platform["prometheus"], { replicas: 0, retentionSize: "80G" });
      put(platform["prometheus"]?.["size"]?.["limits"], { cpu: "1 core", memory: "2Gb" });
      put(platform["collector"]?.["sampling"], { percent: "20%", slowMs: 0 });
    });

    expect(report).toEqual([
      "Pulumi.stage.yaml: 13 faults",
      'apiServer.cidrs[0]: "0.0.0.0/0" is not a network of /8 or narrower; write for example 10.0.0.1/32',
      "apiServer.ports[0]: 70000 is not a whole number from 1 to 65535; write for example 443",
      'sealedSecrets.keyRenewPeriod: "monthly" is not a duration; write for example 720h',
      'argoCd.sso.issuer: "http://id.intelgraph.example" is not an https:// address; write for example https://id.intelgraph.example',
      "analyses[0].measures[0].goodFrom: 99 is not a number from 0 to 1; write for example 0.99",
      "analyses[0].measures[1].quantile: 1 is not a number above 0 and below 1; write for example 0.95",
      "analyses[0].measures[1].goodUpTo: 0 is not a number above 0 and below 3600; write for example 0.5",
      "prometheus.replicas: 0 is not a whole number from 1 to 20; write for example 2",
      'prometheus.retentionSize: "80G" is not a size as Prometheus writes it; write for example 16GiB',
      'prometheus.size.limits.cpu: "1 core" is not a Kubernetes quantity; write "1" or "1000m"',
      'prometheus.size.limits.memory: "2Gb" is not a Kubernetes quantity; write "2Gi"',
      'collector.sampling.percent: "20%" is not a number from 0 to 100; write for example 20',
      "collector.sampling.slowMs: 0 is not a whole number from 1 to 600000; write for example 1000",
    ]);
  });

  it("refuses a check that may take longer than the time until the next, as the operator would", () => {
    const every = (everySeconds: number) => ({
      ...{ name: "home", url: "https://intelgraph.example", module: "https-2xx", everySeconds },
      to: { cidrs: ["198.51.100.0/24"], ports: [443] },
    });
    const report = reportOf((platform) => {
      put(platform, { probes: [every(14), every(15)] });
    });

    expect(report).toEqual([
      "Pulumi.stage.yaml: 1 fault",
      "probes[0].everySeconds: 14 is not a whole number from 15 to 3600; write for example 60",
    ]);
  });

  it("wants each place that is told or asked in one of two forms, and lists that hold something", () => {
    const report = reportOf((platform) => {
      put(platform["alerting"]?.["receivers"]?.["critical"], { to: { namespace: "platform" } });
      put(platform["analyses"]?.["0"], { measures: [] });
      put(platform["projects"]?.["0"], { namespaces: ["Core"], sources: [""] });
      put(platform["argoCd"]?.["access"], { admins: "platform-team" });
      put(platform, { watched: {} });
    });

    expect(report).toEqual([
      "Pulumi.stage.yaml: 6 faults",
      'argoCd.access.admins: "platform-team" is not a list; write for example [graph-team]',
      'projects[0].sources[0]: "" is not text; write for example https://git.example/graph/*',
      'projects[0].namespaces[0]: "Core" is not a name (lower case letters, digits and dashes, at most 63); write for example core',
      "analyses[0].measures: [] is not a list of one or more; write for example [{ kind: success-rate, goodFrom: 0.99 }]",
      "watched: empty; ports with metrics, by namespace, for example core: [9090]",
      "alerting.receivers.critical.to: is neither { cidrs, ports } nor { namespace, pods, ports }",
    ]);
  });

  it("may be left out whole, and are not nested", () => {
    const values = valuesOf("Pulumi.stage.yaml");
    const { platform, ...bare } = values["environment"] as Record<string, unknown>;

    expect(platform).toBeDefined();
    expect(environmentSettings({ ...values, environment: bare }, "").platform).toBeUndefined();
    expect(reportOf((settings) => put(settings, { platform: {} }))).toEqual([
      "Pulumi.stage.yaml: 1 fault",
      expect.stringMatching(/^platform: unknown key; /),
    ]);
  });
});
