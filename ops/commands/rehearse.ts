import { rmSync } from "node:fs";

import { Fault } from "../../lib/fault.ts";
import type { Ports } from "../lib/ports.ts";
import { previewSettings } from "../lib/preview-owner.ts";
import { profileOf } from "../lib/profile.ts";
import { previewRun } from "../lib/preview-run.ts";
import { previewReport } from "../lib/report.ts";
import { previewRows } from "../lib/rows.ts";
import type { Screen } from "../lib/screen.ts";
import { type Session, withSession } from "../lib/session.ts";
import { resourcesOf } from "../lib/state.ts";
import { configFolder, findTarget, localFolder, type Target } from "../lib/target.ts";
import { destroy } from "./down.ts";
import { type DeployInput, render as renderPreview } from "./preview.ts";
import { provision, render as renderUp, type UpReport } from "./up.ts";

export interface RehearseInput extends DeployInput {
  /** Stop after the preview. @default false */
  readonly previewOnly?: boolean;
  /** Leave everything running to be looked at. @default false */
  readonly keep?: boolean;
  /** core, or full for controllers as processes. @default core */
  readonly profile?: string;
}

export interface RehearseReport extends UpReport {
  readonly previewOnly: boolean;
  /** Name of the control plane that was left running; undefined when it was removed. */
  readonly kept?: string;
}

/**
 * Provisions the settings of dev, stage, prod or a preview environment on a local control plane and state of their own,
 * then removes everything again, which proves that it comes down, too.
 */
export async function rehearse(input: RehearseInput, ports: Ports): Promise<RehearseReport> {
  const { previewOnly = false, keep = false, noWait = false, restore = false } = input;
  const target = findTarget(ports.root, { ...input, rehearse: true });
  const { environment, cluster, kind } = target;
  if (kind !== "rehearsal" || cluster === undefined) throw noRehearsal(environment);
  ports.screen.lines(`IntelGraph platform: rehearsal of ${environment}, on this machine`, "");
  const profile = profileOf(input.profile, target);
  const options = {
    verb: "rehearse" as const,
    noWait,
    restore,
    replacements: await replacementsOf(target, ports),
  };
  const { report, left } = await withSession(target, ports, options, async (session) => {
    const before = resourcesOf(await session.state()).length;
    const report = previewOnly
      ? await onlyPreview(session, ports)
      : await provision(session, ports, { yes: true, profile });
    // What an earlier --keep left is not removed by a mere look at what would change.
    const left = keep || (previewOnly && before > 0);
    if (!left) await removed(session, ports);
    return { report, left };
  });
  if (!left) {
    await ports.controlPlane.reset(cluster);
    forget(target, ports);
  }
  return { ...report, command: "rehearse", previewOnly, ...(left ? { kept: cluster } : {}) };
}

/** Nothing is kept of a state that is gone. */
function forget({ id }: Target, { root }: Ports): void {
  rmSync(localFolder(root, "backups", id), { recursive: true, force: true });
  rmSync(localFolder(root, "journal", `${id}.json`), { force: true });
}

async function onlyPreview(session: Session, ports: Ports): Promise<UpReport> {
  const report = previewReport(session, await previewRun(session, ports));
  previewRows(report, ports.screen);
  return report;
}

/** A rehearsal may remove what its settings protect: it only ever touches its own control plane. */
async function removed(session: Session, ports: Ports): Promise<void> {
  const state = await session.state();
  if (resourcesOf(state).length === 0) return;
  if (resourcesOf(state).some(({ protect }) => protect === true)) {
    await session.access.engine.unprotect();
  }
  await destroy(session, ports, state);
}

async function replacementsOf(target: Target, { root, now }: Ports) {
  if (!target.environment.startsWith("pr-")) return [];
  return previewSettings(configFolder(root, target), target.environment, root, now());
}

const noRehearsal = (environment: string) =>
  new Fault({
    where: environment,
    problem: "runs on this machine anyway",
    fix: "make up, or rehearse dev, stage, prod or pr-<number>",
  });

/** The end of the screen. */
export function render(report: RehearseReport, screen: Screen): string[] {
  const { environment, kept, verdict, previewOnly, kubeconfig } = report;
  if (verdict === "refused") {
    return report.refusedBy === "preview"
      ? renderPreview(report, screen)
      : renderUp(report, screen);
  }
  if (kept === undefined) {
    const rest = previewOnly
      ? `ops rehearse ${environment}    provisions it, too`
      : `nothing is left running`;
    return ["", `next       ${rest}`];
  }
  return [
    "",
    `look       kubectl --kubeconfig ${kubeconfig ?? ""} get ns,resourcequota,networkpolicy -A`,
    `           ops status ${environment} --rehearsal`,
    `remove     node local/cli.ts reset ${kept}`,
  ];
}
