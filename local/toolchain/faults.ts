import { Fault } from "../../lib/fault.ts";
import { compareVersions } from "./version.ts";
import { neededGo } from "./go.ts";
import { isEdited, type Tool } from "./tool.ts";

const label = ({ name, version }: Tool): string => `${name} ${version}`;
/** What PATH can bring, and Go for all; only Go where one of them is edited, since all of them are missing. */
const ways = (tools: readonly Tool[], also: string): string => {
  const go = `Go >= ${tools.map(neededGo).sort(compareVersions).at(-1) ?? ""} ${also}`;
  if (tools.some(isEdited)) return `install ${go}`;
  return `install ${tools.map(label).join(", ")} on PATH, or ${go}`;
};

/** No Go, or one too old, and tools that are nowhere: all of them in one line, with the ways out. */
export function cannotBuild(tools: readonly Tool[], go: string | undefined): Fault {
  const is = tools.length === 1 ? "is" : "are";
  const why = go === undefined ? "Go is not installed" : `Go ${go} is too old to build`;
  return new Fault({
    where: tools.map(label).join(", "),
    problem: `${is} missing and ${why}${go === undefined ? "" : tools.length === 1 ? " it" : " them"}`,
    fix: ways(tools, "with network access, then run this again"),
  });
}

const unreachable =
  /dial tcp|no such host|connection refused|connection reset|i\/o timeout|TLS handshake|proxyconnect|network is unreachable|module lookup disabled|server misbehaving/;
const full = /no space left on device|disk quota exceeded/;
const refused = /permission denied|read-only file system|not a directory|file exists/;

/** A failed `go` command as one line; `output` is what it printed, `cache` how the tool cache is called. */
export function buildFailed(tool: Tool, output: string, cache: string): Fault {
  const lines = output.split("\n").map((line) => line.trim());
  const telling = lines.filter((line) => line !== "" && !line.startsWith("go: downloading"));
  const storage = telling.find((line) => full.test(line));
  if (storage !== undefined) return cacheUnusable(cache, "no space left on device");
  if (telling.some((line) => unreachable.test(line))) {
    return new Fault({
      where: label(tool),
      problem: "is missing and the Go module proxy cannot be reached",
      fix: ways([tool], "with network access (GOPROXY), then run this again"),
    });
  }
  return new Fault({
    where: label(tool),
    problem: `could not be built: ${wrongIn(telling) ?? "go said nothing"}`,
    fix: ways([tool], "with network access, then run this again"),
  });
}

/** The line that names a place in a source file, without the folder of the module cache; else the last one. */
function wrongIn(lines: readonly string[]): string | undefined {
  const placed = lines.find((line) => /\.go:\d+:/.test(line)) ?? lines.at(-1);
  return placed?.replace(/^\S*\/pkg\/mod\//, "");
}

/** The tool cache cannot be written. */
export function cacheUnusable(cache: string, why: string): Fault {
  return new Fault({
    where: `tool cache ${cache}`,
    problem: why,
    fix: "free or unlock it, or set INTELGRAPH_CACHE to another folder, then run this again",
  });
}

/** Why a file operation in the cache failed, in words; undefined when it is none that a person can mend. */
export function storageTrouble(error: unknown): string | undefined {
  if (!Error.isError(error)) return undefined;
  const { code, message }: NodeJS.ErrnoException = error;
  if (code === "ENOSPC" || code === "EDQUOT" || full.test(message))
    return "no space left on device";
  if (code === "EROFS") return "is read-only";
  if (code === "EACCES" || code === "EPERM") return "may not be written";
  if (code === "ENOTDIR" || code === "EEXIST") return "is not a folder";
  return refused.test(message) ? message : undefined;
}
