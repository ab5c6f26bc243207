import type { Answer, ApiServer } from "./api-server.ts";
import { atOnce } from "./at-once.ts";

export type Manifest = Readonly<Record<string, unknown>>;

/** Thrown for an object of a kind that the API server does not serve. */
export class NotServed extends Error {}

type Resources = Readonly<Record<string, string>>;

/** Posts an object for nothing but the answer: a dry run. The manager is a name that policies can ask for. */
export type Poster = (object: Manifest, manager?: string) => Promise<Answer>;

export function poster(api: ApiServer): Poster {
  const known = new Map<string, Promise<Resources>>();
  return async (object, manager) => {
    const path = await pathOf(api, known, object);
    const as = manager === undefined ? "" : `&fieldManager=${manager}`;
    return api.call("POST", `${path}?dryRun=All${as}`, object);
  };
}

/** Those that the API server takes, whatever rules say of them. */
export async function takenBy(api: ApiServer, objects: readonly Manifest[]): Promise<Manifest[]> {
  const post = poster(api);
  const taken = await atOnce(objects, async (object) => {
    try {
      return (await post(object)).status < 300;
    } catch (error) {
      if (error instanceof NotServed) return false;
      throw error;
    }
  });
  return objects.filter((_, at) => taken[at]);
}

/** The collection an object is posted to, found through discovery. */
async function pathOf(
  api: ApiServer,
  known: Map<string, Promise<Resources>>,
  object: Manifest,
): Promise<string> {
  const { apiVersion, kind, metadata } = object as {
    apiVersion: string;
    kind: string;
    metadata?: { namespace?: string };
  };
  const base = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const found = known.get(base) ?? discover(api, base);
  known.set(base, found);
  const resource = (await found)[kind];
  if (resource === undefined) throw new NotServed(`${apiVersion} ${kind}: not served here`);
  if (!resource.startsWith("namespaced/")) return `${base}/${resource}`;
  const namespace = metadata?.namespace ?? "default";
  return `${base}/namespaces/${namespace}/${resource.slice("namespaced/".length)}`;
}

async function discover(api: ApiServer, base: string): Promise<Resources> {
  const { body } = await api.call("GET", base);
  const resources = (body["resources"] ?? []) as readonly {
    readonly name: string;
    readonly kind: string;
    readonly namespaced: boolean;
  }[];
  return Object.fromEntries(
    resources
      .filter(({ name }) => !name.includes("/"))
      .map(({ name, kind, namespaced }) => [kind, namespaced ? `namespaced/${name}` : name]),
  );
}
