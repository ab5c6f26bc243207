import { afterRun } from "../lib/after-run.ts";
import { changed } from "../lib/changes.ts";
import { confirmed } from "../lib/confirm.ts";
import { type NamespaceFacts, namespaceFacts, namespaceTable } from "../lib/namespaces.ts";
import { checkOutputs, namespacesOf } from "../lib/outputs.ts";
import type { Ports } from "../lib/ports.ts";
import type { Profile } from "../lib/control-plane.ts";
import { followProfile, profileOf } from "../lib/profile.ts";
import { planned, previewRun } from "../lib/preview-run.ts";
import { refusalLines } from "../lib/refusal.ts";
import { changesOf, type DeployReport, previewReport, seconds, verdictsOf } from "../lib/report.ts";
import { afterRow, previewRows, upRow } from "../lib/rows.ts";
import type { Screen } from "../lib/screen.ts";
import { type Session, withSession } from "../lib/session.ts";
import { findTarget, titleOf } from "../lib/target.ts";
import { upRun } from "../lib/up-run.ts";
import type { DeployInput } from "./preview.ts";

export interface UpInput extends DeployInput {
  /** Do not ask before a real environment is changed. @default false */
  readonly yes?: boolean;
  /** core, or full for controllers as processes; local clusters only. @default core */
  readonly profile?: string;
  /** File descriptor that gives the passphrase of the sealing key's backup. @default a person is asked, when it is needed */
  readonly passphraseFd?: string;
}

export interface UpReport extends DeployReport {
  /** Undefined when the environment has no namespaces, or the API does not answer. */
  readonly namespaces?: readonly NamespaceFacts[];
  /** What was asked for; undefined is core. */
  readonly profile?: Profile | undefined;
}

/** Preview, gate, up with the packs on, then the packs over the resulting state. */
export async function up(input: UpInput, ports: Ports): Promise<UpReport> {
  const target = findTarget(ports.root, input);
  ports.screen.lines(`IntelGraph platform: environment ${titleOf(target)}`, "");
  const { noWait = false, restore = false } = input;
  const profile = profileOf(input.profile, target);
  return withSession(target, ports, { verb: "up" as const, noWait, restore }, (session) =>
    provision(session, ports, { yes: input.yes, passphraseFd: input.passphraseFd, profile }),
  );
}

interface Provisioning {
  readonly yes?: boolean | undefined;
  readonly passphraseFd?: string | undefined;
  readonly profile: Profile | undefined;
}

/** The up of a stack that is locked and ready. */
export async function provision(
  session: Session,
  ports: Ports,
  { yes = false, passphraseFd, profile }: Provisioning,
): Promise<UpReport> {
  const begun = ports.now().getTime();
  const before = await previewRun(session, ports);
  const report = { ...previewReport(session, before), command: "up" as const };
  previewRows(report, ports.screen);
  if (report.verdict === "refused") return report;
  if (changed(report.changes) > 0 && !yes) await confirmed(session.target, "change", ports);

  const done = await upRun(session, ports, before, passphraseFd);
  const changes = changesOf({ steps: done.end.facts.done });
  const told = {
    ...report,
    ...changes,
    ...verdictsOf(done.judgement),
    outputs: done.end.facts.outputs ?? {},
    seconds: seconds(ports.now().getTime() - begun),
  };
  upRow(changes.changes, planned(before), done.milliseconds, ports.screen);
  if (done.judgement.refused) return { ...told, verdict: "refused", refusedBy: "up" };

  ports.screen.status("after", "the policies judge the resulting state");
  const after = await afterRun(session, done.end.facts.done, before.catalogue, ports);
  afterRow(after, ports.screen);
  const end = { ...told, after, seconds: seconds(ports.now().getTime() - begun) };
  if (after.refused)
    return { ...end, findings: after.findings, verdict: "refused", refusedBy: "after" };
  await followProfile(profile, session.target, ports);
  checkOutputs(session.target.directory, session.target.environment, end.outputs);
  const namespaces = await namespaceFacts(session.access.cluster, namespacesOf(end.outputs));
  return { ...end, profile, ...(namespaces ? { namespaces } : {}) };
}

const consequences = {
  preview: "nothing was changed.",
  up: "the change is applied in part, the state is saved; correct it and run the command again.",
  after: "the change is applied; correct it and run the command again.",
} as const;

/** The end of the screen: a refusal, or what is there and what to do next. */
export function render(report: UpReport, screen: Screen): string[] {
  const { environment, refusedBy, namespaces = [], kubeconfig, next, profile } = report;
  if (refusedBy !== undefined) {
    const what = refusedBy === "after" ? "resulting state" : refusedBy;
    return ["", ...refusalLines({ ...report, what, consequence: consequences[refusedBy] }, screen)];
  }
  return [
    "",
    ...(namespaces.length > 0 ? [...namespaceTable(namespaces), ""] : []),
    ...(kubeconfig === undefined ? [] : [`kubeconfig ${kubeconfig}`]),
    `outputs    ops outputs ${environment}`,
    `next       ops status ${environment}    what is there, and how it is`,
    ...(environment === "local" && profile !== "full"
      ? ["           make up PROFILE=full    the platform's controllers as real processes"]
      : []),
    `           ${next.down}`,
  ];
}
