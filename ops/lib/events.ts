import type { DiagnosticEvent, EngineEvent, PolicyEvent } from "@pulumi/pulumi/automation/index.js";

/** Which policies passed and failed on one resource; those that did not concern it are in neither list. */
export interface PolicySummaryEvent {
  readonly resourceUrn?: string;
  readonly policyPackName: string;
  readonly policyPackVersion: string;
  readonly passed?: readonly string[];
  readonly failed?: readonly string[];
}

/** A violation as CLI 3.259 sends it; the SDK's typings know neither severity nor all the levels. */
export interface PolicyFinding extends Omit<PolicyEvent, "enforcementLevel"> {
  readonly enforcementLevel: string;
  readonly severity?: string;
}

/**
 * An engine event with the fields that CLI 3.259 sends and the SDK's typings lag behind on.
 *
 * Source: sdk/go/common/apitype/events.go of pulumi v3.259.0.
 */
export interface OpsEvent extends Omit<EngineEvent, "policyEvent"> {
  readonly policyEvent?: PolicyFinding;
  /** After each resource. */
  readonly policyAnalyzeSummaryEvent?: PolicySummaryEvent;
  /** Once per pack, at the end of a run without a step error. */
  readonly policyAnalyzeStackSummaryEvent?: PolicySummaryEvent;
}

/** The engine's words without its colour tags (`<{%fg 1%}>`) and blanks around them. */
export const plain = (text: string): string => text.replace(/<\{%.*?%\}>/g, "").trim();

/** True for messages that are about the run, not about something in it. */
export const isNoise = ({ severity, message, ephemeral }: DiagnosticEvent): boolean =>
  ephemeral === true ||
  !(severity === "error" || severity === "warning") ||
  /^(preview|update|refresh|destroy|step generator|step executor) (failed|errored|canceled)/.test(
    plain(message),
  );
