import type {
  DiffReport,
  ReportedChange,
  ReportedIntroduced,
  ReportedVulnerability,
} from "./report-schema.ts";

type Kind = ReportedChange["kind"];

/** What a kind of change is called, why somebody should look at it, and what to do. */
interface KindText {
  readonly title: string;
  readonly means: string;
  /** @default undefined: no news that anybody has to look at */
  readonly fix?: string;
}

export const kinds: Readonly<Record<Kind, KindText>> = {
  hash: {
    title: "same version, other hash",
    means: "a package has other bytes under the version it had before",
    fix: "find out who published it anew before this is released",
  },
  downgraded: {
    title: "downgraded",
    means: "a package went back to an older version",
    fix: "raise it again, or allow it in releases/sbom-allowed.json",
  },
  changed: {
    title: "other version, direction unknown",
    means: "a package has another version, and nobody can tell which of the two is newer",
    fix: "look which of the two is newer",
  },
  origin: {
    title: "from another origin",
    means: "a package comes from another registry than before",
    fix: "make sure that the registry is one of ours",
  },
  licence: {
    title: "licence class changed",
    means: "a package asks for something else than before",
    fix: "have the new licence looked at",
  },
  direct: {
    title: "new direct dependency",
    means: "the application itself depends on a package that it did not depend on before",
    fix: "make sure that it is the package that was meant",
  },
  "unknown-purl": {
    title: "unknown package",
    means: "a package has no package URL that a scanner could know it by",
    fix: "have the SBOM's generator name it",
  },
  added: { title: "added", means: "a package is new" },
  removed: { title: "removed", means: "a package is gone" },
  up: { title: "up", means: "a package has a newer version" },
};

/** Whether somebody has to look at a change. */
export const isNotable = ({ kind }: Pick<ReportedChange, "kind">): boolean =>
  kinds[kind].fix !== undefined;

/** Notable changes that nobody has allowed. */
export const openChanges = ({ changes }: DiffReport): readonly ReportedChange[] =>
  changes.filter((change) => isNotable(change) && change.allowed === undefined);

/** `pkg:npm/lodash 4.17.20`. */
export const packageText = (one: {
  readonly package: string;
  readonly version: string;
}): string => {
  const name = one.package === "" ? "a component the scan does not name" : one.package;
  return one.version === "" ? name : `${name} ${one.version}`;
};

/** What there was and what there is; empty where a kind says it all. */
export function movementText({ kind, from, to }: ReportedChange): string {
  if (from === undefined || to === undefined) return "";
  return kind === "licence" || kind === "hash" || kind === "origin"
    ? `${from} -> ${to}`
    : `${from || "no version"} -> ${to || "no version"}`;
}

/** `12 added, 3 removed, 7 up, 1 downgraded`; what did not happen is left out. */
export function countsText({ counts }: DiffReport): string {
  const order: readonly Kind[] = [
    "added",
    "removed",
    "up",
    "downgraded",
    "changed",
    "hash",
    "origin",
    "licence",
    "direct",
    "unknown-purl",
  ];
  const parts = order.flatMap((kind) => {
    const count = counts[kind];
    return count > 0 ? [`${count} ${kinds[kind].title}`] : [];
  });
  return parts.length === 0 ? "no component changed" : parts.join(", ");
}

/** What a change is allowed by, or was. */
export function exceptionText({
  allowed,
  expired,
}: Pick<ReportedChange, "allowed" | "expired">): string {
  if (allowed !== undefined) {
    return `allowed until ${allowed.expires} by ${allowed.owner} (${allowed.ticket})`;
  }
  if (expired === undefined) return "";
  return `was allowed until ${expired.expires} by ${expired.owner} (${expired.ticket})`;
}

export const whyTexts: Readonly<Record<ReportedIntroduced["why"], string>> = {
  added: "added by this change",
  "version changed": "version changed by this change",
  "component unknown": "the SBOM does not list it, so it counts as new",
};

/** `3 critical, 1 high`. */
export function severitiesText(list: readonly Pick<ReportedVulnerability, "severity">[]): string {
  return (["critical", "high", "unrated", "lower"] as const)
    .flatMap((severity) => {
      const count = list.filter((one) => one.severity === severity).length;
      return count > 0 ? [`${count} ${severity}`] : [];
    })
    .join(", ");
}

/** Why the change is refused: `1 critical vulnerability introduced`, and so on. */
export function reasonsOf({ changes, vulnerabilities }: DiffReport): readonly string[] {
  const introduced = vulnerabilities?.introduced.filter(({ refuses }) => refuses) ?? [];
  const hashes = changes.filter(({ refuses }) => refuses).length;
  return [
    ...(introduced.length > 0
      ? [
          `${severitiesText(introduced)} ${introduced.length === 1 ? "vulnerability" : "vulnerabilities"} introduced`,
        ]
      : []),
    ...(hashes > 0 ? [`${hashes} ${kinds.hash.title}`] : []),
  ];
}

/** `pkg:npm/lodash` of two sides, as people call them. */
export const sideText = ({ name, subject, components }: DiffReport["base"]): string =>
  `${name}${subject === null || subject === name ? "" : ` (${subject})`}, ${components.toLocaleString("en")} ${components === 1 ? "component" : "components"}`;
