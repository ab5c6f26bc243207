import { deployOutcome } from "../deploy-outcome.ts";
import type { Outcome } from "../outcome.ts";
import type { Ports } from "../ports.ts";
import type { Flags } from "./flags.ts";
import type { CommandRow } from "./row.ts";

/** A verb that works on one environment. */
interface EnvironmentRow extends Omit<CommandRow, "takes" | "run"> {
  readonly run: (environment: string, flags: Flags, ports: Ports) => Promise<Outcome>;
}

const shared = ["--project <folder>", "--no-wait", "--restore-backup"] as const;

const deployInput = (environment: string, flags: Flags) => ({
  environment,
  noWait: flags.wait === false,
  restore: flags.restoreBackup === true,
  yes: flags.yes === true,
  ...(flags.profile === undefined ? {} : { profile: flags.profile }),
  ...(flags.project === undefined ? {} : { project: flags.project }),
});

const lookInput = (environment: string, flags: Flags) => ({
  environment,
  rehearse: flags.rehearsal === true,
  ...(flags.project === undefined ? {} : { project: flags.project }),
});

/** The verbs on environments; each module is loaded when its verb is used. */
const onEnvironments: readonly EnvironmentRow[] = [
  {
    name: "preview",
    summary: "what would change, judged by every policy; changes nothing",
    flags: [...shared, "--rules"],
    run: async (environment, flags, ports) => {
      const { preview, render } = await import("../../commands/preview.ts");
      const input = { ...deployInput(environment, flags), rules: flags.rules === true };
      return deployOutcome(await preview(input, ports), render);
    },
  },
  {
    name: "up",
    summary: "preview, gate, up, then the policies over the resulting state",
    flags: [...shared, "--yes", "--profile <profile>", "--passphrase-fd <n>"],
    run: async (environment, flags, ports) => {
      const { up, render } = await import("../../commands/up.ts");
      const { passphraseFd } = flags;
      const input = {
        ...deployInput(environment, flags),
        ...(passphraseFd === undefined ? {} : { passphraseFd }),
      };
      return deployOutcome(await up(input, ports), render);
    },
  },
  {
    name: "down",
    summary: "removes the environment's resources",
    flags: [...shared, "--yes"],
    run: async (environment, flags, ports) => {
      const { down, render } = await import("../../commands/down.ts");
      const report = await down(deployInput(environment, flags), ports);
      return { exit: 0, report, screen: () => render(report) };
    },
  },
  {
    name: "refresh",
    summary: "compares the state with what lives in the cluster, and brings it up to date",
    flags: [...shared, "--expect-no-changes"],
    run: async (environment, flags, ports) => {
      const { refresh, render } = await import("../../commands/refresh.ts");
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
      const { outputs, render, renderShell } = await import("../../commands/outputs.ts");
      const { flat } = await import("../outputs.ts");
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
      const { status, render } = await import("../../commands/status.ts");
      const report = await status(lookInput(environment, flags), ports);
      return { exit: 0, report, screen: () => [], data: render(report, ports.now()) };
    },
  },
  {
    name: "unlock",
    summary: "breaks the lock of a run that is dead",
    flags: ["--project <folder>", "--rehearsal", "--force", "--yes"],
    run: async (environment, flags, ports) => {
      const { unlock, render } = await import("../../commands/unlock.ts");
      const { force = false, yes = false } = flags;
      const report = await unlock({ ...lookInput(environment, flags), force, yes }, ports);
      return { exit: 0, report, screen: () => render(report) };
    },
  },
  {
    name: "rehearse",
    summary:
      "provisions the settings of dev, stage, prod or pr-<n> on this machine, then removes them",
    flags: [...shared, "--preview-only", "--keep", "--profile <profile>"],
    run: async (environment, flags, ports) => {
      const { rehearse, render } = await import("../../commands/rehearse.ts");
      const { previewOnly = false, keep = false } = flags;
      const input = { ...deployInput(environment, flags), previewOnly, keep };
      return deployOutcome(await rehearse(input, ports), render);
    },
  },
];

const environment = {
  syntax: "<environment>",
  help: "local, dev, stage, prod or pr-<number>",
} as const;

/** The verbs on environments, as the others are written. */
export const environmentCommands: readonly CommandRow[] = onEnvironments.map((row) => ({
  ...row,
  takes: environment,
  run: ([name = ""]: readonly string[], flags: Flags, ports: Ports) => row.run(name, flags, ports),
}));
