import {
  type ChangedResource,
  type ChangeCounts,
  changed,
  countChanges,
  risky,
} from "../lib/changes.ts";
import type { Ports } from "../lib/ports.ts";
import { progress } from "../lib/progress.ts";
import { seconds } from "../lib/report.ts";
import { changeLines } from "../lib/rows.ts";
import { runFailure } from "../lib/run-failure.ts";
import { duration, plural, type Screen } from "../lib/screen.ts";
import { withSession } from "../lib/session.ts";
import { commandFor, findTarget } from "../lib/target.ts";
import type { DeployInput } from "./preview.ts";

export interface RefreshInput extends DeployInput {
  /** Compare only, and refuse when the cluster differs from the state. @default false */
  readonly expectNoChanges?: boolean;
}

export interface RefreshReport {
  readonly command: "refresh";
  readonly environment: string;
  readonly verdict: "done" | "refused";
  /** True when the state now says what the cluster says. */
  readonly recorded: boolean;
  readonly changes: ChangeCounts;
  /** What somebody or something changed behind the program's back. */
  readonly drift: readonly ChangedResource[];
  readonly seconds: number;
  /** Commands for the next step. */
  readonly next: { readonly up: string };
}

/** Compares the state with what lives in the cluster, and brings the state up to it unless that is not wanted. */
export async function refresh(input: RefreshInput, ports: Ports): Promise<RefreshReport> {
  const target = findTarget(ports.root, input);
  const { environment } = target;
  ports.screen.lines(`IntelGraph platform: drift of ${environment}`, "");
  const { noWait = false, restore = false, expectNoChanges = false } = input;
  const options = { verb: "refresh" as const, noWait, restore, create: false };
  return withSession(target, ports, options, async (session) => {
    const begun = ports.now().getTime();
    const verb = expectNoChanges ? "drift" : "refresh";
    const end = await session.access.engine.run(verb, {
      signal: ports.signal,
      onEvent: progress({ ...ports, label: "refresh", total: undefined }),
    });
    if (end.exit !== 0) throw await runFailure({ verb, end, session, ports });
    const changes = countChanges(end.facts.done);
    const drift = risky(end.facts.done);
    const milliseconds = ports.now().getTime() - begun;
    const said =
      changed(changes) === 0
        ? "the cluster is as the state says"
        : `${plural(changed(changes), "resource differs", "resources differ")} from the state`;
    ports.screen.row("refresh", `${said}   ${duration(milliseconds)}`);
    for (const line of changeLines(drift)) ports.screen.row("refresh", line);
    return {
      command: "refresh",
      environment,
      verdict: expectNoChanges && changed(changes) > 0 ? "refused" : "done",
      recorded: !expectNoChanges,
      changes,
      drift,
      seconds: seconds(milliseconds),
      next: { up: commandFor(target, "up") },
    };
  });
}

/** The end of the screen. */
export function render(
  { environment, verdict, drift, next: { up } }: RefreshReport,
  { paint }: Screen,
): string[] {
  if (verdict === "refused") {
    return [
      "",
      paint("red", `drift: ${plural(drift.length, "resource")} (${environment})`),
      `next       ${up}    puts it back`,
    ];
  }
  return drift.length === 0 ? [] : ["", `next       ${up}    puts it back, the state knows it now`];
}
