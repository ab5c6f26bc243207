import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { generatedFiles } from "./files.ts";

const folder = join(import.meta.dirname, "..");

// The only writer of the types of custom resources. Run it after an upgrade of an artifact, and read the difference.
for (const [path, text] of generatedFiles()) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
  process.stdout.write(`wrote components/crds/${path}\n`);
}
