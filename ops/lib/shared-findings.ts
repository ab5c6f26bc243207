/** What has to be known of a finding to see whether others say the same. */
interface Said {
  readonly resource: string;
  readonly policy: string;
  readonly message: string;
  readonly cannotTell: boolean;
  readonly fix?: string | null | undefined;
}

/** What several policies say of one resource in the same words. */
export interface Shared<T> {
  /** The first of them, which is the most severe: findings come sorted. */
  readonly first: T;
  /** Each once. */
  readonly policies: readonly string[];
  /** `33 policies cannot tell: …`. */
  readonly text: string;
  /** The next step that all of them have in common. */
  readonly fix: string | undefined;
}

/** Each policy has a remedy of its own for what it sees; for what none of them sees there is one. */
const SHOW =
  "give the policies something to see (rendered manifests, a known value), or waive them for this resource";

/** Findings that stand alone, and apart from them those that people would read over and over, each said once. */
export function sharedOf<T extends Said>(
  findings: readonly T[],
): { readonly alone: readonly T[]; readonly shared: readonly Shared<T>[] } {
  const groups = [...Map.groupBy(findings, keyOf).values()].map((said) => ({
    said,
    policies: [...new Set(said.map(({ policy }) => policy))],
  }));
  return {
    alone: groups.flatMap(({ said, policies }) => (policies.length > 1 ? [] : said)),
    shared: groups.flatMap(({ said: [first], policies }) =>
      first === undefined || policies.length === 1 ? [] : [sharedBy(first, policies)],
    ),
  };
}

function sharedBy<T extends Said>(first: T, policies: readonly string[]): Shared<T> {
  const { message, cannotTell, fix } = first;
  const who = `${policies.length} policies${cannotTell ? " cannot tell" : ""}`;
  return {
    first,
    policies,
    text: `${who}: ${message}`,
    fix: cannotTell ? SHOW : (fix ?? undefined),
  };
}

const keyOf = ({ resource, message, cannotTell, fix }: Said): string =>
  JSON.stringify([resource, message, cannotTell || (fix ?? "")]);
