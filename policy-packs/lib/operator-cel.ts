import type { Matched } from "./admission.ts";
import { type OperatorContainer, type OperatorKind, operatorKinds } from "./operator-kinds.ts";

/** Plural names of the kinds, as the API has them. */
const PLURALS: Readonly<Record<string, string>> = {
  Alertmanager: "alertmanagers",
  OpenTelemetryCollector: "opentelemetrycollectors",
  Prometheus: "prometheuses",
  PrometheusAgent: "prometheusagents",
  TargetAllocator: "targetallocators",
  ThanosRuler: "thanosrulers",
};

/** Names of the kinds whose pods an operator makes in sight. */
export const operatorKindNames = Object.values(operatorKinds).flatMap((kinds) =>
  Object.keys(kinds),
);

/** The same kinds as resources of the API. */
export const operatorResources: readonly Matched[] = Object.entries(operatorKinds).map(
  ([group, kinds]) => ({
    group,
    resources: Object.keys(kinds).map((kind) => PLURALS[kind] ?? kind),
  }),
);

const RESOURCES = ["cpu", "memory", "ephemeral-storage"];
/** Fields that are put together from the own container and what the operator writes, key by key. */
const MERGED: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  resources: { requests: RESOURCES, limits: RESOURCES },
  securityContext: {
    "": [
      ...["allowPrivilegeEscalation", "appArmorProfile", "privileged", "procMount"],
      ...["readOnlyRootFilesystem", "runAsGroup", "runAsNonRoot", "runAsUser", "seLinuxOptions"],
      ...["seccompProfile", "windowsOptions"],
    ],
    capabilities: ["add", "drop"],
  },
};
const WHOLE = [
  ...["image", "command", "args", "env", "envFrom", "ports", "volumeMounts", "lifecycle"],
  ...["livenessProbe", "readinessProbe", "startupProbe", "restartPolicy", "imagePullPolicy"],
];

/**
 * The pod that an operator makes from `object`, in CEL: the same as `operatorPod` makes of it, read from the same table.
 * What the operator chooses is not there, so that a rule that demands it refuses.
 */
export const operatorPodCel = (): string =>
  Object.values(operatorKinds)
    .flatMap((kinds) => Object.entries(kinds))
    .map(([name, kind]) => `object.kind == '${name}' ? ${podOf(kind)} : `)
    .join("");

function podOf(kind: OperatorKind): string {
  const fields = Object.entries(kind.pod).map(([field, source]) => {
    if (field === "serviceAccountName" && kind.account !== undefined) {
      const [before = "", after = ""] = kind.account.split("*");
      const made = `dyn('${before}' + object.metadata.name + '${after}')`;
      return `'serviceAccountName': object.spec.?${source}.orValue(${made})`;
    }
    return `?'${field}': object.spec.?${source}`;
  });
  const lists = [
    `'containers': dyn(${listOf(kind, "containers")})`,
    `'initContainers': dyn(${listOf(kind, "initContainers")})`,
    `'volumes': dyn(${volumesOf(kind)})`,
  ];
  return `dyn({${[...fields, ...lists].join(", ")}})`;
}

const own = (kind: OperatorKind, list: OperatorContainer["list"]) =>
  `object.spec.?${kind.own[list]}.orValue([])`;

function listOf(kind: OperatorKind, list: OperatorContainer["list"]): string {
  const parts = kind.containers.filter((part) => part.list === list);
  const names = kind.merges ? parts.map(({ name }) => `'${name}'`) : [];
  const others = `${own(kind, list)}.filter(c, !(c.?name.orValue('') in [${names.join(", ")}]))`;
  return [...parts.map((part) => containerOf(part, kind)), others].join(" + ");
}

/** A list with the container, or an empty one where it is not there; `o` is the own container of its name. */
function containerOf(part: OperatorContainer, kind: OperatorKind): string {
  const found = kind.merges
    ? `${own(kind, part.list)}.filter(c, c.?name.orValue('') == '${part.name}')[?0]`
    : "optional.none()";
  const fields = [
    `'name': dyn('${part.name}')`,
    ...WHOLE.map((field) => `?'${field}': ${first(part, [field])}`),
    ...Object.entries(MERGED).map(([field, groups]) => {
      const inner = Object.entries(groups).flatMap(([group, keys]) => {
        if (group === "") return keys.map((key) => `?'${key}': ${first(part, [field, key])}`);
        const under = keys.map((key) => `?'${key}': ${first(part, [field, group, key])}`);
        return [`'${group}': dyn({${under.join(", ")}})`];
      });
      return `'${field}': dyn({${inner.join(", ")}})`;
    }),
  ];
  const list = `[${found}].map(o, dyn({${fields.join(", ")}}))`;
  if (part.when === undefined) return list;
  const there = `object.spec${part.when.map((key) => `.?${key}`).join("")}`;
  return `(${there}.hasValue() && ${there}.value() != dyn(false) ? ${list} : [])`;
}

/** The first of: own container, what the resource says, what the operator sets. */
function first(part: OperatorContainer, path: readonly string[]): string {
  const [field = ""] = path;
  const steps = path.map((key) => (/^\w+$/.test(key) ? `.?${key}` : `[?'${key}']`)).join("");
  const from = (part.from ?? []).map((key) => `.?${key}`).join("");
  const said = part.from !== undefined && part.says.includes(field);
  const set = path.reduce<unknown>((at, key) => at?.[key as keyof typeof at], part.sets);
  return [
    `o${steps}`,
    ...(said ? [`object.spec${from}${steps}`] : []),
    ...(set === undefined ? [] : [`optional.of(dyn(${celOf(set)}))`]),
  ].reduce((one, next) => `${one}.or(${next})`);
}

function volumesOf({ storage, logs }: OperatorKind): string {
  const bare = "dyn({'name': dyn('storage'), 'emptyDir': dyn({})})";
  const kept = (key: string, other: string) =>
    `object.spec.?storage.?${key}.hasValue() ? [dyn({'name': dyn('storage'), '${key}': object.spec.storage.${key}})] : ${other}`;
  const stored = `(object.spec.?storage.hasValue() ? (${kept("emptyDir", kept("ephemeral", "[]"))}) : [${bare}])`;
  const logged = logs.map(
    (key) =>
      `(object.spec.?${key}.orValue('').matches('^(\\\\./)*[^/]+$') ? [dyn({'name': dyn('${key}'), 'emptyDir': dyn({})})] : [])`,
  );
  return [...(storage ? [stored] : []), ...logged, "object.spec.?volumes.orValue([])"].join(" + ");
}

/** A value of JSON as a CEL literal; values of any type go together in one list or map only as `dyn`. */
function celOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => `dyn(${celOf(item)})`).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `'${key}': dyn(${celOf(item)})`);
  return `{${entries.join(", ")}}`;
}
