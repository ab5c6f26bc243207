/** What differs between environments about an Application. */
export interface ArgoApplicationSettings {
  readonly name: string;
  readonly project: string;
  /** Namespace it delivers into. */
  readonly namespace: string;
  readonly source: ApplicationSource;
  readonly sync: ApplicationSync;
  /** Tries after a failed sync, and the time between them: all waits together at most eight minutes. */
  readonly retry: Retry;
  /** Kinds whose replicas an autoscaler owns, so that neither diff nor sync touches them. @default none */
  readonly autoscaled?: readonly AutoscaledKind[];
  /**
   * What becomes of what it brought when it is deleted: it goes first and everything waits for it, it goes in the
   * background, or it stays.
   */
  readonly cascade: "foreground" | "background" | "none";
  /** @default everything true except `applyOutOfSyncOnly` and `replace`, and prunes waiting for what they own */
  readonly options?: SyncOptions;
  /** Labels and annotations that Argo CD keeps on the namespace, and makes it with. @default none: it exists */
  readonly managedNamespace?: ManagedNamespace;
  /** Revisions to roll back to. @default 10 */
  readonly history?: number;
}

export type AutoscaledKind = "Deployment" | "Rollout" | "StatefulSet";

/** A folder of a Git repository, or a chart of a chart repository. */
export type ApplicationSource =
  | {
      readonly kind: "git";
      readonly repository: string;
      readonly path: string;
      /** Commit, tag or branch. */
      readonly revision: string;
      readonly helm?: HelmSource;
    }
  | {
      readonly kind: "chart";
      readonly repository: string;
      readonly chart: string;
      readonly version: string;
      readonly helm?: HelmSource;
    };

export interface HelmSource {
  /** @default the name of the Application */
  readonly releaseName?: string;
  /** Files beside the chart, later ones win. */
  readonly valueFiles?: readonly string[];
  /** Values that win over the files. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Whether a change of the source is brought out by itself, and what else is. */
export type ApplicationSync =
  | {
      readonly kind: "automated";
      /** Delete what the source no longer has. */
      readonly prune: boolean;
      /** Undo what somebody changed by hand. */
      readonly selfHeal: boolean;
    }
  | { readonly kind: "manual" };

export interface Retry {
  /** Tries after the first. */
  readonly limit: number;
  /** What the first wait is a multiple of, as a duration of Go. */
  readonly wait: string;
  /** What each wait is multiplied by. */
  readonly factor: number;
  readonly longestWait: string;
}

export interface SyncOptions {
  readonly serverSideApply?: boolean;
  readonly pruneLast?: boolean;
  readonly prunePropagation?: "foreground" | "background" | "orphan";
  readonly applyOutOfSyncOnly?: boolean;
  /** Fail when another Application brings the same object. */
  readonly failOnSharedResource?: boolean;
  readonly validate?: boolean;
}

export interface ManagedNamespace {
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}
