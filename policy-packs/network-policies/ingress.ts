import { CannotTell, type Lazy } from "../lib/finding.ts";
import type { Kinds } from "../lib/objects.ts";
import { elements, field, isAbsent, isRecord, type Props, textAt } from "../lib/values.ts";

/** Ingress in the groups that the provider's SDK knows; they differ in nothing that is read here. */
export const INGRESSES: Kinds = { extensions: ["Ingress"], "networking.k8s.io": ["Ingress"] };

/** A rule of an Ingress. */
export interface HostRule {
  /** `rules[0]`. */
  readonly label: string;
  /** None when it is for every host. */
  readonly host: string | undefined;
  readonly props: Props;
}

/** What an Ingress says, undefined while it says nothing yet. */
export function specOf(props: Props): Props | undefined {
  const spec = field(props, "spec");
  if (isAbsent(spec)) return undefined;
  if (isRecord(spec)) return spec;
  throw new CannotTell("spec is not an object");
}

/** The rules of an Ingress, each readable on its own. */
export const hostRules = (spec: Props): readonly Lazy<HostRule>[] =>
  elements(spec, "rules").map(({ where, read }) => ({
    where,
    read: () => {
      const props = read();
      if (!isRecord(props)) throw new CannotTell("is not an object");
      return { label: where, host: textAt(props, "host"), props };
    },
  }));
