/** Prefix of every label and annotation of ours. `.internal` is reserved for private use, so it can meet nobody else's. */
export const PREFIX = "intelgraph.internal";

/** Value of `app.kubernetes.io/part-of` on every object of ours; network rules select namespaces by it. */
export const PART_OF = "intelgraph";

/** How carefully the data in a namespace is to be handled, from open to most guarded. */
export const DATA_CLASSES = ["public", "internal", "confidential", "restricted"] as const;
export type DataClass = (typeof DATA_CLASSES)[number];

/** Who answers for a namespace, who pays for it, and what may lie in it. */
export interface Ownership {
  /** Team, as a label value. */
  readonly owner: string;
  /** Cost centre, as a label value. */
  readonly costCentre: string;
  readonly dataClass: DataClass;
}

/** Labels of every object of ours, so that `kubectl get -l app.kubernetes.io/part-of=intelgraph` finds them all. */
export const commonLabels = (): Record<string, string> => ({
  "app.kubernetes.io/part-of": PART_OF,
  "app.kubernetes.io/managed-by": "pulumi",
});

/** Labels that policies, cost reports and people search by. */
export const ownershipLabels = (ownership: Ownership): Record<string, string> => ({
  [`${PREFIX}/owner`]: ownership.owner,
  [`${PREFIX}/cost-centre`]: ownership.costCentre,
  [`${PREFIX}/data-class`]: ownership.dataClass,
});

/** Levels of the Pod Security Standards that we use; `privileged` is none of them. */
export const POD_SECURITY_LEVELS = ["baseline", "restricted"] as const;

/** What the API server demands of pods before it admits them. */
export interface PodSecurity {
  /** Pods below this level are refused. */
  readonly enforce: (typeof POD_SECURITY_LEVELS)[number];
  /** Version of the standard, for example `v1.35`: pinned, so that an upgrade of the cluster changes no verdict. */
  readonly version: string;
}

/** Labels of the built-in admission: pods below `restricted` are always audited and warned about. */
export const podSecurityLabels = ({ enforce, version }: PodSecurity): Record<string, string> => ({
  "pod-security.kubernetes.io/enforce": enforce,
  "pod-security.kubernetes.io/enforce-version": version,
  "pod-security.kubernetes.io/audit": "restricted",
  "pod-security.kubernetes.io/audit-version": version,
  "pod-security.kubernetes.io/warn": "restricted",
  "pod-security.kubernetes.io/warn-version": version,
});
