import { pad } from "../../lib/table.ts";
import type { Style } from "../../lib/terminal.ts";
import type { Finding } from "./gate.ts";
import { refuses } from "./policies.ts";
import { plural, type Screen, wrapped } from "./screen.ts";

export interface Refusal {
  /** `preview`, `up`, `state`. */
  readonly what: string;
  /** What people call the stack. */
  readonly title: string;
  readonly findings: readonly Finding[];
  /** Why silence was no consent. */
  readonly silences: readonly string[];
  /** What the refusal means for what is there: "nothing was changed". */
  readonly consequence: string;
}

const colours: Readonly<Record<string, Style>> = { critical: "red", high: "red", medium: "yellow" };

/** Columns of the severity in front of a rule. */
const severityWidth = 10;

/** A refusal as people read it: what was refused, resource by resource, and the way on. */
export function refusalLines(
  refusal: Refusal,
  { width, paint }: Pick<Screen, "width" | "paint">,
): string[] {
  const { what, title, findings, silences, consequence } = refusal;
  const refusing = findings.filter(refuses);
  const mild = findings.filter((finding) => !refuses(finding));
  return [
    paint("red", paint("bold", `${what} refused: ${headline(refusing, silences)} (${title})`)),
    "",
    ...silences.flatMap((text) => wrapped(text, width - 2).map((line) => `  ${line}`)),
    ...(silences.length > 0 ? [""] : []),
    ...findingLines(refusing, width, paint),
    ...(mild.length > 0
      ? ["advisory, shown but not refused:", "", ...findingLines(mild, width, paint)]
      : []),
    `${paint("bold", consequence)}   rules: docs/policies.md   exceptions: docs/runbooks/waivers.md`,
  ];
}

/** Findings grouped by resource, the worst resource first. */
export function findingLines(
  findings: readonly Finding[],
  width: number,
  paint: Screen["paint"],
): string[] {
  const groups = Map.groupBy(findings, ({ urn, resource }) => `${urn} ${resource}`);
  return [...groups.values()].flatMap((group) => {
    const [{ resource, component } = { resource: "", component: undefined }] = group;
    const place = component === undefined ? "" : paint("dim", `in ${component}`);
    return [
      `  ${pad(paint("bold", resource), Math.min(56, width - 24))} ${place}`.trimEnd(),
      ...[...Map.groupBy(group, ({ policy }) => policy).values()].flatMap((findings) =>
        oneRule(findings, width, paint),
      ),
      "",
    ];
  });
}

/** What one rule says about one resource: all its findings, and the remedy once. */
function oneRule(findings: readonly Finding[], width: number, paint: Screen["paint"]): string[] {
  const [{ severity, policy, fix } = { severity: "", policy: "", fix: undefined }] = findings;
  const indent = " ".repeat(4 + severityWidth);
  const columns = Math.max(40, width - indent.length);
  const remedy = fix === undefined ? [] : wrapped(fix, columns - 5);
  const style = colours[severity];
  const shown = style ? paint(style, severity) : severity;
  return [
    `    ${pad(shown, severityWidth)}${policy}`,
    ...findings
      .flatMap(({ message, cannotTell }) =>
        (cannotTell ? `cannot tell: ${message}` : message).split("\n"),
      )
      .flatMap((line) => wrapped(line, columns).map((part) => `${indent}${part}`)),
    ...remedy.map((line, at) => `${indent}${at === 0 ? "fix  " : "     "}${line}`),
  ];
}

function headline(refusing: readonly Finding[], silences: readonly string[]): string {
  if (refusing.length === 0 && silences.length > 0) return "the policies did not judge everything";
  const unclear = refusing.filter(({ cannotTell }) => cannotTell).length;
  const seen = refusing.length - unclear;
  const resources = new Set(refusing.map(({ urn }) => urn)).size;
  const parts = [
    ...(seen > 0 ? [plural(seen, "violation")] : []),
    ...(unclear > 0 ? [plural(unclear, "rule cannot tell", "rules cannot tell")] : []),
  ];
  return `${parts.join(", ")} in ${plural(resources, "resource")}`;
}
