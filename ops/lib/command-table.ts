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
  readonly values?: readonly string[];
  readonly env?: string;
  readonly namespace?: string;
  readonly sarif?: boolean;
  readonly junit?: boolean;
  readonly markdown?: boolean;
  readonly scans?: boolean;
  readonly scanBase?: string;
  readonly scanHead?: string;
  readonly allow?: string;
  readonly plan?: boolean;
  readonly image?: string;
  readonly provenance?: string;
  readonly sbom?: string;
  readonly scan?: string;
  readonly layout?: string;
  readonly key?: string;
  readonly generateKey?: boolean;
  readonly predicate?: string;
  readonly out?: string;
  readonly json?: boolean;
  readonly github?: boolean;
}

/** A word behind a verb, as commander writes it. */
interface Word {
  readonly syntax: string;
  readonly help: string;
}

/** One verb: what it is called, what it takes, and what it does. */
export interface CommandRow {
  /** `up`; `policy check` for a verb within a group. */
  readonly name: string;
  readonly summary: string;
  /** What stands behind the verb, as commander writes it: `<environment>`, `<input...>`. @default nothing */
  readonly takes?: Word | readonly Word[];
  /** Flags with their help, besides `--json` and `--github`. */
  readonly flags: readonly (keyof typeof flagHelp)[];
  readonly run: (words: readonly string[], flags: Flags, ports: Ports) => Promise<Outcome>;
}

/** A verb that works on one environment. */
interface EnvironmentRow extends Omit<CommandRow, "takes" | "run"> {
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
  "-f, --values <file>": "values for the charts, later files over earlier ones; repeatable",
  "--env <environment>":
    "whose settings hold: local, dev, stage, prod, pr or pr-<n>; without it the strictest",
  "--namespace <name>": "for objects that name none, and the namespace charts are rendered for",
  "--sarif": "the findings as SARIF 2.1.0 on stdout",
  "--junit": "the verdicts as JUnit XML on stdout",
  "--markdown": "a comment for a pull request on stdout, with a hidden line to find it by",
  "--scan-base <file>": "scan of the base: an attested one, or CycloneDX with vulnerabilities",
  "--scan-head <file>": "scan of the head, likewise; for files only, a release has its own",
  "--no-scans": "only components are asked about, not vulnerabilities",
  "--allow <file>": "allowed changes, instead of releases/sbom-allowed.json",
  "--plan": "only say what would change, and whether it may; write nothing",
  "--image <image>": "registry/repository@sha256:<digest>, without a tag",
  "--provenance <file>": "Sigstore bundle with SLSA v1 provenance of the image",
  "--sbom <file>": "Sigstore bundle with a CycloneDX SBOM of the image",
  "--scan <file>": "Sigstore bundle with a vulnerability scan of the image",
  "--layout <folder>": "OCI layout that holds the image's attestations",
  "--key <file>": "private key in PEM that nobody else can read",
  "--generate-key": "make the key first, and <key>.pub beside it",
  "--predicate <file>": "JSON file with what is said about the image",
  "--out <file>": "where to write; stdout without it",
} as const;

/** Flags that may be given several times; their values come as a list. */
export const repeatable: ReadonlySet<keyof typeof flagHelp> = new Set(["-f, --values <file>"]);

/** What the groups of verbs are about. */
export const groups: Readonly<Record<string, string>> = {
  policy: "the policies, without an engine: judge manifests, look at waivers",
  sbom: "what images are made of",
  release: "what an environment runs, and the evidence that it may",
};

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

