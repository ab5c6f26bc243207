import { type Props, textAt } from "../lib/values.ts";

/** Name of a namespace, as a regular expression (RFC 1123 label). */
export const NAMESPACE = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

/** Name of most other objects, as a regular expression (RFC 1123 subdomain). */
export const NAME = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";

/** An object as settings list it, `core/web`; one whose name the engine will make up is on no list. */
export const listedName = (props: Props): string =>
  `${textAt(props, "metadata", "namespace") ?? ""}/${textAt(props, "metadata", "name") ?? ""}`;

/** The same in CEL. */
export const CEL_LISTED_NAME =
  "(has(object.metadata.namespace) ? object.metadata.namespace : '') + '/' +" +
  " (has(object.metadata.name) ? object.metadata.name : '')";
