import type { Waived } from "../../policy-packs/lib/finding.ts";
import { type OpsEvent, plain, type PolicyFinding, type PolicySummaryEvent } from "./events.ts";
import { pairOf } from "./policies.ts";

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
  /** The waiver that a pack says covers it; only ever on a finding that does not refuse. */
  readonly waived: Waived | undefined;
}

/** What the packs told during one run. */
export interface PolicyFacts {
  readonly violations: readonly Violation[];
  /** Resources that a pack has judged. */
  readonly judged: ReadonlySet<string>;
  /** Pairs of rule and resource that are satisfied; a rule over the whole stack names no resource. */
  readonly passed: ReadonlySet<string>;
  /** Pairs that are not satisfied; those with a waived finding are among them. */
  readonly failed: ReadonlySet<string>;
  /** Packs that have judged the stack as a whole, so that the run was complete. */
  readonly complete: ReadonlySet<string>;
}

/** A verdict that the SDK made advisory on its own, because the rule read a value that is not known yet. */
const downgraded = /^can't run policy '.*' from policy pack '.*' during preview: /s;
const unseen = /^cannot tell: /;
/** As the packs write it: policy-packs/lib/finding.ts. */
const excused = /^waived until (\d{4}-\d\d-\d\d) by ([^()]+) \(([^()\s]+)\): /;

/** Levels that do not refuse; any other, also one not heard of yet, does. */
const mild = new Set(["advisory", "warning", "none"]);

/** Collects what the packs say, event by event. */
export function policyReader() {
  const violations: Violation[] = [];
  const judged = new Set<string>();
  const complete = new Set<string>();
  const passed = new Set<string>();
  const failed = new Set<string>();
  const note = (summary: PolicySummaryEvent, urn: string) => {
    for (const rule of summary.passed ?? []) passed.add(pairOf(rule, urn));
    for (const rule of summary.failed ?? []) failed.add(pairOf(rule, urn));
  };

  return {
    read({
      policyEvent,
      policyAnalyzeSummaryEvent: one,
      policyAnalyzeStackSummaryEvent: all,
    }: OpsEvent) {
      if (policyEvent) violations.push(violationOf(policyEvent));
      if (one) {
        const { resourceUrn = "" } = one;
        judged.add(resourceUrn);
        note(one, resourceUrn);
      }
      if (all) {
        complete.add(all.policyPackName);
        note(all, "");
      }
    },
    facts: (): PolicyFacts => ({ violations, judged, passed, failed, complete }),
  };
}

/** The finding an engine event carries; its last line may be the remedy, after "fix: ". */
export function violationOf(event: PolicyFinding): Violation {
  const text = plain(event.message);
  const cut = text.lastIndexOf("\nfix: ");
  const message = cut < 0 ? text : text.slice(0, cut).trim();
  const lost = downgraded.test(message);
  const fix = cut < 0 ? undefined : text.slice(cut + "\nfix: ".length).trim();
  const level = mild.has(event.enforcementLevel) && !lost ? "advisory" : "mandatory";
  // A finding that refuses is never waived, whatever its text says.
  const waived = level === "advisory" ? waivedOf(message) : undefined;
  const said = waived === undefined ? message : message.replace(excused, "");
  return {
    urn: event.resourceUrn ?? "",
    policy: event.policyName,
    level,
    severity: event.severity ?? "unrated",
    message: said.replace(unseen, "").replace(downgraded, ""),
    fix,
    cannotTell: lost || unseen.test(said),
    waived,
  };
}

function waivedOf(message: string): Waived | undefined {
  const [, expires, owner, ticket] = excused.exec(message) ?? [];
  if (expires === undefined || owner === undefined || ticket === undefined) return;
  return { expires, owner, ticket };
}
