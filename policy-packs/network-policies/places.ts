import { CannotTell, cannotTell, type Finding, placed, reasonOf } from "../lib/finding.ts";
import { makesPods } from "../lib/pod-template.ts";
import { once } from "../lib/remember.ts";
import { type Selector, selectorOf } from "../lib/selector.ts";
import type { KubernetesObject, Subject } from "../lib/subject.ts";
import { field, isAbsent, isEmpty, isRecord, type Props, textAt } from "../lib/values.ts";
import { isKind, stackObjects } from "./stack-objects.ts";

export const DIRECTIONS = ["Ingress", "Egress"] as const;

export type Direction = (typeof DIRECTIONS)[number];

/** A namespace that the stack creates or puts pods in. */
export interface Namespace {
  readonly name: string;
  /** The provider it is reached through: namespaces of one name in two clusters are two. */
  readonly cluster: string;
  /** Who puts pods in it, when the stack does not create it. */
  readonly user: string | undefined;
  readonly urn: string | undefined;
}

/** A NetworkPolicy of the stack; reading a part throws when it is unknown or not there yet. */
export interface Policy {
  readonly label: string;
  readonly cluster: string;
  readonly urn: string | undefined;
  readonly namespace: () => string;
  /** Name in the cluster, when it has one already. */
  readonly name: () => string | undefined;
  readonly selector: () => Selector;
  /** Whether it lets any traffic through: a rule in a direction that it is of. */
  readonly allows: () => boolean;
  /** Directions in which it denies all traffic of all pods of its namespace. */
  readonly denied: () => readonly Direction[];
}

/** Where the pods of a stack are, and what closes these places. */
export interface Places {
  readonly namespaces: readonly Namespace[];
  readonly policies: readonly Policy[];
  /** One finding for each object of which nobody can tell where it belongs. */
  readonly unreadable: readonly Finding[];
}

/** Collects namespaces, users of namespaces and network policies over all objects of a stack. */
export function placesIn(subjects: readonly Subject[]): Places {
  const created = new Map<string, Namespace>();
  const used = new Map<string, Namespace>();
  const policies: Policy[] = [];
  const unreadable: Finding[] = [];
  for (const { label, cluster, urn, read } of stackObjects(subjects)) {
    try {
      const object = read();
      if (isKind(object, "", "Namespace") && !object.patch) {
        const name = needed(object.props, "metadata", "name");
        created.set(`${cluster} ${name}`, { name, cluster, user: undefined, urn });
      } else if (isPolicy(object)) {
        policies.push(policyOf(label, cluster, urn, object.props));
      } else if (makesPods(object)) {
        const name = namespaceOf(object);
        const key = `${cluster} ${name}`;
        if (!used.has(key)) used.set(key, { name, cluster, user: label, urn });
      }
    } catch (error) {
      unreadable.push(cannotTell(placed(label, reasonOf(error)), urn));
    }
  }
  return { namespaces: [...new Map([...used, ...created]).values()], policies, unreadable };
}

/** A NetworkPolicy of Kubernetes; those of others are not understood, and a patch is no policy of its own. */
export const isPolicy = (object: KubernetesObject): boolean =>
  isKind(object, "networking.k8s.io", "NetworkPolicy") && !object.patch;

/** A helm Release keeps it at the top; everything else in its metadata. */
export const namespaceOf = ({ group, props }: KubernetesObject): string =>
  group === "helm.sh" ? needed(props, "namespace") : needed(props, "metadata", "namespace");

function needed(props: Props, ...path: readonly string[]): string {
  const found = textAt(props, ...path);
  if (found === undefined) throw new CannotTell(`${path.join(".")} is not there yet`);
  return found;
}

/** A NetworkPolicy by its parts. */
export function policyOf(
  label: string,
  cluster: string,
  urn: string | undefined,
  props: Props,
): Policy {
  const open = once(() => ({
    allows: DIRECTIONS.some((direction) => allows(props["spec"], direction)),
  }));
  return {
    label,
    cluster,
    urn,
    namespace: () => needed(props, "metadata", "namespace"),
    name: () => textAt(props, "metadata", "name"),
    selector: once(() => selectorOf(present(props["spec"], "podSelector"))),
    allows: () => open().allows,
    denied: () => DIRECTIONS.filter((direction) => denies(props["spec"], direction)),
  };
}

/** Selects every pod, is of that direction, and lets nothing through. */
function denies(spec: unknown, direction: Direction): boolean {
  const selector = present(spec, "podSelector");
  const types = present(spec, "policyTypes");
  if (!isRecord(selector) || !isEmpty(selector["matchLabels"])) return false;
  if (!isEmpty(selector["matchExpressions"])) return false;
  if (Object.keys(selector).some((key) => !key.startsWith("match"))) return false;
  if (!Array.isArray(types) || !types.includes(direction)) return false;
  return isEmpty(field(spec, direction.toLowerCase()));
}

/** Rules of a direction that a policy is not of are dead letters. */
function allows(spec: unknown, direction: Direction): boolean {
  const rules = field(spec, direction.toLowerCase());
  if (isEmpty(rules)) return false;
  if (!Array.isArray(rules)) throw new CannotTell(`spec.${direction.toLowerCase()} is not a list`);
  const types = present(spec, "policyTypes");
  return Array.isArray(types) && types.includes(direction);
}

/** What Kubernetes would fill in is not taken for granted: at preview it may not be there yet. */
function present(spec: unknown, key: string): unknown {
  const found = field(spec, key);
  if (isAbsent(found)) throw new CannotTell(`spec.${key} is not there yet`);
  return found;
}
