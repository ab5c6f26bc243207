import type { z } from "zod";

import type { findingSchema, reportSchema } from "./report-schema.ts";

/** What `ops policy check --json` prints. */
export type CheckReport = z.infer<typeof reportSchema>;

/** One finding in it. */
export type ReportedFinding = z.infer<typeof findingSchema>;
