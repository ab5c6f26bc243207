import { deployOutcome } from "./deploy-outcome.ts";
import type { Outcome } from "./outcome.ts";
import type { Ports } from "./ports.ts";

/** Flags as commander hands them over; each command takes those it lists. */
export interface Flags {
  readonly project?: string;
  readonly wait?: boolean;
  readonly restoreBackup?: boolean;
  readonly yes?: boolean;
  readonly force?: boolean;
  readonly expectNoChanges?: boolean;
  readonly previewOnly?: boolean;
  readonly keep?: boolean;
  readonly rehearsal?: boolean;
  readonly shell?: boolean;
  readonly rules?: boolean;
  readonly json?: boolean;
  readonly github?: boolean;
}

/** One verb: what it is called, what it takes, and what it does. */
export interface CommandRow {
  readonly name: string;
  readonly summary: string;
  /** Flags with their help, besides `--json` and `--github`. */
  readonly flags: readonly (keyof typeof flagHelp)[];
  readonly run: (environment: string, flags: Flags, ports: Ports) => Promise<Outcome>;
}

/** Every flag, once: the same word means the same everywhere. */
export const flagHelp = {
  "--project <folder>": "another Pulumi project, for example test/fixtures/no-limits",
  "--no-wait": "refuse at once when another run holds the stack, instead of waiting",
  "--restore-backup": "when the state is damaged, go back to the newest backup in .local/backups",
  "--yes": "do not ask before a real environment is touched",
  "--force": "also break locks of which nobody can tell whether their holder lives",
  "--expect-no-changes": "only compare, and exit 1 when the cluster differs from the state",
  "--preview-only": "stop after the preview",
  "--rules": "also a table of every rule with what it found",
  "--keep": "leave the control plane and what is on it, to be looked at",
  "--rehearsal": "the rehearsal of that environment on this machine, instead of the real one",
  "--shell": 'print lines for a shell: eval "$(ops outputs local --shell)"',
} as const;

const shared = ["--project <folder>", "--no-wait", "--restore-backup"] as const;

const deployInput = (environment: string, flags: Flags) => ({
  environment,
  noWait: flags.wait === false,
  restore: flags.restoreBackup === true,
  yes: flags.yes === true,
  ...(flags.project === undefined ? {} : { project: flags.project }),
});

const lookInput = (environment: string, flags: Flags) => ({
  environment,
  rehearse: flags.rehearsal === true,
  ...(flags.project === undefined ? {} : { project: flags.project }),
});

/** The verbs; each module is loaded when its verb is used. */
export const commands: readonly CommandRow[] = [
  {
    name: "preview",
    summary: "what would change, judged by every policy; changes nothing",
    flags: [...shared, "--rules"],
    run: async (environment, flags, ports) => {
      const { preview, render } = await import("../commands/preview.ts");
      const input = { ...deployInput(environment, flags), rules: flags.rules === true };
      return deployOutcome(await preview(input, ports), render);
    },
  },
  {
    name: "up",
    summary: "preview, gate, up, then the policies over the resulting state",
    flags: [...shared, "--yes"],
    run: async (environment, flags, ports) => {
      const { up, render } = await import("../commands/up.ts");
      return deployOutcome(await up(deployInput(environment, flags), ports), render);
    },
  },
  {
    name: "down",
    summary: "removes the environment's resources",
    flags: [...shared, "--yes"],
    run: async (environment, flags, ports) => {
      const { down, render } = await import("../commands/down.ts");
      const report = await down(deployInput(environment, flags), ports);
      return { exit: 0, report, screen: () => render(report) };
    },
  },
  {
    name: "refresh",
    summary: "compares the state with what lives in the cluster, and brings it up to date",
    flags: [...shared, "--expect-no-changes"],
    run: async (environment, flags, ports) => {
      const { refresh, render } = await import("../commands/refresh.ts");
      const expectNoChanges = flags.expectNoChanges === true;
      const report = await refresh({ ...deployInput(environment, flags), expectNoChanges }, ports);
      const exit = report.verdict === "refused" ? 1 : 0;
      return { exit, report, screen: (screen) => render(report, screen) };
    },
  },
  {
    name: "outputs",
    summary: "what deploy jobs read",
    flags: ["--project <folder>", "--rehearsal", "--shell"],
    run: async (environment, flags, ports) => {
      const { outputs, render, renderShell } = await import("../commands/outputs.ts");
      const { flat } = await import("./outputs.ts");
      const report = await outputs(lookInput(environment, flags), ports);
      return {
        exit: 0,
        report: report.outputs,
        screen: () => [],
        data: flags.shell === true ? renderShell(report) : render(report),
        news: () => ({ outputs: Object.fromEntries(flat(report.outputs)), annotations: [] }),
      };
    },
  },
  {
    name: "status",
    summary: "what is there, and how it is",
    flags: ["--project <folder>", "--rehearsal"],
    run: async (environment, flags, ports) => {
      const { status, render } = await import("../commands/status.ts");
      const report = await status(lookInput(environment, flags), ports);
      return { exit: 0, report, screen: () => [], data: render(report, ports.now()) };
    },
  },
  {
    name: "unlock",
    summary: "breaks the lock of a run that is dead",
    flags: ["--project <folder>", "--rehearsal", "--force", "--yes"],
    run: async (environment, flags, ports) => {
      const { unlock, render } = await import("../commands/unlock.ts");
      const { force = false, yes = false } = flags;
      const report = await unlock({ ...lookInput(environment, flags), force, yes }, ports);
      return { exit: 0, report, screen: () => render(report) };
    },
  },
  {
    name: "rehearse",
    summary:
      "provisions the settings of dev, stage, prod or pr-<n> on this machine, then removes them",
    flags: [...shared, "--preview-only", "--keep"],
    run: async (environment, flags, ports) => {
      const { rehearse, render } = await import("../commands/rehearse.ts");
      const { previewOnly = false, keep = false } = flags;
      const input = { ...deployInput(environment, flags), previewOnly, keep };
      return deployOutcome(await rehearse(input, ports), render);
    },
  },
];
