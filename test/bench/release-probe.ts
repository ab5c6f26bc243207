const usage = `usage: node test/bench/release-probe.ts <release> <trust> <cache> <now>
Verifies a release in this fresh process and prints what that took, as JSON.`;

/** What one verification took, in milliseconds, and what it found. */
export interface Probed {
  /** Loading our own modules, which the pack of a preview has loaded anyway. */
  readonly load: number;
  /** What a rule that asks for the verdict waits for. */
  readonly verify: number;
  readonly images: number;
  readonly failures: number;
}

if (import.meta.main) {
  const [release, trust, cache, now] = process.argv.slice(2);
  if (release === undefined || trust === undefined || cache === undefined || now === undefined) {
    console.error(usage);
    process.exit(2);
  }
  const begun = performance.now();
  const { verifyRelease } = await import("../../policy-packs/provenance/release/verify.ts");
  const loaded = performance.now();
  const verdict = verifyRelease({ release, trust, cache, now: new Date(now) });
  const done = performance.now();
  const failures = [...verdict.failures, ...verdict.images.flatMap((one) => one.failures)];
  const probed: Probed = {
    load: loaded - begun,
    verify: done - loaded,
    images: verdict.images.length,
    failures: failures.length,
  };
  console.log(JSON.stringify(probed));
}
