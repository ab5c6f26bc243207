import { LOCK } from "../../../lib/artifacts/lock.ts";

/** What is wanting where something could not be had. */
export type Lack = "go" | "network" | "version" | "path" | "asset" | "voucher" | "agreement";

/** Why something could not be had, in one line, and what is wanting. */
export interface NotHad {
  readonly reason: string;
  readonly lacks: Lack;
}

/** The oldest Go that is wanted, as the README says. */
export const NEEDED_GO = "1.26";

/** The step that helps each; who has no network gains nothing from a corrected path. */
const steps: Readonly<Record<Lack, string>> = {
  go: `install Go ${NEEDED_GO} or newer`,
  network: "connect to the network or set GOPROXY",
  version: "name a version that ops artifacts outdated lists",
  path: `correct the path in ${LOCK}`,
  asset: `look at the address of the release in ${LOCK}`,
  voucher:
    "connect to Go's checksum database, or, where there is none, name the module in GONOSUMDB",
  agreement: "find out who serves other bytes than those Go's checksum database vouches for",
};

/** What helps, in one line: each step once, and then what was tried. */
export function stepFor(failed: readonly NotHad[], then: string): string {
  const wanted = new Set(failed.map(({ lacks }) => steps[lacks]));
  return `${[...wanted].join(", and ")}, then ${then}`;
}

/** Nobody may go on where bytes are not those that were vouched for; all else can be tried again. */
export const exitFor = (failed: readonly NotHad[]): 1 | 2 =>
  failed.some(({ lacks }) => lacks === "agreement") ? 1 : 2;

export const NO_GO: NotHad = { reason: "go is not on PATH", lacks: "go" };

/** What Go says, without the names that stand before it anyway. */
export function notHad(text: string, module: string, version: string): NotHad {
  const lines = text.split("\n").map((line) => line.trim());
  const said = lines.find((line) => line !== "" && !line.startsWith("go: downloading")) ?? "";
  const short = said.replace(/^go: /, "").replaceAll(`${module}@${version}: `, "");
  const reason = short.replace(/Get "([a-z]+:\/\/[^/"]+)[^"]*"/, "$1").trim();
  return { reason: reason === "" ? "go said nothing" : reason, lacks: lackIn(text) };
}

/** In the order of what Go would say first: an answer of the database looks like one of the proxy. */
function lackIn(text: string): Lack {
  if (/checksum mismatch|SECURITY ERROR/.test(text)) return "agreement";
  if (text.includes(": verifying ") || text.startsWith("verifying ")) return "voucher";
  return /unknown revision|no matching versions|: 4\d\d /.test(text) ? "version" : "network";
}
