import { CannotTell } from "./finding.ts";
import { type OperatorContainer, type OperatorKind, operatorKinds } from "./operator-kinds.ts";
import type { KubernetesObject } from "./subject.ts";
import { elements, field, isAbsent, isRecord, type Props, textAt } from "./values.ts";

/** Fields of containers that are merged key by key; of all others the one written in the own container wins whole. */
const MERGED = ["resources", "securityContext"];
const LOG_IN_EMPTY_DIR = /^(\.\/)*[^/]+$/;

/** How the pods of an object are made by an operator; undefined when they are not. */
export const operatorKindOf = ({ group, kind }: KubernetesObject): OperatorKind | undefined =>
  operatorKinds[group]?.[kind];

/**
 * The pod that an operator makes from a custom resource, as far as the resource and the operator's source show it.
 *
 * What the operator chooses by its own flags (images, and all about its reloader) cannot be read: it throws CannotTell
 * and says where to write it down. What its source always sets is shown as set. Nothing is passed off as seen.
 */
export function operatorPod(kind: OperatorKind, object: KubernetesObject): Props {
  const spec = field(object.props, "spec");
  if (!isRecord(spec)) throw new CannotTell("spec is not there yet");
  const pod: Record<string, unknown> = {};
  for (const [name, source] of Object.entries(kind.pod)) lazily(pod, name, () => spec[source]);
  lazily(pod, "containers", () => containersOf(kind, spec, "containers"));
  lazily(pod, "initContainers", () => containersOf(kind, spec, "initContainers"));
  lazily(pod, "volumes", () => volumesOf(kind, spec));
  const { account } = kind;
  if (account !== undefined) {
    lazily(
      pod,
      "serviceAccountName",
      () => textAt(spec, "serviceAccount") ?? named(account, object),
    );
  }
  return pod;
}

/** The labels and annotations of that pod, in the shape of a template's metadata. */
export function operatorPodMetadata(kind: OperatorKind, object: KubernetesObject): Props {
  const annotations = [
    field(object.props, "spec", "podMetadata", "annotations"),
    field(object.props, "spec", "podAnnotations"),
  ].find((given) => !isAbsent(given));
  return { labels: operatorPodLabels(kind, object), annotations };
}

/** The labels of that pod; one whose value the operator chooses cannot be read. */
export function operatorPodLabels(kind: OperatorKind, object: KubernetesObject): Props {
  const labels: Record<string, unknown> = {};
  const given = field(object.props, "spec", "podMetadata", "labels");
  if (isRecord(given)) for (const key of Object.keys(given)) lazily(labels, key, () => given[key]);
  for (const [key, value] of Object.entries(kind.labels)) {
    lazily(labels, key, () => named(value, object));
  }
  for (const key of kind.choosesLabels) {
    lazily(labels, key, () => {
      throw new CannotTell(`the operator chooses the label ${key}`);
    });
  }
  return labels;
}

/** Read only when asked for, so that one part that is unknown hides no other. */
function lazily(target: object, key: string, get: () => unknown): void {
  Object.defineProperty(target, key, { enumerable: true, configurable: true, get });
}

function named(pattern: string, { props }: KubernetesObject): string {
  const need = (key: string) => {
    const found = textAt(props, "metadata", key);
    if (found === undefined) throw new CannotTell(`metadata.${key} is not there yet`);
    return found;
  };
  const whole = pattern === "%" ? `${need("namespace")}.${need("name")}` : pattern;
  return whole.includes("*") ? whole.replace("*", need("name")) : whole;
}

/** The containers of the operator first, then those of the user. */
function containersOf(kind: OperatorKind, spec: Props, list: OperatorContainer["list"]): unknown[] {
  const own = elements(spec, kind.own[list]).map(({ read }) => read());
  const written = kind.containers.filter((part) => part.list === list && isThere(part, spec));
  const names = new Set(kind.merges ? written.map(({ name }) => name) : []);
  const nameOf = (one: unknown) => (isRecord(one) ? textAt(one, "name") : undefined);
  return [
    ...written.map((part) => {
      const over = own.find((one) => kind.merges && nameOf(one) === part.name);
      return containerOf(part, spec, isRecord(over) ? over : {}, kind);
    }),
    ...own.filter((one) => !names.has(nameOf(one) ?? "")),
  ];
}

function isThere({ when }: OperatorContainer, spec: Props): boolean {
  const found = when === undefined ? true : field(spec, ...when);
  return !isAbsent(found) && found !== false;
}

function containerOf(part: OperatorContainer, spec: Props, over: Props, kind: OperatorKind): Props {
  const { from, says, sets, chooses, name } = part;
  const container: Record<string, unknown> = { name };
  const said = (key: string) =>
    from !== undefined && says.includes(key) ? field(spec, ...from, key) : undefined;
  const place = from === undefined ? undefined : ["spec", ...from].join(".");
  for (const key of new Set([...says, ...Object.keys(sets), ...chooses, ...Object.keys(over)])) {
    if (key === "name") continue;
    lazily(container, key, () => {
      const found = MERGED.includes(key)
        ? merged(merged(sets[key], said(key)), over[key])
        : [over[key], said(key), sets[key]].find((value) => !isAbsent(value) && value !== "");
      if (!isAbsent(found) || !chooses.includes(key)) return found;
      throw new CannotTell(`the operator chooses its ${key}; ${mend(part, key, place, kind)}`);
    });
  }
  return container;
}

function mend(
  { says, name }: OperatorContainer,
  key: string,
  place: string | undefined,
  { merges, own }: OperatorKind,
): string {
  if (place !== undefined && says.includes(key)) return `set ${place}.${key}`;
  if (!merges) return "nothing in this resource could show it";
  const list = `spec.${name.startsWith("init-") ? own.initContainers : own.containers}`;
  return `set it in ${list} under the name ${JSON.stringify(name)}`;
}

/** The second over the first, key by key; a list is taken whole. */
function merged(below: unknown, above: unknown): unknown {
  if (isAbsent(above)) return below;
  if (!isRecord(below) || !isRecord(above)) return above;
  const both: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(below), ...Object.keys(above)])) {
    lazily(both, key, () => merged(below[key], above[key]));
  }
  return both;
}

function volumesOf({ storage, logs }: OperatorKind, spec: Props): unknown[] {
  const kept = storage ? storageOf(spec["storage"]) : [];
  const logged = logs.filter((key) => LOG_IN_EMPTY_DIR.test(textAt(spec, key) ?? ""));
  const own = elements(spec, "volumes").map(({ read }) => read());
  return [...kept, ...logged.map((name) => ({ name, emptyDir: {} })), ...own];
}

function storageOf(storage: unknown): unknown[] {
  if (isAbsent(storage)) return [{ name: "storage", emptyDir: {} }];
  const kind = ["emptyDir", "ephemeral"].find((key) => !isAbsent(field(storage, key)));
  return kind === undefined ? [] : [{ name: "storage", [kind]: field(storage, kind) }];
}
