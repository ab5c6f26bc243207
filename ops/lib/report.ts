import type { AfterRun } from "./after-run.ts";
import {
  byComponent,
  type ChangeCounts,
  type ChangedResource,
  type ComponentChanges,
  countChanges,
  risky,
} from "./changes.ts";
import type { Finding, Judgement, WaivedFinding } from "./gate.ts";
import type { Healing } from "./heal.ts";
import type { PolicyCounts } from "./policies.ts";
import type { Previewed } from "./preview-run.ts";
import type { RunFacts } from "./run-facts.ts";
import type { Session } from "./session.ts";
import { commandFor, type Kind, type Target, titleOf } from "./target.ts";

/** What `preview` and `up` have to say, for machines (`--json`) and, rendered, for people. */
export interface DeployReport {
  readonly command: "preview" | "up" | "rehearse";
  readonly environment: string;
  readonly kind: Kind;
  readonly verdict: "done" | "refused";
  /** Which step refused. @default undefined: none did */
  readonly refusedBy?: "preview" | "up" | "after";
  /** Resources by what happens, or happened, to them. */
  readonly changes: ChangeCounts;
  readonly components: readonly ComponentChanges[];
  /** What does not stay as it is, one by one; new resources are not listed. */
  readonly details: readonly ChangedResource[];
  readonly policies: PolicyCounts;
  /** Findings that no waiver covers. */
  readonly findings: readonly Finding[];
  /** Findings that a waiver covers: shown, and no refusal. */
  readonly waived: readonly WaivedFinding[];
  /** Kinds that no rule was written for, with how many there are of each. */
  readonly notUnderstood: Readonly<Record<string, number>>;
  /** Why the packs' silence was no consent. */
  readonly silences: readonly string[];
  /** The packs over the resulting state; only after an up. */
  readonly after?: AfterRun;
  /** Outputs as the program gives them, secrets as a word; null what is not known yet. */
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly healed: Healing;
  readonly seconds: number;
  /** When it was judged, ISO 8601. */
  readonly at: string;
  /** What people call the stack. */
  readonly title: string;
  /** Commands for the next step. */
  readonly next: { readonly up: string; readonly down: string };
  readonly kubeconfig?: string;
  /** Whether every rule is listed with its counts. @default false */
  readonly withRules?: boolean;
}

/** `make down` stops the processes of the local environment; any other is left by removing its resources. */
const downOf = (target: Target): string =>
  commandFor(target, "up") === "make up" ? "make down" : commandFor(target, "down");

/** The report of a preview; also the start of that of an up. */
export function previewReport(session: Session, previewed: Previewed): DeployReport {
  const { end, judgement, healed, milliseconds } = previewed;
  const { environment, kind } = session.target;
  const { kubeconfig } = session.access;
  return {
    command: "preview",
    environment,
    kind,
    verdict: judgement.refused ? "refused" : "done",
    ...(judgement.refused ? { refusedBy: "preview" as const } : {}),
    ...changesOf(end.facts),
    ...verdictsOf(judgement),
    outputs: end.facts.outputs ?? {},
    healed,
    seconds: seconds(milliseconds),
    at: previewed.at.toISOString(),
    title: titleOf(session.target),
    next: { up: commandFor(session.target, "up"), down: downOf(session.target) },
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
  };
}

export const verdictsOf = ({ counts, findings, waived, notUnderstood, silences }: Judgement) => ({
  policies: counts,
  findings,
  waived,
  notUnderstood,
  silences,
});

export const changesOf = ({ steps }: Pick<RunFacts, "steps">) => ({
  changes: countChanges(steps),
  components: byComponent(steps),
  details: risky(steps),
});

export const seconds = (milliseconds: number): number => Math.round(milliseconds / 100) / 10;
