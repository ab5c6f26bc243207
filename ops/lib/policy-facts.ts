import { type OpsEvent, plain, type PolicyFinding, type PolicySummaryEvent } from "./events.ts";

/** One finding, as a person reads it. */
export interface Violation {
  readonly urn: string;
  /** `<pack>/<rule>`. */
  readonly policy: string;
  readonly level: "mandatory" | "advisory";
  /** @default "unrated": the rule states none */
  readonly severity: string;
  readonly message: string;
  /** The next step, where the rule names one. */
  readonly fix: string | undefined;
  /** True when the rule could not see what it judges. */
  readonly cannotTell: boolean;
}

/** What the packs told during one run. */
export interface PolicyFacts {
  readonly violations: readonly Violation[];
  /** Resources that a pack has judged. */
  readonly judged: ReadonlySet<string>;
  /** Pairs of rule and resource that are satisfied; a rule over the whole stack counts once. */
  readonly satisfied: number;
  /** Pairs that are not satisfied. */
  readonly failed: number;
  /** Packs that have judged the stack as a whole, so that the run was complete. */
  readonly complete: ReadonlySet<string>;
}

/** A verdict that the SDK made advisory on its own, because the rule read a value that is not known yet. */
const downgraded = /^can't run policy '.*' from policy pack '.*' during preview: /s;
const unseen = /^cannot tell: /;

/** Levels that do not refuse; any other, also one not heard of yet, does. */
const mild = new Set(["advisory", "warning", "none"]);

/** Collects what the packs say, event by event. */
export function policyReader() {
  const violations: Violation[] = [];
  const judged = new Set<string>();
  const complete = new Set<string>();
  let satisfied = 0;
  let failed = 0;
  const count = (summary: PolicySummaryEvent) => {
    satisfied += summary.passed?.length ?? 0;
    failed += summary.failed?.length ?? 0;
  };

  return {
    read({
      policyEvent,
      policyAnalyzeSummaryEvent: one,
      policyAnalyzeStackSummaryEvent: all,
    }: OpsEvent) {
      if (policyEvent) violations.push(violationOf(policyEvent));
      if (one) {
        judged.add(one.resourceUrn ?? "");
        count(one);
      }
      if (all) {
        complete.add(all.policyPackName);
        count(all);
      }
    },
    facts: (): PolicyFacts => ({ violations, judged, satisfied, failed, complete }),
  };
}

/** The finding an engine event carries; its last line may be the remedy, after "fix: ". */
export function violationOf(event: PolicyFinding): Violation {
  const text = plain(event.message);
  const cut = text.lastIndexOf("\nfix: ");
  const message = cut < 0 ? text : text.slice(0, cut).trim();
  const lost = downgraded.test(message);
  const fix = cut < 0 ? undefined : text.slice(cut + "\nfix: ".length).trim();
  return {
    urn: event.resourceUrn ?? "",
    policy: event.policyName,
    level: mild.has(event.enforcementLevel) && !lost ? "advisory" : "mandatory",
    severity: event.severity ?? "unrated",
    message: message.replace(unseen, "").replace(downgraded, ""),
    fix,
    cannotTell: lost || unseen.test(message),
  };
}
