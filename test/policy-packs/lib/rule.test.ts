import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import { policyOf } from "../../../policy-packs/lib/crossguard.ts";
import { CannotTell, cannotTell, finding } from "../../../policy-packs/lib/finding.ts";
import { nsaHardening } from "../../../policy-packs/lib/frameworks.ts";
import { assess } from "../../../policy-packs/lib/judge.ts";
import { type Judgement, resourceRule, stackRule } from "../../../policy-packs/lib/rule.ts";
import { type Subject, subjectOf } from "../../../policy-packs/lib/subject.ts";
import type { Waiver } from "../../../policy-packs/lib/waivers.ts";
import { evaluate, evaluateStack, UNKNOWN } from "../../support/evaluate.ts";

const facts = {
  pack: "trial",
  name: "rule",
  severity: "low",
  level: "mandatory",
  description: "Demands something.",
  remediation: "mend it",
  framework: nsaHardening("trial"),
  options: { limit: { type: "integer", description: "A ceiling.", default: 1 } },
} as const;

const rule = (judge: (subject: Subject, settings: { limit: number }, now: Date) => Judgement) =>
  resourceRule<{ limit: number }>({ ...facts, judge, admission: { absent: "it is made up" } });
const shown = { type: "kubernetes:core/v1:Pod", name: "it", props: { spec: { a: UNKNOWN } } };
const subject = subjectOf({ type: shown.type, name: shown.name, props: {} });

describe("a rule", () => {
  it("keeps the findings made before it threw", () => {
    const verdict = rule(function* () {
      yield finding("one");
      yield finding("two");
      throw new CannotTell("nobody knows");
    }).verdict(subject);

    expect(verdict).toMatchObject({
      findings: [
        { message: "one", cannotTell: false },
        { message: "two", cannotTell: false },
        { message: "nobody knows", cannotTell: true },
      ],
    });
  });

  it.each([
    [
      "an error",
      new TypeError("x is not a function\n at y"),
      "the rule failed: x is not a function",
    ],
    ["a text", "boom", "the rule failed: boom"],
    ["nothing", undefined, "the rule failed: undefined"],
  ])("cannot tell when it throws %s at once", (_, thrown, message) => {
    const verdict = rule(() => {
      throw thrown as Error;
    }).verdict(subject);

    expect(verdict).toMatchObject({ findings: [{ message, cannotTell: true }] });
  });

  it("holds the strictest value of a setting that nobody gave, and takes the one given", () => {
    const spoken = rule((_, { limit }) => [finding(String(limit))]);

    expect(spoken.verdict(subject)).toMatchObject({ findings: [{ message: "1" }] });
    expect(spoken.verdict(subject, { limit: 5 })).toMatchObject({ findings: [{ message: "5" }] });
  });

  it("is told the moment at which it judges, here and by every door", async () => {
    const dated = rule((_, __, now) => [finding(now.toISOString())]);
    const [here, engine, door] = [1, 2, 3].map((day) => new Date(`2026-12-0${day}T00:00:00Z`));

    const { violations } = await evaluate(
      policyOf(dated, { waivers: [], now: () => engine ?? new Date(0) }),
      shown,
    );
    const terms = { rules: [dated], configuration: {}, waivers: [], now: door ?? new Date(0) };

    expect(dated.verdict(subject, {}, here)).toMatchObject({
      findings: [{ message: "2026-12-01T00:00:00.000Z" }],
    });
    expect(violations[0]?.message).toContain("2026-12-02T00:00:00.000Z");
    expect(assess([subject], terms).findings[0]?.finding.message).toBe("2026-12-03T00:00:00.000Z");
  });

  it.each([
    [{ limit: "5" }, "configuration: limit is not a whole number"],
    [{ limit: null }, "configuration: limit is not a whole number"],
    [{ limits: 5 }, 'configuration: unknown key "limits", did you mean limit?'],
    [
      { zoo: 1, limit: 0.5 },
      'configuration: unknown key "zoo", known: limit; limit is not a whole number',
    ],
  ])("cannot tell under the configuration %j", (given, message) => {
    const verdict = rule(() => []).verdict(subject, given);

    expect(verdict).toMatchObject({ findings: [{ message, cannotTell: true }] });
  });
});

