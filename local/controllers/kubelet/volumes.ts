/** The parts of a claim that a volume is made from. */
export interface Claim {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly accessModes?: readonly string[];
    readonly resources?: { readonly requests?: Readonly<Record<string, string>> };
    readonly storageClassName?: string;
    readonly volumeMode?: string;
    readonly volumeName?: string;
  };
  readonly status?: { readonly phase?: string };
}

export interface Volume {
  readonly metadata: { readonly name: string; readonly deletionTimestamp?: string };
  readonly spec: { readonly claimRef?: { readonly uid?: string } };
}

/** What the cluster has; of volumes only those with `volumeLabels`. */
export interface Storage {
  readonly claims: readonly Claim[];
  readonly volumes: readonly Volume[];
  /** UIDs of namespaces, by name. */
  readonly namespaces: ReadonlyMap<string, string>;
}

export interface VolumeChanges {
  readonly make: readonly object[];
  /** Names. */
  readonly remove: readonly string[];
}

export const volumeLabels = { "app.kubernetes.io/managed-by": "kubelet-stand-in" } as const;

/** Where every volume says it is. Nothing is ever there: simulated pods mount nothing. */
const NOWHERE = "/nonexistent/intelgraph";

/**
 * Which volumes have to be made so that every claim that waits gets one, and which of them nobody claims any more. A volume
 * is named after the UID of its claim, so that a second look makes no second one, and belongs to the claim's namespace, so
 * that it goes with it when nobody looks.
 */
export function volumeChanges({ claims, volumes, namespaces }: Storage): VolumeChanges {
  const there = new Set(volumes.map(({ metadata }) => metadata.name));
  const claimed = new Set(claims.map(({ metadata }) => metadata.uid));
  return {
    make: claims
      .filter((claim) => isWaiting(claim) && !there.has(nameFor(claim)))
      .flatMap((claim) => {
        const owner = namespaces.get(claim.metadata.namespace);
        return owner === undefined ? [] : [volumeFor(claim, owner)];
      }),
    remove: volumes
      .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .filter(({ spec }) => !claimed.has(spec.claimRef?.uid ?? ""))
      .map(({ metadata }) => metadata.name),
  };
}

const isWaiting = ({ metadata, spec, status }: Claim): boolean =>
  metadata.deletionTimestamp === undefined &&
  (spec.volumeName ?? "") === "" &&
  status?.phase === "Pending";

const nameFor = ({ metadata }: Claim): string => `stand-in-${metadata.uid}`;

function volumeFor(claim: Claim, owner: string): object {
  const { name, namespace, uid } = claim.metadata;
  const { accessModes = [], resources, storageClassName, volumeMode } = claim.spec;
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: {
      name: nameFor(claim),
      labels: volumeLabels,
      ownerReferences: [{ apiVersion: "v1", kind: "Namespace", name: namespace, uid: owner }],
    },
    spec: {
      accessModes,
      capacity: { storage: resources?.requests?.["storage"] ?? "1Gi" },
      claimRef: { apiVersion: "v1", kind: "PersistentVolumeClaim", name, namespace, uid },
      hostPath: { path: `${NOWHERE}/${uid}` },
      persistentVolumeReclaimPolicy: "Retain",
      ...(storageClassName === undefined ? {} : { storageClassName }),
      ...(volumeMode === undefined ? {} : { volumeMode }),
    },
  };
}
