import type { Api } from "../control-plane/api.ts";
import type { Controller, Need } from "./controller.ts";

/** Of the needs of a controller, those that the cluster does not meet. */
export async function missingNeeds(
  api: Api,
  { needs }: Pick<Controller, "needs">,
): Promise<readonly Need[]> {
  const met = await Promise.all(needs.map((need) => isMet(api, need)));
  return needs.filter((_, index) => met[index] === false);
}

async function isMet(api: Api, { path, listed = false }: Need): Promise<boolean> {
  const { status, text } = await api.get(path);
  if (status !== 200) return false;
  if (!listed) return true;
  const { items = [] } = JSON.parse(text) as { items?: readonly unknown[] };
  return items.length > 0;
}
