import { type Count, countsOf, readCount } from "../../../policy-packs/lib/replicas.ts";

const object = (group: string, kind: string, spec: unknown, patch = false) => ({
  group,
  kind,
  patch,
  props: { spec },
});
const counts = (group: string, kind: string, spec: unknown, patch = false) => {
  const one = object(group, kind, spec, patch);
  return countsOf(one).map((count) => readCount(count, one));
};
const MOST: Count = { path: ["spec", "maxReplicas"] };

describe("countsOf", () => {
  it.each([
    ["apps", "DaemonSet"],
    ["", "Deployment"],
    ["example.com", "Deployment"],
  ])("knows no number of pods of %s/%s", (group, kind) => {
    expect(countsOf(object(group, kind, {}))).toEqual([]);
  });

  it.each([
    ["", "ReplicationController", { replicas: 2 }, [2]],
    ["apps", "StatefulSet", {}, [1]],
    ["apps", "Deployment", { replicas: 0 }, [0]],
    ["apps", "Deployment", { replicas: null }, [1]],
    ["batch", "Job", { parallelism: 5, completions: 9 }, [5]],
    ["batch", "CronJob", { jobTemplate: { spec: { parallelism: 4 } } }, [4]],
    ["autoscaling", "HorizontalPodAutoscaler", { maxReplicas: 7 }, [1, 7]],
    ["monitoring.coreos.com", "Alertmanager", { replicas: 3, shards: 4 }, [3]],
    ["monitoring.coreos.com", "Prometheus", { replicas: 3, shards: 4 }, [12]],
    ["monitoring.coreos.com", "Prometheus", { replicas: 3, shards: 0 }, [3]],
    ["monitoring.coreos.com", "PrometheusAgent", { shards: 4 }, [4]],
    ["opentelemetry.io", "OpenTelemetryCollector", { replicas: 2 }, [2, 0, 0, 0, 0, 0]],
  ])("reads %s/%s with %j", (group, kind, spec, expected) => {
    expect(counts(group, kind, spec)).toEqual(expected);
  });

  it("takes nothing from a patch that sets no number", () => {
    expect(counts("autoscaling", "HorizontalPodAutoscaler", {}, true)).toEqual([1, 0]);
  });
});

describe("readCount", () => {
  it("demands a number that Kubernetes does not make up", () => {
    const one = object("autoscaling", "HorizontalPodAutoscaler", {});

    expect(() => readCount(MOST, one)).toThrow("spec.maxReplicas is not there yet");
  });

  it.each(["3", -1, 1.5, true, [3], {}, Number.NaN])("takes %j for no number", (value) => {
    const one = object("autoscaling", "HorizontalPodAutoscaler", { maxReplicas: value });

    expect(() => readCount(MOST, one)).toThrow(
      `spec.maxReplicas is ${JSON.stringify(value)}, no whole number`,
    );
  });

  it("names the shards when they are no number", () => {
    const one = object("monitoring.coreos.com", "Prometheus", { shards: "2" });
    const [count = MOST] = countsOf(one);

    expect(() => readCount(count, one)).toThrow('spec.shards is "2", no whole number');
  });
});
