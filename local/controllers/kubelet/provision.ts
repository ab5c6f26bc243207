import type { Api } from "../../control-plane/api.ts";
import { Unanswered } from "./cluster-objects.ts";
import type { Outcome } from "./delivery.ts";
import { created, outcomeOf, refusalOf } from "./make-objects.ts";
import { type Claim, type Volume, volumeChanges, volumeLabels } from "./volumes.ts";

const VOLUMES = "/api/v1/persistentvolumes";

interface Space {
  readonly metadata: { readonly name: string; readonly uid: string };
}

/** Gives every claim that waits a volume, and removes those of ours that nobody claims. @throws Unanswered */
export async function provideVolumes(api: Api): Promise<Outcome> {
  const list = async (path: string): Promise<readonly unknown[]> => {
    const { status, text } = await api.get(path);
    // A list that is not known to be whole would make a claimed volume look like one that nobody claims.
    if (status !== 200) throw new Unanswered(`${path}: status ${status}`);
    return (JSON.parse(text) as { items: readonly unknown[] }).items;
  };
  const labels = Object.entries(volumeLabels).map(([name, value]) => `${name}=${value}`);
  const ours = `${VOLUMES}?labelSelector=${encodeURIComponent(labels.join(","))}`;
  // Volumes before claims: one whose claim is in no later list has lost it.
  const volumes = (await list(ours)) as readonly Volume[];
  const claims = (await list("/api/v1/persistentvolumeclaims")) as readonly Claim[];
  if (volumes.length === 0 && claims.length === 0) return { state: "delivered" };
  const spaces = (await list("/api/v1/namespaces")) as readonly Space[];
  const namespaces = new Map(spaces.map(({ metadata }) => [metadata.name, metadata.uid]));

  const { make, remove } = volumeChanges({ claims, volumes, namespaces });
  const refused: string[] = [];
  for (const volume of make) refused.push(...(await created(api, VOLUMES, volume)));
  for (const name of remove) {
    const { status, text } = await api.send("DELETE", `${VOLUMES}/${name}`);
    if (![200, 202, 404].includes(status)) refused.push(refusalOf(status, text));
  }
  return outcomeOf(refused);
}
