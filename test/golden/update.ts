import { writeFileSync } from "node:fs";
import { record } from "../support/record.ts";
import { shortened } from "../support/shortened.ts";
import { goldenOf, programOf, STACKS } from "../support/settings.ts";

// The only writer of goldens. Run it when a change of the program is meant, and read the difference before committing it.
for (const stack of STACKS) {
  const file = goldenOf(stack);
  const recording = await record(programOf(stack), stack);
  writeFileSync(new URL(file, import.meta.url), `${JSON.stringify(shortened(recording), undefined, 2)}\n`);
  process.stdout.write(`wrote test/golden/${file}: ${String(recording.resources.length)} resources\n`);
}
