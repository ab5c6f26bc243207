import { resolve } from "node:path";

import { Fault } from "../../../lib/fault.ts";
import { type SealingPlace, sealingPlace } from "../../../lib/sealing/place.ts";
import { environmentName } from "../environment-name.ts";

/** Where what is sealed for an environment lies. @throws Fault for one that has no controller of its own */
export function placeOf(root: string, named: string, backup?: string): SealingPlace {
  const environment = environmentName(named, root);
  if (environment === "pr" || environment.startsWith("pr-")) {
    const fix = "seal for dev, in whose cluster previews live";
    throw new Fault({ where: environment, problem: "has no sealing key of its own", fix });
  }
  const place = sealingPlace(root, environment);
  return backup === undefined ? place : { ...place, backup: resolve(root, backup) };
}
