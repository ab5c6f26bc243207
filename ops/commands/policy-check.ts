import type { Flags } from "../lib/command-table.ts";
import type { Outcome } from "../lib/outcome.ts";
import type { Ports } from "../lib/ports.ts";

export function policyCheck(
  inputs: readonly string[],
  flags: Flags,
  ports: Ports,
): Promise<Outcome> {
  return Promise.reject(new Error(`${inputs.join()} ${JSON.stringify(flags)} ${ports.root}`));
}
