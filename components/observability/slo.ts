/**
 * What services owe their users, drawn as lines in dashboards and alerted on nowhere yet.
 *
 * Milliseconds are those within which 95 % of the calls answer: reads and writes. The share is that of calls that fail.
 */
export const SLO = {
  latencyMs: [350, 700],
  readMs: 350,
  writeMs: 700,
  errorShare: 0.001,
  quantile: 0.95,
} as const;
