import { policyName, type Rule } from "../../../policy-packs/lib/rule.ts";
import type { CheckReport, ReportedFinding } from "./report-types.ts";
import { placeOf } from "./render.ts";

/**
 * The report as JUnit XML: a suite per pack.
 *
 * A rule with findings is a case per resource, any other rule one case of its own; advisory findings pass and are shown
 * as output, waived ones are skipped.
 */
export function junitOf(report: CheckReport, rules: readonly Rule[]): string {
  const byPolicy = Map.groupBy(report.findings, ({ policy }) => policy);
  const suites = [...Map.groupBy(rules, ({ pack }) => pack)].map(([pack, list]) =>
    suiteOf(
      pack,
      list.flatMap((rule) => casesOf(rule, byPolicy.get(policyName(rule)) ?? [])),
    ),
  );
  const cases = suites.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="ops policy check" ${countsOf(cases)} time="${report.seconds}">`,
    ...suites.map(({ text }) => text),
    "</testsuites>",
  ].join("\n");
}

interface Case {
  readonly state: "passed" | "failed" | "skipped";
  readonly text: string;
}

function suiteOf(pack: string, cases: readonly Case[]) {
  const lines = cases.map(({ text }) => text).join("\n");
  const text = `  <testsuite name=${quoted(pack)} ${countsOf(cases)}>\n${lines}\n  </testsuite>`;
  return { cases, text };
}

function countsOf(cases: readonly Case[]): string {
  const count = (state: Case["state"]) => cases.filter((one) => one.state === state).length;
  return `tests="${cases.length}" failures="${count("failed")}" errors="0" skipped="${count("skipped")}"`;
}

function casesOf(rule: Rule, findings: readonly ReportedFinding[]): Case[] {
  const policy = policyName(rule);
  if (findings.length === 0) {
    const text = `    <testcase classname=${quoted(policy)} name=${quoted(rule.description)}/>`;
    return [{ state: "passed", text }];
  }
  return [...Map.groupBy(findings, ({ id }) => id).values()].map((group) => caseOf(policy, group));
}

function caseOf(policy: string, group: readonly ReportedFinding[]): Case {
  const [first] = group;
  const file =
    (first?.file ?? null) === null
      ? ""
      : ` file=${quoted(first?.file ?? "")} line="${first?.line ?? 1}"`;
  const open = `    <testcase classname=${quoted(policy)} name=${quoted(first?.resource ?? "")}${file}>`;
  const refusing = group.filter(({ refuses }) => refuses);
  const waived = group.filter((one) => one.waived !== undefined);
  const inner =
    refusing.length > 0
      ? element("failure", refusing)
      : waived.length > 0
        ? element("skipped", waived)
        : `      <system-out>${escaped(group.map(textOf).join("\n"))}</system-out>`;
  const state = refusing.length > 0 ? "failed" : waived.length > 0 ? "skipped" : "passed";
  return { state, text: `${open}\n${inner}\n    </testcase>` };
}

function element(name: "failure" | "skipped", findings: readonly ReportedFinding[]): string {
  const [first] = findings;
  const message = first === undefined ? "" : textOf(first);
  const type = name === "failure" ? ` type=${quoted(first?.severity ?? "")}` : "";
  const lines = findings.flatMap((one) => [textOf(one), `fix: ${one.fix}`, placeOf(one) ?? ""]);
  return `      <${name} message=${quoted(message)}${type}>${escaped(lines.filter((line) => line !== "").join("\n"))}</${name}>`;
}

function textOf({ message, cannotTell, waived }: ReportedFinding): string {
  const text = cannotTell ? `cannot tell: ${message}` : message;
  return waived === undefined
    ? text
    : `waived until ${waived.expires} by ${waived.owner} (${waived.ticket}): ${text}`;
}

const quoted = (text: string): string => `"${escaped(text).replaceAll("\n", "&#10;")}"`;

/** XML 1.0 has no place at all for most control characters. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
