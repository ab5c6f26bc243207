import { ruleGroups } from "../rules/groups.ts";

/** A condition on the labels of an alert. */
export const is = (name: string, value: string, matchType: "=" | "!=" = "=") => ({
  name,
  value,
  matchType,
});

const CRITICAL = is("severity", "critical");
const WARNING = is("severity", "warning");

/** `inhibitRules` of the AlertmanagerConfig: which alert is not told while another one is. */
export const inhibitions = () => [
  ...pairs.map(({ alert, by, same }) => ({
    sourceMatch: [CRITICAL, is("alertname", by)],
    targetMatch: [WARNING, is("alertname", alert)],
    equal: [...same],
  })),
  // Rules that workloads bring may call both severities alike; those of the platform never do.
  {
    sourceMatch: [CRITICAL],
    targetMatch: [WARNING],
    equal: ["alertname", "namespace", "job"],
  },
  {
    sourceMatch: [is("alertname", "TargetDown")],
    targetMatch: [WARNING, is("alertname", "TargetDown", "!=")],
    equal: ["namespace", "job", "instance"],
  },
];

/** Warnings of the platform and the critical alerts that say the same, as the rules themselves name them. */
const pairs = ruleGroups
  .flatMap(({ rules }) => rules)
  .flatMap((rule) => {
    if (!("alert" in rule) || rule.silencedBy === undefined) return [];
    const { alerts, same } = rule.silencedBy;
    return alerts.map((by) => ({ alert: rule.alert, by, same }));
  });
