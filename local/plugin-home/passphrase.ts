import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";

import { createAtomic } from "../../lib/write-atomic.ts";
import type { Layout } from "../layout.ts";

/** Makes the clone's passphrase once: 256 random bits, readable by its owner only; whoever is first wins. */
export function ensurePassphrase(paths: Layout): void {
  if (!existsSync(paths.passphrase)) {
    createAtomic(paths.passphrase, `${randomBytes(32).toString("base64url")}\n`);
  }
}
