import { type DoorCounts, doorsOf } from "./document-doors.ts";
import { hiddenKinds, podPaths } from "./kinds.ts";
import { operatorKinds } from "./operator-kinds.ts";
import { policyName, type Rule } from "./rule.ts";

const PREFACE = `# Policies

Generated from the rules by \`node policy-packs/docs.ts\`; do not edit.

A rule judges what a change would make, before it is made. A mandatory finding refuses \`pulumi preview\` and \`pulumi up\`,
through the plain command line and through \`ops\` alike. A rule that lacks evidence (a value not known during preview, a
field not filled in yet, a defect of its own) does not let the change pass: it reports a finding that starts with
"cannot tell: ".

\`policy-packs/all\` holds every rule in one analyzer; each pack also works alone. The settings of an environment are in
\`config.<env>.json\` beside each pack. Where nothing is configured, the defaults below hold: they are the strictest.
`;

/** All rules as one page: an overview, the doors, then each rule with its remedy and its settings. */
export function documentOf(rules: readonly Rule[], counts: DoorCounts): string {
  const rows = rules.map(
    (rule) =>
      `| [${policyName(rule)}](#${anchorOf(rule)}) | ${rule.severity} | ${rule.level} | ${rule.description} |`,
  );
  const overview = ["| rule | severity | level | demands |", "|---|---|---|---|", ...rows];
  return `${PREFACE}\n${overview.join("\n")}\n\n${doorsOf(rules, counts)}\n${rules.map(sectionOf).join("\n")}\n${pods()}`;
}

function pods(): string {
  const carriers = Object.entries(podPaths).flatMap(([group, kinds]) =>
    Object.entries(kinds).map(
      ([kind, path]) => `| ${named(group, kind)} | \`${path.join(".")}\` |`,
    ),
  );
  const hidden = Object.entries(hiddenKinds).flatMap(([group, kinds]) =>
    kinds.map((kind) => named(group, kind)),
  );
  const operated = Object.entries(operatorKinds).flatMap(([group, kinds]) =>
    Object.keys(kinds).map((kind) => named(group, kind)),
  );
  return `## Where pods are looked for

Rules over pods look into containers, init containers, sidecars, ephemeral containers and volumes of these kinds, alone,
in lists and as patches:

| kind | pod |
|---|---|
${carriers.join("\n")}

They know how the operators of these kinds make pods of them, as far as prometheus-operator v0.85.0 and
opentelemetry-operator v0.137.0 show it in their source: ${operated.join(", ")}. What the operator chooses by its own
flags, such as images and the resources of its reloader, cannot be told until the resource writes it down.

They cannot tell about the pods of these kinds, which are made out of sight: ${hidden.join(", ")}.
Nor can they tell about a kind that nobody knows and that holds a list of containers or an image name anywhere.

## To add a rule

Write it as a pure function in a file of its pack and list it in the \`rules.ts\` beside it; write its fixtures in
\`test/policy-packs/fixtures\`. The tests refuse a rule that lacks a fixture it accepts, one it rejects, an unknown value,
a field not filled in yet, a setting, something it does not apply to, or a throw.
`;
}

const named = (group: string, kind: string): string => (group === "" ? kind : `${group}/${kind}`);

function sectionOf(rule: Rule): string {
  const { description, remediation, framework, scope } = rule;
  const lines = [
    `## ${policyName(rule)}`,
    "",
    description,
    "",
    `- **Judges** ${scope === "stack" ? "all resources of a stack together" : "each resource by itself"}`,
    `- **To mend it** ${escape(remediation)}`,
    `- **Asked for by** [${framework.name} ${framework.version}](${framework.specification}): ${framework.reference}`,
  ];
  return `${[...lines, "", ...settingsOf(rule)].join("\n")}\n`;
}

function settingsOf({ options }: Rule): string[] {
  const rows = Object.entries(options).map(
    ([name, { type, description, items, default: strictest }]) => {
      const of = items?.enum === undefined ? type : `${type} of ${items.enum.join(", ")}`;
      return `| \`${name}\` | ${of} | \`${JSON.stringify(strictest)}\` | ${description} |`;
    },
  );
  if (rows.length === 0) return ["It has no settings."];
  return ["| setting | type | default | meaning |", "|---|---|---|---|", ...rows];
}

/** How GitHub names the heading of a rule. */
const anchorOf = (rule: Rule): string => policyName(rule).replace("/", "");

/** Angle brackets would read as HTML. */
const escape = (text: string): string => text.replace(/<(\w+)>/g, "`<$1>`");
