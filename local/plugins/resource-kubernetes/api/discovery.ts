import type { Properties } from "../../lib/struct.ts";
import { kindKey, type Gvk } from "../kinds.ts";
import { at, listAt, mapAt, textAt } from "../objects.ts";
import type { Transport } from "./http.ts";

/** How the API serves a type. */
export interface Served {
  readonly gvk: Gvk;
  /** Its name in URLs: "deployments". */
  readonly plural: string;
  readonly namespaced: boolean;
}

export interface Discovery {
  /** How the API serves that type; undefined when it does not. Asks again for types not seen before. */
  find(gvk: Gvk): Promise<Served | undefined>;
  /** Forgets everything, because definitions changed. */
  forget(): void;
}

/** Everything in one answer; served by every API server since 1.30. */
const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
/** How old an answer without that type may be before the server is asked again, in milliseconds. */
const DOUBT_AFTER = 500;

/** Knows which types the API serves; the server is asked once for all of them. */
export function createDiscovery(transport: Transport): Discovery {
  let known: Promise<ReadonlyMap<string, Served>> | undefined;
  let asked = 0;

  function load(): Promise<ReadonlyMap<string, Served>> {
    if (known === undefined) {
      asked = Date.now();
      known = ask(transport);
      known.catch(() => (known = undefined));
    }
    return known;
  }

  return {
    async find(gvk) {
      const served = (await load()).get(kindKey(gvk));
      if (served !== undefined || Date.now() - asked < DOUBT_AFTER) return served;
      known = undefined;
      return (await load()).get(kindKey(gvk));
    },
    forget: () => (known = undefined),
  };
}

async function ask(transport: Transport): Promise<ReadonlyMap<string, Served>> {
  const answers = await Promise.all(
    ["/api", "/apis"].map((path) =>
      transport.send({
        method: "GET",
        path,
        accept: AGGREGATED,
        doing: "asking which types it serves",
      }),
    ),
  );
  const served = answers.flatMap(({ body }) =>
    listAt(body, "items").flatMap((group) => ofGroup(group as Properties)),
  );
  return new Map(served.map((type) => [kindKey(type.gvk), type]));
}

function ofGroup(group: Properties): readonly Served[] {
  return listAt(group, "versions").flatMap((version) =>
    listAt(version, "resources").map((resource) => ({
      gvk: {
        group: textAt(group, "metadata", "name"),
        version: textAt(version, "version"),
        kind: textAt(mapAt(resource, "responseKind"), "kind"),
      },
      plural: textAt(resource, "resource"),
      namespaced: at(resource, "scope") === "Namespaced",
    })),
  );
}
