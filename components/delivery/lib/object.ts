/** An object of Kubernetes as a manifest holds it. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** `Kind name`, as faults name an object. */
export const identity = ({ kind, metadata }: KubernetesObject): string =>
  `${kind} ${metadata.name}`;

/** A change of one object at a time: what it does not concern, it hands back as it is. */
export type Change = (object: KubernetesObject) => KubernetesObject;

/** Applies changes to each object, in the order they are written. */
export const changed = (
  objects: readonly KubernetesObject[],
  ...changes: readonly Change[]
): readonly KubernetesObject[] =>
  objects.map((object) => changes.reduce((current, change) => change(current), object));

/** Replaces parts of the object of this identity. */
export const patched =
  (target: string, patch: (object: KubernetesObject) => Partial<KubernetesObject>): Change =>
  (object) =>
    identity(object) === target ? { ...object, ...patch(object) } : object;

/** The identities of a list that no object has: what upstream no longer brings. */
export function missing(
  objects: readonly KubernetesObject[],
  identities: readonly string[],
): readonly string[] {
  const there = new Set(objects.map(identity));
  return identities.filter((one) => !there.has(one));
}

/** The objects but those of these identities. */
export const without = (
  objects: readonly KubernetesObject[],
  identities: readonly string[],
): readonly KubernetesObject[] => {
  const gone = new Set(identities);
  return objects.filter((object) => !gone.has(identity(object)));
};

/** Kinds of these manifests that live outside any namespace. */
const CLUSTER_KINDS = new Set(["ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition"]);

/** Puts an object into a namespace, and with it the accounts it binds. Objects that name a namespace keep it. */
export const inNamespace =
  (namespace: string): Change =>
  (object) => {
    const metadata =
      CLUSTER_KINDS.has(object.kind) || object.metadata.namespace !== undefined
        ? object.metadata
        : { ...object.metadata, namespace };
    return { ...object, metadata, ...boundIn(object, namespace) };
  };

/** Subjects of upstream name no namespace, or the one of its own example. */
function boundIn({ subjects }: KubernetesObject, namespace: string): { subjects?: unknown } {
  if (!Array.isArray(subjects)) return {};
  return {
    subjects: subjects.map((subject: Readonly<Record<string, unknown>>) =>
      subject["kind"] === "ServiceAccount" ? { ...subject, namespace } : subject,
    ),
  };
}

/** Adds labels; those the object has stay, because controllers find their settings by them. */
export const labelled =
  (labels: Readonly<Record<string, string>>): Change =>
  (object) => ({
    ...object,
    metadata: { ...object.metadata, labels: { ...labels, ...object.metadata.labels } },
  });
