import { CannotTell, type Lazy } from "./finding.ts";
import { once, remember } from "./remember.ts";
import { elements, isRecord, type Props, textAt } from "./values.ts";

/** What a rule judges, whichever door it came through. */
export interface Subject {
  /** Type token, `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  /** Name in the program, not in the cluster. */
  readonly name: string;
  readonly urn?: string | undefined;
  /** The provider that carries it out: two providers may mean two clusters. */
  readonly provider?: string | undefined;
  /** Whether the engine refuses to delete it; undefined at doors that have no engine. */
  readonly protect?: boolean | undefined;
  /** As in a manifest, "v1" and "apps/v1"; empty for what is no Kubernetes object. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Inputs for rules over a resource, outputs for rules over a stack. */
  readonly props: Props;
}

/** One object of the Kubernetes API, out of a list or by itself. */
export interface KubernetesObject {
  readonly group: string;
  readonly kind: string;
  /** A `*Patch` resource: it changes part of an object that something else owns. */
  readonly patch: boolean;
  readonly props: Props;
}

/** How people and waivers name a subject: `Deployment core/api`, `Namespace core`; the logical name where it has no other. */
export function identityOf({ apiVersion, kind, type, name, props }: Subject): string {
  if (apiVersion === "") return `${type.split(":").at(-1) ?? type} ${name}`;
  const read = (key: string) => {
    try {
      return textAt(props, "metadata", key);
    } catch {
      return undefined;
    }
  };
  const namespace = read("namespace");
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${read("name") ?? name}`;
}

/** A Pulumi resource as a subject; its type token says what it is in Kubernetes. */
export function subjectOf(resource: Omit<Subject, "apiVersion" | "kind">): Subject {
  const [, module = "", kind = ""] = /^kubernetes:([^:]+):([^:]+)$/.exec(resource.type) ?? [];
  return { ...resource, apiVersion: module.replace(/^core\//, ""), kind };
}

/** "apps" of "apps/v1", "" of "v1". */
export const groupOf = (apiVersion: string): string =>
  apiVersion.slice(0, Math.max(apiVersion.indexOf("/"), 0));

/** The objects a subject stands for: itself, or the items of a list kind; each throws when it is not what it claims. */
export const objectsOf = remember((subject: Subject): readonly Lazy<KubernetesObject>[] => {
  const { apiVersion, kind, props } = subject;
  if (!isList(subject)) return [{ where: "", read: once(() => objectOf(apiVersion, kind, props)) }];
  return elements(props, "items").map(({ where, read }) => ({
    where,
    read: once(() => itemOf(subject, read())),
  }));
});

const isList = ({ kind, props }: Subject): boolean =>
  kind === "List" || (kind.endsWith("List") && Object.hasOwn(props, "items"));

/** Items of a typed list may leave out what the list already says. */
function itemOf(list: Subject, item: unknown): KubernetesObject {
  if (!isRecord(item)) throw new CannotTell("is not an object");
  const apiVersion = textAt(item, "apiVersion") ?? list.apiVersion;
  const kind = textAt(item, "kind") ?? list.kind.replace(/List$/, "");
  if (kind === "") throw new CannotTell("names no kind");
  return objectOf(apiVersion, kind, item);
}

function objectOf(apiVersion: string, kind: string, props: Props): KubernetesObject {
  const patch = kind.endsWith("Patch");
  const plain = patch ? kind.slice(0, -"Patch".length) : kind;
  const group = groupOf(apiVersion);
  const said = textAt(props, "kind") ?? plain;
  const saidGroup = groupOf(textAt(props, "apiVersion") ?? apiVersion);
  if ((said !== plain && said !== kind) || saidGroup !== group) {
    const [type, object] = [nameOf(group, plain), nameOf(saidGroup, said)];
    throw new CannotTell(`its type says ${type}, its kind and apiVersion say ${object}`);
  }
  return { group, kind: plain, patch, props };
}

const nameOf = (group: string, kind: string): string => (group === "" ? kind : `${group}/${kind}`);
