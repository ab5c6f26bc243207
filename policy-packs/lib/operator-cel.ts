import { celText, celTexts, type Matched } from "./admission.ts";
import { type OperatorContainer, type OperatorKind, operatorKinds } from "./operator-kinds.ts";

/** What expressions find under `variables`. */
export interface Variable {
  readonly name: string;
  readonly expression: string;
}

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

const WHOLE = [
  ...["image", "command", "args", "env", "envFrom", "ports", "volumeMounts", "lifecycle"],
  ...["livenessProbe", "readinessProbe", "startupProbe", "restartPolicy", "imagePullPolicy"],
];
const RESOURCES = ["cpu", "memory", "ephemeral-storage"];
const CONTEXT = [
  ...["allowPrivilegeEscalation", "appArmorProfile", "privileged", "procMount"],
  ...["readOnlyRootFilesystem", "runAsGroup", "runAsNonRoot", "runAsUser", "seLinuxOptions"],
  ...["seccompProfile", "windowsOptions", "capabilities"],
];

const kinds: readonly (readonly [name: string, kind: OperatorKind])[] = Object.values(
  operatorKinds,
).flatMap((group) => Object.entries(group));

/** One value per kind, those that share it together, and another one for every other kind. */
function perKind(of: (kind: OperatorKind) => string, other: string): string {
  const groups = [...Map.groupBy(kinds, ([, kind]) => of(kind))];
  const cases = groups
    .filter(([value]) => value !== other)
    .map(([value, some]) => `object.kind in ${celTexts(some.map(([name]) => name))} ? ${value}`);
  return `(${[...cases, other].join(" : ")})`;
}

const setsOf = ({ sets }: OperatorContainer): string => JSON.stringify(sets);
const distinctSets = [...new Set(kinds.flatMap(([, { containers }]) => containers).map(setsOf))];

/** A container of the operator: its name, what its own container is looked for in, what the resource says, what is set. */
function partOf(part: OperatorContainer, { merges, own }: OperatorKind): string {
  const from = (part.from ?? []).map((key) => `.?${key}`).join("");
  const said =
    part.from === undefined ? "{}" : from === "" ? "object.spec" : `object.spec${from}.orValue({})`;
  const fields = [
    `'list': dyn('${part.list}')`,
    `'name': dyn('${part.name}')`,
    `'own': dyn(${merges ? `object.spec.?${own[part.list]}.orValue([])` : "[]"})`,
    `'says': dyn(${celTexts(part.says)})`,
    `'chooses': dyn(${celTexts(part.chooses)})`,
    `'from': dyn(${said})`,
    `'sets': dyn(variables.sets[${distinctSets.indexOf(setsOf(part))}])`,
  ];
  const list = `[{${fields.join(", ")}}]`;
  if (part.when === undefined) return list;
  const there = `object.spec${part.when.map((key) => `.?${key}`).join("")}`;
  return `(${there}.hasValue() && ${there}.value() != dyn(false) ? ${list} : [])`;
}

/** The first layer that has something at a path, in a map under the last key; an empty map where none has. */
function first(...keys: readonly string[]): string {
  const there = keys.map((key) => `[?${key}]`).join("");
  const at = keys.map((key) => `[${key}]`).join("");
  const having = `p.of.filter(l, !(l${there}.orValue(null) in [dyn(null), dyn('')]))`;
  return `${having}.map(l, l${at}).map(v, {${keys.at(-1) ?? ""}: dyn(v)})`;
}

/** Of no or more maps the first; an entry for each of these keys. */
const entries = (keys: readonly string[], index: string, key: string, value: string) =>
  `${celTexts(keys)}.transformMapEntry(${index}, ${key}, ${value})`;
const orNothing = (maps: string) => `(${maps} + [{}])[0]`;

/** An image is a text in any case, and what the operator chooses is no reference. */
const chosen = new Set(
  kinds
    .flatMap(([, { containers }]) => containers.flatMap(({ chooses }) => chooses))
    .filter((name) => name !== "image"),
);

/** That no field of a container that expressions look at is chosen by an operator. */
export function celOfUnchosen(expressions: string): string[] {
  const read = [...chosen].filter((name) =>
    new RegExp(`\\bc\\.\\??${name}\\.\\??(requests|limits|(httpGet|tcpSocket)\\.\\??host)\\b`).test(
      expressions,
    ),
  );
  if (read.length === 0) return [];
  return [
    `variables.containers.all(c, ${celTexts(read)}.all(k, !(k in c) || type(c[k]) != string))`,
  ];
}

/** Stands where the operator chooses: no image and no object, so that every rule that looks there refuses. */
const CHOSEN = "what the operator chooses";

