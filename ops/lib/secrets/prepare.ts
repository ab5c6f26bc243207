import { declaredFor } from "../../../lib/sealing/declared.ts";
import { placeName, sealingPlace, type SealingPlace } from "../../../lib/sealing/place.ts";
import { declarations } from "../../../lib/sealing/read.ts";
import { initPlace, type InitPorts } from "../../commands/secrets-init.ts";
import { type SealNeeds, sealPortsOf, unsealed } from "../../commands/secrets-seal.ts";
import type { Ports } from "../ports.ts";
import type { Target } from "../target.ts";
import { sealSecret } from "./seal.ts";

/** What a value is on this machine when nobody could generate the real one. */
const STAND_IN = { from: "generator", generator: "32:base64url" } as const;

/**
 * Sees to it that an environment of this machine has a sealing key and everything declared sealed, before its program
 * reads that. Does nothing for a real environment, whose keys people make.
 *
 * Values that somebody would have to type for a real one are generated here: they open no door outside.
 */
export async function prepareSecrets(
  { kind, environment, cluster }: Pick<Target, "kind" | "environment" | "cluster">,
  ports: SealNeeds & InitPorts & Pick<Ports, "screen">,
): Promise<SealingPlace | undefined> {
  if (kind === "real" || environment.startsWith("pr-")) return undefined;
  const place = sealingPlace(ports.root, placeName(environment, cluster ?? environment));
  const { root, screen } = ports;
  const init = await initPlace(place, { renew: false }, ports);
  if (init.did === "made") screen.row("secrets", `a sealing key of this machine for ${place.name}`);
  if (declaredFor(declarations(root), environment).length === 0) return place;
  const sealPorts = sealPortsOf(ports);
  for (const wanted of unsealed(place, environment, { rotate: false }, ports)) {
    const sources = new Map(
      [...wanted.sources].map(([key, source]) => [
        key,
        source.from === "prompt" ? STAND_IN : source,
      ]),
    );
    const sealed = await sealSecret(place, { ...wanted, sources }, sealPorts);
    if (sealed.did === "sealed")
      screen.row("secrets", `sealed ${sealed.address}: ${sealed.keys.join(", ")}`);
  }
  return place;
}
