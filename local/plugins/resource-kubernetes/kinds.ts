import type { Properties } from "../lib/struct.ts";
import { textAt } from "./objects.ts";

/** Group, version and kind: what the API calls a type. */
export interface Gvk {
  /** "" for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The apiVersion field of that type: "v1", "apps/v1". */
export const apiVersionOf = ({ group, version }: Gvk): string =>
  group === "" ? version : `${group}/${version}`;

/** "apps/v1/Deployment", "v1/Pod": how tables of this plugin and of the official provider name a type. */
export const kindKey = (gvk: Gvk): string => `${apiVersionOf(gvk)}/${gvk.kind}`;

/** The type of an object, from its own fields; "core" is another word for the core group. */
export function gvkOf(object: Properties): Gvk {
  return { ...parseApiVersion(textAt(object, "apiVersion")), kind: textAt(object, "kind") };
}

/** The type a Pulumi type token names: `kubernetes:apps/v1:Deployment`; undefined when it names none. */
export function gvkOfToken(token: string): Gvk | undefined {
  const [, module, kind] = /^kubernetes:([^:]+\/[^:]+):([^:]+)$/.exec(token) ?? [];
  if (module === undefined || kind === undefined) return undefined;
  return { ...parseApiVersion(module), kind };
}

/** The type token inside a URN, of the resource itself and not of its parents. */
export const tokenOfUrn = (urn: string): string => urn.split("::")[2]?.split("$").at(-1) ?? "";

/** The logical name inside a URN. */
export const nameOfUrn = (urn: string): string => urn.split("::").slice(3).join("::");

export const isSecretKind = ({ group, kind }: Gvk): boolean => group === "" && kind === "Secret";
export const isConfigMapKind = ({ group, kind }: Gvk): boolean =>
  group === "" && kind === "ConfigMap";
export const isCrdKind = ({ group, kind }: Gvk): boolean =>
  group === "apiextensions.k8s.io" && kind === "CustomResourceDefinition";

function parseApiVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const [first = "", second] = apiVersion.split("/");
  if (second === undefined) return { group: "", version: first };
  return { group: first === "core" ? "" : first, version: second };
}