const MERGED = entries(
  ["name", ...WHOLE, "resources", "securityContext"],
  "i",
  "k",
  [
    "k == 'name' ? {k: dyn(p.name)}",
    `k in p.chooses && !p.of.exists(l, !(l[?k].orValue(null) in [dyn(null), dyn('')])) ? {k: dyn('${CHOSEN}')}`,
    `k == 'resources' ? {k: dyn(${entries(["requests", "limits"], "j", "g", `{g: dyn(${entries(RESOURCES, "n", "r", orNothing(first("k", "g", "r")))})}`)})}`,
    `k == 'securityContext' ? {k: dyn(${entries(CONTEXT, "j", "g", `g == 'capabilities' ? {g: dyn(${entries(["add", "drop"], "n", "r", orNothing(first("k", "g", "r")))})} : ${orNothing(first("k", "g"))}`)})}`,
    orNothing(first("k")),
  ].join(" : "),
);

const NAMES = perKind(
  ({ merges, containers }) => celTexts(merges ? containers.map(({ name }) => name) : []),
  "[]",
);
const listed = (list: OperatorContainer["list"]) =>
  `dyn(variables.written.filter(w, w.list == '${list}').map(w, w.made)` +
  ` + object.spec[?s].orValue([]).filter(c, !(c.?name.orValue('') in ${NAMES})))`;

const STORED = "object.spec.?storage";
const EPHEMERAL = [
  `${STORED}.orValue(null) == null ? [{'name': dyn('storage'), 'emptyDir': dyn({})}]`,
  "['emptyDir', 'ephemeral'].filter(e, object.spec.storage[?e].orValue(null) != null" +
    " && (e == 'emptyDir' || object.spec.storage.?emptyDir.orValue(null) == null))" +
    ".map(e, {'name': dyn('storage'), e: dyn(object.spec.storage[e])})",
].join(" : ");
const VOLUMES = [
  `(${perKind(({ storage }) => String(storage), "false")} ? (${EPHEMERAL}) : [])`,
  `${perKind(({ logs }) => celTexts(logs), "[]")}.filter(e, object.spec[?e].orValue('').matches('^(\\\\./)*[^/]+$'))` +
    ".map(e, {'name': dyn(e), 'emptyDir': dyn({})})",
  "object.spec.?volumes.orValue([])",
].join(" + ");

const ACCOUNT = perKind(({ account }) => celText(account?.replace("*", "") ?? ""), '""');

/** Where each field of the pod is taken from: the name of a field of the spec. */
const SOURCES = perKind(({ pod, own }) => {
  const all = { serviceAccountName: "serviceAccountName", ...pod, ...own, volumes: "volumes" };
  const pairs = Object.entries(all).map(([to, from]) => `'${to}': '${from}'`);
  return `{${pairs.join(", ")}}`;
}, "{'': ''}");

/**
 * The pod that an operator makes from `object`, in CEL: the same as `operatorPod` makes of it, read from the same table.
 * What the operator chooses is a text that nothing can be read from, so that a rule that looks at it refuses.
 *
 * Written as loops over the table, because the API server compiles it once for every policy: what was unrolled took it 0.3 s.
 */
export const operatorVariables: readonly Variable[] = [
  {
    name: "sets",
    expression: `[${distinctSets.map((sets) => `dyn(${celOf(JSON.parse(sets))})`).join(", ")}]`,
  },
  {
    name: "parts",
    expression: perKind(
      (kind) => kind.containers.map((part) => partOf(part, kind)).join(" + "),
      "[]",
    ),
  },
  {
    name: "layers",
    expression:
      "variables.parts.map(p, {'list': dyn(p.list), 'name': dyn(p.name), 'chooses': dyn(p.chooses), 'of': dyn(" +
      "p.own.filter(c, c.?name.orValue('') == p.name) + " +
      "[dyn(p.says.filter(k, k in p.from).transformMapEntry(i, k, {k: p.from[k]})), dyn(p.sets)])})",
  },
  {
    name: "written",
    expression: `variables.layers.map(p, {'list': dyn(p.list), 'made': dyn(${MERGED})})`,
  },
  {
    name: "operated",
    expression: `${SOURCES}.transformMapEntry(f, s, ${[
      `f == 'containers' ? {f: ${listed("containers")}}`,
      `f == 'initContainers' ? {f: ${listed("initContainers")}}`,
      `f == 'volumes' ? {f: dyn(${VOLUMES})}`,
      "s in object.spec ? {f: dyn(object.spec[s])}",
      `f == 'serviceAccountName' && ${ACCOUNT} != '' ? {f: dyn(object.metadata.name + ${ACCOUNT})}`,
      "{}",
    ].join(" : ")})`,
  },
];

/** A value of JSON as a CEL literal; values of any type go together in one list or map only as `dyn`. */
function celOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => `dyn(${celOf(item)})`).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, item]) => `'${key}': dyn(${celOf(item)})`);
  return `{${entries.join(", ")}}`;
}
