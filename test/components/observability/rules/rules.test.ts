import { readFileSync } from "node:fs";
import { join } from "node:path";

import { SEVERITIES } from "../../../../components/observability/alerting/settings.ts";
import { RUNBOOKS } from "../../../../components/observability/names.ts";
import { ruleGroups } from "../../../../components/observability/rules/groups.ts";
import {
  type Alert,
  RUNBOOK_URL,
  ruleSpec,
} from "../../../../components/observability/rules/rule.ts";
import { cases } from "./cases.ts";

const alerts = ruleGroups.flatMap(({ rules }) =>
  rules.filter((rule): rule is Alert => "alert" in rule),
);
const textOf = (path: string): string =>
  readFileSync(join(import.meta.dirname, "../../../..", path), "utf8");
const names = alerts.map(({ alert }) => alert);

describe("the rules about the platform", () => {
  it("call no two alerts and no two groups alike", () => {
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(ruleGroups.map(({ name }) => name)).size).toBe(ruleGroups.length);
  });

  it("give every alert a section of the runbook, and every section is of one", () => {
    const sections = [...textOf(RUNBOOKS).matchAll(/^## (\S+)$/gm)].map(([, title]) => title ?? "");

    expect(sections.toSorted()).toEqual(names.toSorted());
  });

  it("name in the runbook no Secret that nobody declares", () => {
    const declared = [...textOf("secrets/declared.yaml").matchAll(/^platform\/(\S+):$/gm)];
    const named = [...textOf(RUNBOOKS).matchAll(/Secret `([^`]+)`/g)];

    expect(named.length).toBeGreaterThan(0);
    expect(declared.map(([, name]) => name)).toEqual(
      expect.arrayContaining(named.map(([, name]) => name)),
    );
  });

  it("link to that section as GitHub makes its anchor", () => {
    const spec = ruleSpec(ruleGroups);
    const links = spec.groups.flatMap(({ rules }) =>
      rules.flatMap((rule) =>
        "annotations" in rule
          ? [(rule as { annotations: { runbook_url: string } }).annotations.runbook_url]
          : [],
      ),
    );

    expect(links).toEqual(names.map((name) => `${RUNBOOK_URL}#${name.toLowerCase()}`));
    expect(RUNBOOK_URL.endsWith(RUNBOOKS)).toBe(true);
  });

  it("tell somebody of every alert but the watchdog", () => {
    const untold = alerts.filter(
      ({ severity }) => !(SEVERITIES as readonly string[]).includes(severity),
    );

    expect(untold.map(({ alert }) => alert)).toEqual(["Watchdog"]);
  });

  it("silence warnings only, by critical alerts that there are, and by labels that both have", () => {
    const faults = alerts.flatMap(({ alert, severity, silencedBy }) =>
      (silencedBy?.alerts ?? []).flatMap((by) => {
        const louder = alerts.find((one) => one.alert === by);
        const labels = [alert, by].map((name) => cases.find((one) => one.alert === name)?.labels);
        const known = silencedBy?.same.every((label) => labels.every((of) => label in (of ?? {})));
        return severity === "warning" && louder?.severity === "critical" && known === true
          ? []
          : [`${alert} by ${by}`];
      }),
    );

    expect(faults).toEqual([]);
    expect(alerts.find(({ alert }) => alert === "CertificateExpiresSoon")?.silencedBy).toEqual({
      alerts: ["CertificateExpires"],
      same: ["probe", "instance"],
    });
  });

  it("say in one line what it is, and then what it means", () => {
    for (const { summary, description } of alerts) {
      expect(summary).toMatch(/^[^\n]{10,90}$/);
      expect(summary).not.toMatch(/\.$/);
      expect(description).toMatch(/\.$/);
    }
  });

  it("have cases that promtool can tell apart", () => {
    const titles = cases.map(({ alert, about }) => `${alert} ${about ?? ""}`);

    expect(new Set(titles).size).toBe(titles.length);
  });

  it("are each made to fire and to stay quiet by promtool", () => {
    const tried = new Set(cases.map(({ alert }) => alert));

    expect([...tried].toSorted()).toEqual(names.toSorted());
    expect(cases.filter(({ healthy }) => healthy === undefined).map(({ alert }) => alert)).toEqual([
      "Watchdog",
    ]);
  });
});
