import { gunzipSync } from "node:zlib";

import type { Api } from "../../control-plane/api.ts";

/** The parts of an object that configuration comes from. */
export interface ClusterObject {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** The API server did not answer as expected: nothing is known, so nothing is changed. */
export class Unanswered extends Error {}

const namespace = "platform";

/** Looks at the objects of the namespace `platform`. */
export function clusterObjects(api: Api) {
  const ask = async (path: string): Promise<string | undefined> => {
    const { status, text } = await api.get(path);
    if (status === 200) return text;
    if (status === 404) return undefined;
    throw new Unanswered(`${path}: status ${status}`);
  };
  const core = `/api/v1/namespaces/${namespace}`;
  const list = async (path: string): Promise<readonly ClusterObject[]> => {
    const text = await ask(path);
    if (text === undefined) return [];
    return (JSON.parse(text) as { items: readonly ClusterObject[] }).items;
  };
  return {
    list: (plural: "prometheuses" | "alertmanagers") =>
      list(`/apis/monitoring.coreos.com/v1/namespaces/${namespace}/${plural}`),
    configMaps: (selector: string) =>
      list(`${core}/configmaps?labelSelector=${encodeURIComponent(selector)}`),
    configMap: async (name: string): Promise<ClusterObject | undefined> =>
      parsed(await ask(`${core}/configmaps/${name}`)),
    secret: async (name: string): Promise<Files | undefined> => {
      const secret = parsed(await ask(`${core}/secrets/${name}`));
      return secret && decoded(secret.data ?? {});
    },
  };
}

const parsed = (text: string | undefined): ClusterObject | undefined =>
  text === undefined ? undefined : (JSON.parse(text) as ClusterObject);

/** Content of files by name. */
export type Files = Readonly<Record<string, string>>;

/** What a Secret holds as files: out of base64, and those named `.gz` unpacked under their name without it. */
export function decoded(data: Readonly<Record<string, string>>): Files {
  const files = Object.entries(data).map(([name, text]) => {
    const bytes = Buffer.from(text, "base64");
    return name.endsWith(".gz")
      ? [name.slice(0, -3), gunzipSync(bytes).toString("utf8")]
      : [name, bytes.toString("utf8")];
  });
  return Object.fromEntries(files) as Files;
}
