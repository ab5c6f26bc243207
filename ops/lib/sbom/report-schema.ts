import { z } from "zod";

import { CHANGE_KINDS } from "./compare.ts";

const count = z.int().min(0);

const side = z.strictObject({
  name: z.string().describe("as it was given"),
  kind: z.enum(["release", "bundle", "file", "none"]),
  image: z.string().nullable().describe("of a release: registry/repository@sha256:<digest>"),
  subject: z.string().nullable().describe("name@version of what the SBOM says it is about"),
  components: count,
  scanned: z.boolean().describe("whether there is a scan of it"),
});

const exception = z.strictObject({
  owner: z.string(),
  ticket: z.string(),
  expires: z.iso.date().describe("last day on which it holds, in UTC"),
});

const change = z.strictObject({
  kind: z.enum(CHANGE_KINDS),
  package: z.string().describe("package URL without version, else type, group and name"),
  version: z.string().describe("in the head; in the base for what is removed"),
  from: z.string().optional(),
  to: z.string().optional(),
  refuses: z.boolean(),
  allowed: exception.optional(),
  expired: exception.optional().describe("an entry that covered it until its last day"),
});

const vulnerability = z.strictObject({
  id: z.string(),
  severity: z.enum(["critical", "high", "unrated", "lower"]),
  package: z.string().describe("empty when the scan names none"),
  version: z.string(),
});

const introduced = vulnerability.extend({
  why: z.enum(["added", "version changed", "component unknown"]),
  refuses: z.boolean(),
  accepted: exception.optional(),
});

/** What `ops sbom diff --json` prints; a fault is `{verdict: "failed", faults}`. */
export const reportSchema = z.strictObject({
  command: z.literal("sbom diff"),
  verdict: z
    .enum(["done", "refused", "cannot tell"])
    .describe("cannot tell: there is no scan of the head"),
  base: side,
  head: side,
  counts: z.record(z.enum(CHANGE_KINDS), count),
  changes: z.array(change).describe("sorted by package"),
  vulnerabilities: z
    .strictObject({
      introduced: z.array(introduced).describe("by what this change added or updated"),
      disclosed: z.array(vulnerability).describe("in components that this change left alone"),
      fixed: z.array(vulnerability),
      remaining: count.describe("in both scans"),
    })
    .nullable()
    .describe("null: there is no scan of the head"),
  notes: z.array(z.string()).describe("what could not be compared, and why"),
});

export type DiffReport = z.infer<typeof reportSchema>;
export type ReportedChange = z.infer<typeof change>;
export type ReportedIntroduced = z.infer<typeof introduced>;
export type ReportedVulnerability = z.infer<typeof vulnerability>;
export type Side = z.infer<typeof side>;
