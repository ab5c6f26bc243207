import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** What the scripts of the SDK would have been given, as the fake ones below tell it on stdout. */
export interface Seen {
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** In place of the SDK: tells what it was given, then does what its entry point is called. */
const SCRIPT = `
const { argv, execArgv, env, pid } = process;
const seen = JSON.stringify({ argv: argv.slice(2), execArgv, cwd: process.cwd(), env });
process.stdout.write(seen + "\\n");
const [verb, value] = (argv.find((arg) => /^(exit|signal|hang)/.test(arg)) ?? "exit 0").split(" ");
if (!argv.includes("--monitor")) process.stderr.write("bye\\n");
if (verb === "exit") process.exitCode = Number(value);
if (verb === "signal") process.kill(pid, value);
if (verb === "hang") setInterval(() => {}, 1000);
if (value === "deaf") process.on("SIGINT", () => {});
`;

/** A project folder with such an SDK; `remove()` it afterwards. */
export function fakeProject(): { readonly directory: string; remove(): void } {
  const directory = realpathSync(mkdtempSync(path.join(tmpdir(), "language-host-")));
  for (const name of ["run", "run-policy-pack", "run-plugin"]) {
    const folder = path.join(directory, "node_modules/@pulumi/pulumi/cmd", name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "index.js"), SCRIPT);
  }
  mkdirSync(path.join(directory, "stacks"));
  return {
    directory,
    remove: () => {
      rmSync(directory, { recursive: true });
    },
  };
}
