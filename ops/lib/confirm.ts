import { Fault } from "../../lib/fault.ts";
import type { Ports } from "./ports.ts";
import type { Target } from "./target.ts";

/**
 * Asks before a real environment is changed; a local one never needs it.
 *
 * Where nobody can be asked (no terminal, as in CI) the run goes on to change things, but never to remove them.
 */
export async function confirmed(
  { kind, environment }: Target,
  deed: "change" | "remove",
  { ask, screen }: Pick<Ports, "ask" | "screen">,
): Promise<void> {
  if (kind !== "real") return;
  if (ask === undefined) {
    if (deed === "change") return;
    throw new Fault({
      where: environment,
      problem: "is a real environment, and nobody can be asked",
      fix: `add --yes when you mean to ${deed} it`,
      exit: 1,
    });
  }
  screen.lines("");
  if (await ask(`${deed} ${environment} on the real cluster? [y/N] `)) return;
  throw new Fault({
    where: environment,
    problem: "nothing was changed",
    fix: "answer y, or add --yes",
    exit: 1,
  });
}
