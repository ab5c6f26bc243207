import { z } from "zod";

const count = z.int().min(0);

const tally = z.strictObject({
  violated: count,
  satisfied: count,
  notApplicable: count,
  cannotTell: count,
  waived: count,
});

const waived = z.strictObject({
  expires: z.iso.date().describe("last day on which it holds, in UTC"),
  owner: z.string(),
  ticket: z.string(),
});

export const findingSchema = z.strictObject({
  policy: z.string().describe("<pack>/<rule>"),
  severity: z.enum(["critical", "high", "medium", "low"]),
  level: z.enum(["mandatory", "advisory"]),
  resource: z.string().describe('"Deployment core/api"; "the stack" for a finding about none'),
  id: z.string().describe("tells resources of one name apart; empty for a finding about none"),
  file: z.string().nullable(),
  line: z.int().min(1).nullable(),
  message: z.string(),
  fix: z.string().describe("the next step"),
  cannotTell: z.boolean().describe("the rule lacked evidence"),
  refuses: z.boolean().describe("false for an advisory finding and for a waived one"),
  waived: waived.optional(),
});

/** What `ops policy check --json` prints when it could judge; a fault is `{verdict: "failed", faults}`. */
export const reportSchema = z.strictObject({
  command: z.literal("policy check"),
  verdict: z.enum(["done", "refused"]),
  environment: z.string().nullable().describe("null: the strictest settings held"),
  resources: count,
  rules: count,
  counts: tally.describe("verdicts: pairs of rule and resource, or one for a rule over all"),
  tallies: z.record(z.string(), tally).describe("the same by rule"),
  findings: z.array(findingSchema).describe("the worst first"),
  waivers: z
    .array(waived.extend({ policy: z.string(), resource: z.string() }))
    .describe("every use of an exception"),
  notUnderstood: z
    .array(z.strictObject({ apiVersion: z.string(), kind: z.string(), count }))
    .describe("kinds that no rule knows; they were only searched for pods"),
  disabled: z.array(z.string()).describe("rules that the environment switches off"),
  rendered: z.array(z.string()).describe("charts that were rendered"),
  skipped: z.array(z.strictObject({ file: z.string(), reason: z.string() })),
  seconds: z.number().min(0),
});
