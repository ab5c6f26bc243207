/** What is looked at to see whether several policies say the same of one resource. */
interface Said {
  readonly resource: string;
  /** Tells resources of one name apart. */
  readonly urn?: string;
  readonly policy: string;
  readonly message: string;
  readonly cannotTell: boolean;
  readonly fix?: string | undefined;
}

/** Each policy knows how to mend what it sees; for what none of them sees there is one way. */
const SHOW =
  "show the policies what they cannot see: rendered manifests, known and well-formed values; or waive them for this resource";

/**
 * Findings as people read them: what several policies cannot tell of one resource, in the same words, is one finding that
 * lists them, in the place of the first.
 *
 * Machines get every finding.
 */
export function saidOnce<T extends Said>(findings: readonly T[]): T[] {
  const alike = Map.groupBy(findings, keyOf);
  return findings.flatMap((finding) => {
    const same = alike.get(keyOf(finding)) ?? [];
    const policies = [...new Set(same.map(({ policy }) => policy))];
    if (!finding.cannotTell || policies.length === 1) return [finding];
    if (finding !== same[0]) return [];
    const policy = `${policies.length} policies cannot tell`;
    const message = `${reasonIn(finding)}\n${policies.toSorted().join(", ")}`;
    return [{ ...finding, policy, message, cannotTell: false, fix: SHOW }];
  });
}

const keyOf = ({ resource, urn = "", ...said }: Said): string =>
  JSON.stringify([resource, urn, reasonIn(said), said.cannotTell]);

/** What is left of a message without the name of the resource, which rules over a whole stack put in front. */
const reasonIn = ({ message }: Pick<Said, "message">): string =>
  message.replace(/^[A-Z]\w* "[^"]*": /, "");