describe("a rule as a policy of the engine", () => {
  it("carries all facts of the rule", () => {
    expect(policyOf(rule(() => []))).toMatchObject({
      name: "trial/rule",
      description: "Demands something.",
      enforcementLevel: "mandatory",
      severity: "low",
      remediationSteps: "mend it",
      framework: { name: "NSA/CISA Kubernetes Hardening Guide", reference: "trial" },
      tags: ["trial"],
      configSchema: { properties: facts.options },
    });
  });

  it("does not let an unknown value reach the SDK, which would make the verdict advisory", async () => {
    const reading = rule(({ props }) => [finding(JSON.stringify(props))]);

    const evaluation = await evaluate(policyOf(reading), shown);

    expect(evaluation).toEqual({
      violations: [
        {
          message: "cannot tell: spec.a is not known during preview\nfix: mend it",
          urn: undefined,
        },
      ],
    });
  });

  it("names the resource of a stack that a finding is about", async () => {
    const naming = stackRule<{ limit: number }>({
      ...facts,
      judge: (subjects) => subjects.map(({ name, urn }) => finding(name, urn)),
    });

    const evaluation = await evaluateStack(policyOf(naming) as StackValidationPolicy, [
      { ...shown, urn: "urn:pulumi:a" },
      { ...shown, name: "other", urn: "urn:pulumi:b" },
    ]);

    expect(evaluation.violations).toEqual([
      { message: "it\nfix: mend it", urn: "urn:pulumi:a" },
      { message: "other\nfix: mend it", urn: "urn:pulumi:b" },
    ]);
  });

  it("tells the SDK what a control without the wrapper tells it: a downgrade", async () => {
    const control: ResourceValidationPolicy = {
      name: "control",
      description: "Reads what is unknown.",
      enforcementLevel: "mandatory",
      validateResource: ({ props }) => void JSON.stringify(props),
    };

    const evaluation = await evaluate(control, shown);

    expect(evaluation.downgraded).toBe("string value at .spec.a can't be known during preview");
  });
});

describe("a waived finding", () => {
  const waiver: Waiver = {
    policy: "trial/rule",
    resource: "Pod core/it",
    reason: "because",
    owner: "graph-team",
    ticket: "INT-42",
    expires: "2026-12-31",
  };
  const at = (time: string) => ({ waivers: [waiver], now: () => new Date(time) });
  const during = at("2026-12-31T23:59:59.999Z");
  const after = at("2027-01-01T00:00:00Z");
  const pod = { ...shown, props: { metadata: { name: "it", namespace: "core" } } };
  const two = rule(() => [finding("one"), cannotTell("two")]);
  const mark = "waived until 2026-12-31 by graph-team (INT-42): ";

  it("is advisory and says until when, by whom and under which ticket", async () => {
    expect(await evaluate(policyOf(two, during), pod)).toEqual({
      violations: [
        { message: `${mark}one\nfix: mend it`, urn: undefined, level: "advisory" },
        { message: `${mark}cannot tell: two\nfix: mend it`, urn: undefined, level: "advisory" },
      ],
    });
  });

  it("counts again on the day after, and says why", async () => {
    const expired = "; its waiver INT-42 expired on 2026-12-31\nfix: mend it";

    expect(await evaluate(policyOf(two, after), pod)).toEqual({
      violations: [
        { message: `one${expired}`, urn: undefined },
        { message: `cannot tell: two${expired}`, urn: undefined },
      ],
    });
  });

  it("is known by the clock of each verdict, not by that of the start", async () => {
    let time = "2026-12-31T00:00:00Z";
    const policy = policyOf(two, { waivers: [waiver], now: () => new Date(time) });
    const level = async () => (await evaluate(policy, pod)).violations[0]?.level;

    expect(await level()).toBe("advisory");
    time = "2027-01-01T00:00:00Z";
    expect(await level()).toBeUndefined();
  });

  it.each([
    ["another name", { metadata: { name: "other", namespace: "core" } }],
    ["another namespace", { metadata: { name: "it", namespace: "web" } }],
    ["no namespace", { metadata: { name: "it" } }],
    ["a namespace that is not known", { metadata: { name: "it", namespace: UNKNOWN } }],
    ["nothing that says who it is", {}],
  ])("is another resource with %s", async (_, props) => {
    const { violations } = await evaluate(policyOf(two, during), { ...pod, props });

    expect(violations.map(({ level }) => level)).toEqual([undefined, undefined]);
  });

  const stacked = stackRule<{ limit: number }>({
    ...facts,
    judge: (subjects) => [
      ...subjects.map(({ name, urn }) => finding(name, urn)),
      finding("all of it"),
      finding("somebody", "urn:unheard"),
    ],
  });

  it("of a rule over the stack is that of the resource it names, never one of none", async () => {
    const everything = { ...waiver, resource: "* *it*" };
    const policy = policyOf(stacked, { ...during, waivers: [waiver, everything] });

    const { violations } = await evaluateStack(policy as StackValidationPolicy, [
      { ...pod, urn: "urn:a" },
      { ...pod, name: "other", urn: "urn:b", props: { metadata: { name: "web" } } },
    ]);

    expect(violations).toEqual([
      { message: `${mark}it\nfix: mend it`, urn: "urn:a", level: "advisory" },
      { message: "other\nfix: mend it", urn: "urn:b" },
      { message: "all of it\nfix: mend it", urn: undefined },
      { message: "somebody\nfix: mend it", urn: "urn:unheard" },
    ]);
  });
});
