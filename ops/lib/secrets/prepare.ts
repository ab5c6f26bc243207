import { day, endOf } from "../../../lib/sealing/certificate.ts";
import { declaredFor } from "../../../lib/sealing/declared.ts";
import { placeName, sealingPlace, type SealingPlace } from "../../../lib/sealing/place.ts";
import { committedCertificate, declarations } from "../../../lib/sealing/read.ts";
import { initPlace, type InitPorts } from "../../commands/secrets-init.ts";
import { type SealNeeds, sealPortsOf, unsealed } from "../../commands/secrets-seal.ts";
import type { Ports } from "../ports.ts";
import type { Target } from "../target.ts";
import type { Source } from "./plaintext.ts";
import { sealAgain } from "./seal-again.ts";
import { sealSecret } from "./seal.ts";

/** How a value is made on this machine when somebody would have to type the real one. */
const STAND_IN = "32:base64url";

/**
 * Sees to it that an environment of this machine has a sealing key and everything declared sealed, before its program
 * reads that. Does nothing for a real environment, whose keys people make.
 *
 * Values that somebody would have to type for a real one are generated here, behind their `standIn`: they open no door
 * outside.
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
  const ended = await renewed(place, ports);
  const again = await sealAgain(place, environment, ports);
  const news = [
    ...(ended === undefined
      ? []
      : [`the sealing key of ${place.name} ended ${ended}, made a newer one`]),
    ...(again.length === 0 ? [] : [`sealed again as it was: ${again.join(", ")}`]),
  ];
  if (news.length > 0) screen.row("secrets", news.join("; "));
  const declared = new Map(declaredFor(declarations(root), environment));
  if (declared.size === 0) return place;
  const sealPorts = sealPortsOf(ports);
  for (const wanted of unsealed(place, environment, { rotate: false }, ports)) {
    const keys = declared.get(wanted.address)?.keys ?? {};
    const sources = new Map(
      [...wanted.sources].map(([key, source]): [string, Source] => [
        key,
        source.from === "prompt"
          ? { from: "generator", generator: STAND_IN, after: keys[key]?.standIn }
          : source,
      ]),
    );
    const sealed = await sealSecret(place, { ...wanted, sources, remakes: true }, sealPorts);
    if (sealed.did === "sealed")
      screen.row("secrets", `sealed ${sealed.address}: ${sealed.keys.join(", ")}`);
  }
  return place;
}

/** Makes a newer key when the newest has ended, and says the day. Nobody could: a rehearsal is no name that init takes. */
async function renewed(place: SealingPlace, ports: InitPorts): Promise<string | undefined> {
  const certificate = committedCertificate(ports.root, place);
  if (endOf(certificate, ports.now()) !== "expired") return undefined;
  await initPlace(place, { renew: true }, ports);
  return day(certificate.notAfter);
}
