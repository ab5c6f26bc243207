import { run } from "../../lib/run.ts";
import { table } from "../../lib/table.ts";
import { type Host, hostOf } from "../controllers/host.ts";
import { openLayout } from "../layout.ts";
import { goVersion, neededGo } from "../toolchain/go.ts";
import { locate } from "../toolchain/ensure.ts";
import { isEdited, readTools, type Tool } from "../toolchain/tool.ts";
import { compareVersions, versionIn } from "../toolchain/version.ts";
import type { CommandContext } from "./start.ts";

/** One line of the diagnosis. */
export interface Finding {
  readonly tool: string;
  readonly wanted: string;
  /** Version that was found; undefined when nothing usable was. */
  readonly found?: string;
  /** Where it was found, or what happens instead. */
  readonly from: string;
  /** Whether this host can run it, now or after a build. */
  readonly runs: boolean;
  /** What a person can do, or should know. */
  readonly note?: string;
}

export interface DoctorReport {
  readonly host: string;
  readonly findings: readonly Finding[];
  /** True when `start` can work here: Node.js is new enough, and every core tool is there or can be built. */
  readonly canRunCore: boolean;
  /** True when every tool of profile `full` is there, without a build. */
  readonly hasFull: boolean;
}

/** The oldest Node.js that runs this project, as package.json says. */
const neededNode = "24.15.0";

/** Looks at everything the local environment needs; changes nothing and builds nothing. */
export async function doctor(
  context: Pick<CommandContext, "paths" | "env">,
): Promise<DoctorReport> {
  const { paths, env } = context;
  openLayout(paths);
  const go = await goVersion(env);
  const tools = readTools();
  const findings = [nodeFinding(paths.root), await npmFinding(env), goFinding(go, tools)];
  for (const tool of tools) findings.push(await toolFinding(tool, go, context));
  findings.push(...hostFindings(await hostOf(env)));
  const full = tools.filter(({ profile, name }) => profile === "full" || name === "helm");
  const core = tools.filter(({ profile }) => profile === "core").map(({ name }) => name);
  const needed = findings.filter(({ tool }) => tool === "node" || core.includes(tool));
  return {
    host: `${process.platform} ${process.arch}`,
    findings,
    canRunCore: needed.every(({ runs }) => runs),
    hasFull: full.every(({ name }) =>
      findings.some(({ tool, found }) => tool === name && found !== undefined),
    ),
  };
}

/** What controllers ask of the host besides programs. */
function hostFindings({ gitDaemon, namespaces }: Host): Finding[] {
  const wanted = "for profile full";
  return [
    {
      tool: "git-daemon",
      wanted,
      from: gitDaemon === undefined ? "nowhere" : "PATH",
      runs: gitDaemon !== undefined,
      note: "serves charts to Argo CD; comes with git",
    },
    {
      tool: "user namespaces",
      wanted,
      from: namespaces ? "kernel" : "nowhere",
      runs: namespaces,
      note: "in which the sealed-secrets controller finds its account; Linux only",
    },
  ];
}

function nodeFinding(root: string): Finding {
  const found = process.versions.node;
  const locked = process.execPath.startsWith(`${root}/node_modules/`);
  const runs = compareVersions(found, neededNode) >= 0;
  const facts = { tool: "node", wanted: `>= ${neededNode}`, found, runs };
  const from = locked ? "node_modules" : "PATH";
  if (locked) return { ...facts, from };
  const apple = process.platform === "darwin" && process.arch === "arm64";
  const note = apple ? "npm has none for Apple silicon: keep Node.js >= 24.15 on PATH" : "";
  return { ...facts, from, note: note || "npm ci brings the locked one" };
}

async function npmFinding(env: NodeJS.ProcessEnv): Promise<Finding> {
  const { code, stdout } = await run("npm", ["--version"], { env });
  const found = code === 0 ? versionIn(stdout) : undefined;
  const facts = { tool: "npm", wanted: ">= 10.0.0" };
  if (found === undefined) {
    return {
      ...facts,
      from: "nowhere",
      runs: false,
      note: "comes with Node.js; installs packages",
    };
  }
  return { ...facts, found, from: "PATH", runs: compareVersions(found, "10.0.0") >= 0 };
}

function goFinding(go: string | undefined, tools: readonly Tool[]): Finding {
  const wanted = tools.map(neededGo).sort(compareVersions).at(-1) ?? "";
  const facts = { tool: "go", wanted: `>= ${wanted}`, note: "needed only to build missing tools" };
  if (go === undefined) return { ...facts, from: "nowhere", runs: false };
  return { ...facts, found: go, from: "PATH", runs: compareVersions(go, wanted) >= 0 };
}

async function toolFinding(
  tool: Tool,
  go: string | undefined,
  { paths, env }: Pick<CommandContext, "paths" | "env">,
): Promise<Finding> {
  const facts = { tool: tool.name, wanted: tool.version };
  if (!tool.platforms.includes(process.platform)) {
    return { ...facts, from: "nowhere", runs: false, note: `needs ${tool.platforms.join(" or ")}` };
  }
  const probes = { ...env, PULUMI_HOME: paths.pulumiHome };
  const ready = await locate(tool, { env: probes, ignored: paths.ignored });
  const need = tool.profile === "core" ? {} : { note: noteOf(tool.profile) };
  if (ready !== undefined) {
    return { ...facts, found: ready.version, from: ready.from, runs: true, ...need };
  }
  if (go !== undefined && compareVersions(go, neededGo(tool)) >= 0) {
    const minutes = Math.ceil(tool.usualSeconds / 60);
    const note = [`about ${minutes} min on 2 cores`, ...Object.values(need)].join(", ");
    return { ...facts, from: "will be built", runs: true, note };
  }
  const theirs = isEdited(tool) ? "" : `${tool.version} on PATH, or `;
  const note = `install ${theirs}Go >= ${neededGo(tool)}`;
  return { ...facts, from: "nowhere", runs: false, note };
}

const noteOf = (profile: Tool["profile"]): string =>
  profile === "full" ? "profile full" : profile;

/** The report as a table and a verdict. */
export function renderDoctor({ host, findings, canRunCore }: DoctorReport): string[] {
  const rows = findings.map(({ tool, wanted, found, from, runs, note }) => [
    tool,
    wanted,
    found ?? "-",
    from,
    runs ? "yes" : "no",
    note === undefined ? "" : `(${note})`,
  ]);
  const header = ["tool", "wanted", "found", "from", "runs here", ""];
  const verdict = canRunCore
    ? "the local environment can run here: make up"
    : "the local environment cannot run here yet: see the lines that say no";
  return [...table([header, ...rows], { indent: 2 }), "", `${host}: ${verdict}`];
}
