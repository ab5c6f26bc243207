/** What differs between environments about a project: what its Applications may fetch, where they go, and when. */
export interface ArgoProjectSettings {
  readonly name: string;
  readonly description: string;
  /** Addresses of repositories, `*` for a part between slashes; never everything. */
  readonly sources: readonly string[];
  /** Namespaces of its own cluster. */
  readonly namespaces: readonly string[];
  /** Kinds, `group/Kind`, or `Kind` for the core group. @default all that Argo CD may deliver */
  readonly kinds?: readonly string[];
  readonly roles: readonly ProjectRole[];
  /** When its Applications may sync. Without any: always. */
  readonly windows: readonly SyncWindow[];
}

/** What the members of some groups may do with all Applications of the project. */
export interface ProjectRole {
  readonly name: string;
  readonly description: string;
  readonly groups: readonly string[];
  readonly may: readonly ProjectAction[];
}

/** Looking, syncing with rollback, and promoting or aborting a Rollout. */
export const PROJECT_ACTIONS = {
  look: ["applications, get", "logs, get"],
  sync: ["applications, sync"],
  promote: ["applications, action/argoproj.io/Rollout/*"],
} as const;
export type ProjectAction = keyof typeof PROJECT_ACTIONS;

/** A recurring time in which syncs are allowed, or denied whatever else is allowed. */
export interface SyncWindow {
  readonly kind: "allow" | "deny";
  /** Beginnings, as the five fields of cron: `0 9 * * 1-4`. */
  readonly schedule: string;
  /** Length as a duration of Go: `8h`. */
  readonly duration: string;
  /** Name of IANA. @default UTC */
  readonly timeZone?: string;
  /** Applications, by name or glob. @default all of the project */
  readonly applications?: readonly string[];
  /** Whether a person may sync outside an allowed window, or inside a denied one. */
  readonly manualSync: boolean;
  /** Why, for who finds a sync refused. */
  readonly description: string;
}
