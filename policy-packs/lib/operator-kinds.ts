import type { Props } from "./values.ts";

/** A container that an operator writes into the pods of a custom resource. */
export interface OperatorContainer {
  readonly list: "containers" | "initContainers";
  readonly name: string;
  /** Where under spec the resource says what this container is; undefined: nowhere. */
  readonly from?: readonly string[];
  /** Fields that are taken over from there as they are. */
  readonly says: readonly string[];
  /** It is there only when this is set under spec (and not false). */
  readonly when?: readonly string[];
  /** What the operator sets whatever the resource says, read from its source. */
  readonly sets: Props;
  /** What it chooses by its own flags when the resource does not say. */
  readonly chooses: readonly string[];
}

/** How an operator makes pods of one kind of custom resource. */
export interface OperatorKind {
  readonly containers: readonly OperatorContainer[];
  /** Lists under spec with containers of the user, by the list of the pod they end in. */
  readonly own: { readonly containers: string; readonly initContainers: string };
  /** Whether own containers are merged by name into those of the operator. */
  readonly merges: boolean;
  /** Fields of the pod by the field under spec they are taken over from. */
  readonly pod: Readonly<Record<string, string>>;
  /** Whether `spec.storage` says where data is kept; an emptyDir without a size unless it is set. */
  readonly storage: boolean;
  /** Fields that name a log file: one without a folder is kept in an emptyDir without a size. */
  readonly logs: readonly string[];
  /** Kept when the resource names no service account: what the operator calls the one that it makes. */
  readonly account?: string;
  /** Labels of the pods; `*` stands for the name of the resource, `%` for `namespace.name`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Labels of the pods whose values the operator chooses. */
  readonly choosesLabels: readonly string[];
}

const same = (...fields: readonly string[]): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [field, field]));

/** Same for all containers that prometheus-operator writes (pkg/operator/config_reloader.go, pkg/{prometheus,alertmanager,thanos}/**\/statefulset.go). */
const HARDENED = {
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  },
};

const get = (path: string, port: string) => ({ httpGet: { path, port } });

/** BuildProbes in pkg/prometheus/promcfg.go. */
const PROMETHEUS_PROBES = {
  startupProbe: {
    ...get("/-/ready", "web"),
    timeoutSeconds: 3,
    periodSeconds: 15,
    failureThreshold: 60,
  },
  readinessProbe: {
    ...get("/-/ready", "web"),
    timeoutSeconds: 3,
    periodSeconds: 5,
    failureThreshold: 3,
  },
  livenessProbe: {
    ...get("/-/healthy", "web"),
    timeoutSeconds: 3,
    periodSeconds: 5,
    failureThreshold: 6,
  },
};

const PROBES = ["livenessProbe", "readinessProbe", "startupProbe"];

/** Image and resources of the reloader come from flags of the operator; the resource can only override them by name. */
const reloader = (name: string, list: OperatorContainer["list"]): OperatorContainer => ({
  list,
  name,
  says: [],
  sets: HARDENED,
  chooses: list === "containers" ? ["image", "resources", ...PROBES] : ["image", "resources"],
});

const main = (name: string, sets: Props, chooses: readonly string[] = []): OperatorContainer => ({
  list: "containers",
  name,
  from: [],
  says: ["image", "resources", "imagePullPolicy", "volumeMounts"],
  sets: { ...HARDENED, ...sets },
  chooses: ["image", ...chooses],
});

const RELOADERS = [
  reloader("config-reloader", "containers"),
  reloader("init-config-reloader", "initContainers"),
];

const monitoring = {
  own: { containers: "containers", initContainers: "initContainers" },
  merges: true,
  storage: true,
  logs: [],
  choosesLabels: ["app.kubernetes.io/version"],
  pod: same(
    ...["securityContext", "serviceAccountName", "hostUsers", "hostAliases", "nodeSelector"],
    ...["tolerations", "affinity", "topologySpreadConstraints", "priorityClassName"],
    ...["terminationGracePeriodSeconds", "dnsPolicy", "dnsConfig", "imagePullSecrets"],
    "enableServiceLinks",
  ),
};

const managed = (app: string, ...named: readonly string[]): Record<string, string> => ({
  "app.kubernetes.io/managed-by": "prometheus-operator",
  "app.kubernetes.io/name": app,
  "app.kubernetes.io/instance": "*",
  ...Object.fromEntries(named.map((label) => [label, "*"])),
});

