import { CannotTell, each, type Finding, type Lazy } from "./finding.ts";
import { carries } from "./kinds.ts";
import { operatorKindOf, operatorPod, operatorPodMetadata } from "./operator-pods.ts";
import { traceOfPods } from "./pod-scan.ts";
import { once, remember } from "./remember.ts";
import { type Judgement, notApplicable } from "./rule.ts";
import { type KubernetesObject, objectsOf, type Subject } from "./subject.ts";
import { elements, field, isAbsent, isRecord, type Props, textAt, unreadable } from "./values.ts";

/** The pod that an object makes, however many times. */
export interface Pod {
  /** Which item of a list it is; empty for an object by itself. */
  readonly where: string;
  /** The kind of the object that makes it. */
  readonly kind: string;
  /** Where its spec is, `spec.template.spec`. */
  readonly path: string;
  readonly spec: Props;
  /** What holds its spec, and its metadata beside it. */
  readonly template: Props;
}

/** What messages about it start with: `items[0] ` in a list, else nothing. */
export const prefixOf = ({ where }: Pod): string => (where === "" ? "" : `${where} `);

export type Role = "container" | "init container" | "sidecar container" | "ephemeral container";

export interface Container {
  /** As messages name it: `container "api"`, `items[0] init container "migrate"`. */
  readonly label: string;
  readonly role: Role;
  readonly props: Props;
}

/**
 * Judges the pod of every object a subject stands for, or says that it has none.
 *
 * The pods of known operators are shown as far as the operators' source shows them. What nobody can look into is a
 * finding that cannot tell: pods that are written out of sight, kinds that nobody knows and that look as if they carried
 * pods, a template that is not there yet.
 */
export function judgePods(subject: Subject, judge: (pod: Pod) => Iterable<Finding>): Judgement {
  if (subject.apiVersion === "") return notApplicable("is not a Kubernetes object");
  const carriers = carriersOnce(subject);
  if (carriers.length === 0) return notApplicable(`${subject.kind} carries no pods`);
  return each(carriers, judge);
}

/** The pods of the objects of a subject that make any; those that cannot be read are among them. */
function carriersOf(subject: Subject): readonly Lazy<Pod>[] {
  return objectsOf(subject).flatMap(({ where, read }): Lazy<Pod>[] => {
    try {
      const pod = podOf(where, read());
      return pod === undefined ? [] : [{ where, read: once(pod) }];
    } catch (error) {
      return [unreadable(where, error)];
    }
  });
}

const carriersOnce = remember(carriersOf);

/** Whether an object makes pods, or cannot be seen not to. Throws when a value on which that hangs is unknown. */
export const makesPods = (object: KubernetesObject): boolean => podOf("", object) !== undefined;

/** Reads the pod of an object; undefined when it makes none, or is a patch that leaves the pod alone. */
export function podOf(where: string, object: KubernetesObject): (() => Pod) | undefined {
  const { kind, patch, props } = object;
  const operator = operatorKindOf(object);
  if (operator !== undefined) {
    return () => ({
      where,
      kind,
      path: "spec",
      spec: operatorPod(operator, object),
      template: { metadata: operatorPodMetadata(operator, object) },
    });
  }
  const carried = carries(object);
  if (carried === "nothing") return undefined;
  if (carried === "hidden") return refuse(`the pods of a ${kind} are made from it out of sight`);
  if (carried === "unknown") {
    const trace = traceOfPods(props);
    return trace === undefined
      ? undefined
      : refuse(`nobody knows the kind ${kind}, and it looks as if it carried pods at ${trace}`);
  }
  const spec = field(props, ...carried);
  if (patch && isAbsent(spec)) return undefined;
  const path = carried.join(".");
  if (!isRecord(spec)) return refuse(`${path} is not there yet`);
  const template = field(props, ...carried.slice(0, -1)) as Props;
  return () => ({ where, kind, path, spec, template });
}

function refuse(reason: string): () => never {
  return () => {
    throw new CannotTell(reason);
  };
}

/** Judges container by container, so that one that cannot be read hides no other. */
export function eachContainer(
  pod: Pod,
  judge: (container: Container) => Iterable<Finding>,
): Iterable<Finding> {
  return each(containersOnce(pod), (container) =>
    each([{ where: container.label, read: () => container }], judge),
  );
}

/** Init containers first, as they run; a pod without a single container is not filled in yet. */
function containersOf(pod: Pod): readonly Lazy<Container>[] {
  const main = listed(pod, "containers", "container");
  return [
    ...listed(pod, "initContainers", "init container"),
    ...(main.length > 0 ? main : [missing(pod)]),
    ...listed(pod, "ephemeralContainers", "ephemeral container"),
  ];
}

const containersOnce = remember(containersOf);

const missing = ({ where, path }: Pod): Lazy<never> =>
  unreadable(where, new CannotTell(`${path}.containers is missing or empty`));

function listed(pod: Pod, key: string, role: Role): readonly Lazy<Container>[] {
  const prefix = prefixOf(pod);
  return elements(pod.spec, key).map((element, i) => ({
    where: `${prefix}${element.where}`,
    read: once(() => {
      const props = element.read();
      if (!isRecord(props)) throw new CannotTell("is not an object");
      const known = isSidecar(role, props) ? "sidecar container" : role;
      return { label: `${prefix}${known} ${nameOf(props, i)}`, role: known, props };
    }),
  }));
}

function isSidecar(role: Role, props: Props): boolean {
  return role === "init container" && quietly(() => props["restartPolicy"] === "Always") === true;
}

/** The name in quotes, or the position of a container whose name cannot be read. */
function nameOf(props: Props, position: number): string {
  const name = quietly(() => textAt(props, "name"));
  return name === undefined ? String(position) : JSON.stringify(name);
}

/** What only labels a finding must not stop it. */
function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
