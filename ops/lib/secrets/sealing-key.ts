import { placeName, sealingPlace } from "../../../lib/sealing/place.ts";
import type { Ports } from "../ports.ts";
import type { Session } from "../session.ts";
import { hasPlatform } from "../target.ts";
import { type KeyDelivery, keyDelivery } from "./deliver.ts";

/**
 * The private half of the sealing key on its way into the cluster of a run; undefined when it is there, or when nothing of
 * the stack is sealed. `passphraseFd` is the value of `--passphrase-fd`; without it a person is asked.
 *
 * @throws Fault when the cluster lacks it and the backup cannot be opened, before anything is changed
 */
export function sealingKey(
  { target, access }: Pick<Session, "target" | "access">,
  ports: Pick<Ports, "root" | "askSecret">,
  passphraseFd?: string,
): Promise<KeyDelivery | undefined> {
  if (!hasPlatform(target) || access.cluster === undefined) return Promise.resolve(undefined);
  const place = sealingPlace(
    ports.root,
    placeName(target.environment, target.cluster ?? target.environment),
  );
  return keyDelivery(
    place,
    access.cluster,
    { ask: ports.askSecret, descriptor: passphraseFd },
    ports,
  );
}