/** The verbs on environments; each module is loaded when its verb is used. */
const onEnvironments: readonly EnvironmentRow[] = [
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

const environment = {
  syntax: "<environment>",
  help: "local, dev, stage, prod or pr-<number>",
} as const;

/** The verbs; each module is loaded when its verb is used. */
export const commands: readonly CommandRow[] = [
  ...onEnvironments.map((row) => ({
    ...row,
    takes: environment,
    run: ([name = ""]: readonly string[], flags: Flags, ports: Ports) =>
      row.run(name, flags, ports),
  })),
  {
    name: "policy check",
    summary: "judges manifests, rendered charts and Argo CD Applications by every policy",
    takes: {
      syntax: "<input...>",
      help: "manifest, folder, chart (folder or .tgz), or - for stdin",
    },
    flags: [
      "-f, --values <file>",
      "--env <environment>",
      "--namespace <name>",
      "--sarif",
      "--junit",
    ],
    run: async (inputs, flags, ports) => {
      const { policyCheckOutcome } = await import("./policy-check/outcome.ts");
      return policyCheckOutcome(inputs, flags, ports);
    },
  },
  {
    name: "policy waivers",
    summary: "every exception to a policy: owner, end, and which stacks use it",
    flags: [],
    run: async (_words, _flags, ports) => {
      const { policyWaivers, waiversOutcome } = await import("../commands/policy-waivers.ts");
      return waiversOutcome(policyWaivers(ports));
    },
  },
  {
    name: "promote",
    summary: "takes what one environment runs over into the release of the next, once that may be",
    takes: [
      { syntax: "<from>", help: "dev or stage" },
      { syntax: "<to>", help: "the one after it: stage or prod" },
    ],
    flags: ["--plan"],
    run: async ([from = "", to = ""], { plan = false }, ports) => {
      const { promote } = await import("../commands/promote.ts");
      const { promoteOutcome } = await import("./promotion/outcome.ts");
      return promoteOutcome(await promote({ from, to, plan }, ports));
    },
  },
  {
    name: "release verify",
    summary: "judges every image of a release by its evidence, offline",
    takes: { syntax: "<environment>", help: "local, dev, stage, prod or pr-<number>" },
    flags: [],
    run: async ([name = ""], _flags, ports) => {
      const { releaseVerify, releaseVerifyOutcome } = await import("../commands/release-verify.ts");
      return releaseVerifyOutcome(releaseVerify(name, ports));
    },
  },
  {
    name: "release add",
    summary: "collects the evidence of an image, judges it, and releases it to an environment",
    takes: [
      { syntax: "<environment>", help: "local, dev, stage, prod or pr-<number>" },
      { syntax: "<service>", help: "name of the workload service, for example api" },
    ],
    flags: [
      "--image <image>",
      "--provenance <file>",
      "--sbom <file>",
      "--scan <file>",
      "--layout <folder>",
    ],
    run: async ([name = "", service = ""], flags, ports) => {
      const { releaseAdd, releaseAddOutcome } = await import("../commands/release-add.ts");
      return releaseAddOutcome(await releaseAdd({ ...flags, environment: name, service }, ports));
    },
  },
  {
    name: "release diff",
    summary: "what differs between the releases of two environments",
    takes: [
      { syntax: "<from>", help: "environment, for example prod" },
      { syntax: "<to>", help: "environment, for example stage" },
    ],
    flags: [],
    run: async ([from = "", to = ""], _flags, ports) => {
      const { releaseDiff, releaseDiffOutcome } = await import("../commands/release-diff.ts");
      return releaseDiffOutcome(releaseDiff(from, to, ports));
    },
  },
  {
    name: "release attest",
    summary: "signs a statement about an image with a key, for tests and without a network",
    takes: { syntax: "<kind>", help: "provenance, sbom or scan" },
    flags: [
      "--image <image>",
      "--predicate <file>",
      "--key <file>",
      "--generate-key",
      "--out <file>",
    ],
    run: async ([kind = ""], flags) => {
      const { releaseAttest, releaseAttestOutcome } = await import("../commands/release-attest.ts");
      const { generateKey = false, ...rest } = flags;
      return releaseAttestOutcome(releaseAttest({ ...rest, kind, generateKey }));
    },
  },
  {
    name: "sbom diff",
    summary:
      "what a change does to the components of an image, and which vulnerabilities it brings",
    takes: {
      syntax: "<sbom...>",
      help: "base and head: CycloneDX file, bundle or <env>/<service>; a base can be none, and is what prod runs by default",
    },
    flags: [
      "--scan-base <file>",
      "--scan-head <file>",
      "--no-scans",
      "--allow <file>",
      "--markdown",
      "--sarif",
    ],
    run: async (names, flags, ports) => {
      const { sbomDiffOutcome } = await import("./sbom/outcome.ts");
      return sbomDiffOutcome(names, flags, ports);
    },
  },
];
