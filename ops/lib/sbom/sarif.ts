import { createHash } from "node:crypto";

import { type Roots, uriOf } from "../policy-check/sarif.ts";
import type { DiffReport, ReportedChange, ReportedIntroduced } from "./report-schema.ts";
import { ALLOWABLE } from "./allow-list.ts";
import { exceptionText, kinds, movementText, packageText, whyTexts } from "./wording.ts";

const SCORES = { critical: "9.5", high: "8.0", unrated: "8.0", lower: "3.0" } as const;

const vulnerabilityRules = [
  {
    id: "sbom/vulnerability-introduced",
    means: "a component that this change added or updated has a vulnerability",
    fix: "take a version without it, or accept it in releases/accepted.json",
    level: "error",
  },
  {
    id: "sbom/vulnerability-disclosed",
    means: "a component that this change left alone has a vulnerability that is newly disclosed",
    fix: "update it in a change of its own",
    level: "note",
  },
] as const;

const rules = [
  ...ALLOWABLE.map((kind) => ({
    id: `sbom/${kind}`,
    means: kinds[kind].means,
    fix: kinds[kind].fix ?? "",
    level: kind === "hash" ? "error" : "warning",
  })),
  ...vulnerabilityRules,
];

interface Finding {
  readonly rule: string;
  readonly level: "error" | "warning" | "note";
  readonly about: string;
  readonly message: string;
  /** What stays the same from run to run. */
  readonly identity: readonly string[];
  readonly suppressed: string;
  readonly score?: string;
}

/** What there is to look at as a SARIF 2.1.0 log; plain additions, removals and updates are no findings. */
export function sarifOf(report: DiffReport, roots: Roots): object {
  const { changes, vulnerabilities, head, verdict } = report;
  const findings = [
    ...changes.flatMap(changeFinding),
    ...(vulnerabilities?.introduced ?? []).map(introducedFinding),
    ...(vulnerabilities?.disclosed ?? []).map((one): Finding => ({
      rule: "sbom/vulnerability-disclosed",
      level: "note",
      about: packageText(one),
      message: `${one.severity} ${one.id}, newly disclosed`,
      identity: [one.id, one.package],
      suppressed: "",
      score: SCORES[one.severity],
    })),
  ];
  const file =
    head.kind === "release" ? `releases/${head.name.split("/")[0] ?? ""}.json` : head.name;
  const base = head.kind === "release" ? { ...roots, cwd: roots.root } : roots;
  const location = { artifactLocation: { uri: uriOf(file, base) }, region: { startLine: 1 } };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "ops sbom diff", rules: rules.map(descriptorOf) } },
        invocations: [
          {
            executionSuccessful: verdict !== "cannot tell",
            exitCode: { done: 0, refused: 1, "cannot tell": 2 }[verdict],
          },
        ],
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => resultOf(finding, location)),
      },
    ],
  };
}

const descriptorOf = ({ id, means, fix, level }: (typeof rules)[number]): object => ({
  id,
  shortDescription: { text: means },
  fullDescription: { text: means },
  help: { text: `${means}\nfix: ${fix}`, markdown: `${means}\n\n**Fix** ${fix}` },
  defaultConfiguration: { level },
  properties: { tags: ["security", "sbom"] },
});

function changeFinding(change: ReportedChange): Finding[] {
  const rule = rules.find(({ id }) => id === `sbom/${change.kind}`);
  if (rule === undefined) return [];
  const { title } = kinds[change.kind];
  const movement = movementText(change);
  return [
    {
      rule: rule.id,
      level: change.kind === "hash" ? "error" : "warning",
      about: packageText(change),
      message: movement === "" ? title : `${title}: ${movement}`,
      identity: [change.package, change.version, change.from ?? "", change.to ?? ""],
      suppressed: change.allowed === undefined ? "" : exceptionText(change),
    },
  ];
}

function introducedFinding(one: ReportedIntroduced): Finding {
  const { id, severity, why, accepted } = one;
  return {
    rule: "sbom/vulnerability-introduced",
    level: severity === "lower" ? "note" : "error",
    about: packageText(one),
    message: `${severity} ${id}, ${whyTexts[why]}`,
    identity: [id, one.package],
    suppressed: exceptionText(accepted === undefined ? {} : { allowed: accepted }),
    score: SCORES[severity],
  };
}

function resultOf(finding: Finding, physicalLocation: object): object {
  const { rule, level, about, message, identity, suppressed, score } = finding;
  const index = rules.findIndex(({ id }) => id === rule);
  return {
    ruleId: rule,
    ruleIndex: index,
    level,
    message: { text: `${about}: ${message}\nfix: ${rules[index]?.fix ?? ""}` },
    locations: [
      { physicalLocation, logicalLocations: [{ fullyQualifiedName: about, kind: "package" }] },
    ],
    partialFingerprints: {
      "finding/v1": createHash("sha256")
        .update([rule, ...identity].join("\0"))
        .digest("hex")
        .slice(0, 32),
    },
    suppressions:
      suppressed === ""
        ? []
        : [{ kind: "external", status: "accepted", justification: suppressed }],
    ...(score === undefined ? {} : { properties: { "security-severity": score } }),
  };
}
