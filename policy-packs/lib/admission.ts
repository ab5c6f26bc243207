import type { Given } from "./config.ts";

/** Objects of the API that a rule in CEL looks at. */
export interface Matched {
  /** API group, empty for the core. */
  readonly group: string;
  /** Names of resources in it, as URLs have them: `networkpolicies`. */
  readonly resources: readonly string[];
  /**
   * Versions in which the expressions read them. The API server converts an object that comes in another one.
   *
   * @default the stable version of a group of Kubernetes itself, else `*`: whatever it comes in
   */
  readonly versions?: readonly string[];
}

/** One demand: the object is refused unless the expression is true. */
export interface Validation {
  /**
   * CEL over `object`, and over `variables.pod`, `.annotations`, `.containers` and `.images` of whatever object it is.
   *
   * `variables.pod` is the spec of the pod, an empty map where the object makes none; `variables.containers` is the list
   * of all its containers, init and ephemeral ones included; `variables.images` the images of these and of volumes;
   * `variables.annotations` the map of the pod's annotations.
   */
  readonly expression: string;
  /** What the API server answers, one line, lower case; about the object as a whole. */
  readonly message: string;
}

interface Absent {
  /** Why the API server cannot judge it, for the table of doors: a part of a sentence. */
  readonly absent: string;
}

interface Match {
  /** "pods": every kind with a pod template, and pods themselves. */
  readonly match: "pods" | readonly Matched[];
}

/** How a rule is put to the API server: its settings are written into the expressions. */
export type Admission =
  Absent | (Match & { readonly validations: (given?: Given, now?: Date) => readonly Validation[] });

/** The same as the author of a rule writes it. */
export type AdmissionSource<C> =
  Absent | (Match & { readonly validations: (settings: C, now: Date) => readonly Validation[] });

/** A text as a CEL literal. */
export const celText = (text: string): string => JSON.stringify(text);

/** A list of texts as a CEL literal. */
export const celTexts = (texts: readonly string[]): string => `[${texts.map(celText).join(", ")}]`;

/**
 * What is demanded of a list that may be absent, in CEL; nothing holds of what is no list.
 *
 * Only custom kinds can have something else there: over the keys of a map, `all` and `exists` would mean another thing.
 */
export const celOfList = (list: string, demand: string): string =>
  `(type(${list}.orValue([])) == list && ${list}.orValue([]).${demand})`;
