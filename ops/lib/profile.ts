import { existsSync } from "node:fs";

import { Fault } from "../../lib/fault.ts";
import type { Profile } from "./control-plane.ts";
import type { Ports } from "./ports.ts";
import { localFolder, type Target } from "./target.ts";

/** The profile that was asked for. Throws a Fault for a word that is none, and for a cluster that is not on this machine. */
export function profileOf(word: string | undefined, target: Target): Profile | undefined {
  if (word === undefined) return undefined;
  if (word !== "core" && word !== "full") {
    throw new Fault({
      where: `--profile ${word}`,
      problem: "is no profile",
      fix: "use core, or full for the controllers as processes",
    });
  }
  if (target.cluster !== undefined) return word;
  throw new Fault({
    where: `--profile ${word}`,
    problem: `${target.environment} has its controllers in its own cluster`,
    fix: "leave it out; profiles are for local and for rehearsals",
  });
}

/** After a successful up: controllers run with `full`, and end without. */
export async function followProfile(
  profile: Profile | undefined,
  target: Target,
  ports: Ports,
): Promise<void> {
  if (target.cluster === undefined) return;
  if (profile === "full") await ports.controlPlane.follow(target.cluster, "full");
  else await withoutControllers(target, ports);
}

/** Ends controllers of a cluster of this machine, where there may be any. */
export async function withoutControllers({ cluster }: Target, ports: Ports): Promise<void> {
  if (cluster === undefined) return;
  if (!existsSync(localFolder(ports.root, "clusters", cluster, "controllers", "compose.json")))
    return;
  await ports.controlPlane.follow(cluster, "core");
}