const prometheus = {
  ...monitoring,
  pod: { ...monitoring.pod, ...same("automountServiceAccountToken", "hostNetwork") },
  choosesLabels: [...monitoring.choosesLabels, "operator.prometheus.io/shard"],
};

const collector = {
  own: { containers: "additionalContainers", initContainers: "initContainers" },
  merges: false,
  storage: false,
  logs: [],
  choosesLabels: ["app.kubernetes.io/version"],
  pod: {
    securityContext: "podSecurityContext",
    serviceAccountName: "serviceAccount",
    dnsConfig: "podDnsConfig",
    ...same("hostNetwork", "shareProcessNamespace", "nodeSelector", "tolerations", "affinity"),
    ...same("topologySpreadConstraints", "priorityClassName", "terminationGracePeriodSeconds"),
    ...same("dnsPolicy"),
  },
};

/** What the spec says of the main container; probes follow from extensions in the configuration. */
const SAYS = [
  ...["image", "resources", "securityContext", "env", "envFrom", "ports", "volumeMounts"],
  ...["lifecycle", "imagePullPolicy"],
];

const telemetry = (part: string, ...named: readonly string[]) => ({
  "app.kubernetes.io/managed-by": "opentelemetry-operator",
  "app.kubernetes.io/part-of": "opentelemetry",
  "app.kubernetes.io/component": part,
  "app.kubernetes.io/instance": "%",
  ...Object.fromEntries(named.map((name) => ["app.kubernetes.io/name", name])),
});

const allocator = { list: "containers", name: "ta-container", sets: {} } as const;

/**
 * Custom resources whose pods an operator writes, as prometheus-operator v0.85.0 and opentelemetry-operator v0.137.0 do
 * (pkg/{prometheus/server,prometheus/agent,alertmanager,thanos}/statefulset.go; internal/manifests/{collector,
 * targetallocator}/{container,deployment,volume}.go and manifestutils/labels.go).
 *
 * Left out, because no resource can say anything about it and each is bound to a container that is judged: volumes with
 * generated configuration (a tmpfs and secrets), the environment and the arguments that the operator makes.
 */
export const operatorKinds: Readonly<Record<string, Readonly<Record<string, OperatorKind>>>> = {
  "monitoring.coreos.com": {
    Alertmanager: {
      ...monitoring,
      pod: { ...monitoring.pod, ...same("automountServiceAccountToken") },
      // It has probes unless it listens on loopback only, so these are not taken for granted.
      containers: [main("alertmanager", {}, ["livenessProbe", "readinessProbe"]), ...RELOADERS],
      labels: managed("alertmanager", "alertmanager"),
    },
    Prometheus: {
      ...prometheus,
      logs: ["queryLogFile", "scrapeFailureLogFile"],
      containers: [
        main("prometheus", PROMETHEUS_PROBES),
        ...RELOADERS,
        {
          list: "containers",
          name: "thanos-sidecar",
          from: ["thanos"],
          when: ["thanos"],
          says: ["image", "resources", "volumeMounts"],
          sets: HARDENED,
          chooses: ["image"],
        },
      ],
      labels: managed("prometheus", "operator.prometheus.io/name", "prometheus"),
    },
    PrometheusAgent: {
      ...prometheus,
      logs: ["scrapeFailureLogFile"],
      containers: [main("prometheus", PROMETHEUS_PROBES), ...RELOADERS],
      labels: managed("prometheus-agent", "operator.prometheus.io/name"),
    },
    ThanosRuler: {
      ...monitoring,
      choosesLabels: [],
      containers: [main("thanos-ruler", {}), reloader("config-reloader", "containers")],
      labels: managed("thanos-ruler", "thanos-ruler"),
    },
  },
  "opentelemetry.io": {
    OpenTelemetryCollector: {
      ...collector,
      account: "*-collector",
      containers: [
        {
          list: "containers",
          name: "otc-container",
          from: [],
          says: SAYS,
          sets: {},
          chooses: ["image", ...PROBES],
        },
        {
          ...allocator,
          from: ["targetAllocator"],
          when: ["targetAllocator", "enabled"],
          says: ["image", "resources", "securityContext", "env"],
          chooses: ["image", ...PROBES],
        },
      ],
      labels: telemetry("opentelemetry-collector", "*-collector"),
    },
    TargetAllocator: {
      ...collector,
      account: "*-targetallocator",
      containers: [{ ...allocator, from: [], says: SAYS, chooses: ["image", ...PROBES] }],
      labels: telemetry("opentelemetry-targetallocator", "*-targetallocator"),
    },
  },
};
