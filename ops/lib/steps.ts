import type { OpType, StepEventMetadata } from "@pulumi/pulumi/automation/index.js";

import { identityOf, subjectOf } from "../../policy-packs/lib/subject.ts";
import { isCounted, kindOf, stackType, urnOf } from "./urn.ts";

/** One thing the engine plans to do, or did, to one resource. */
export interface Step {
  readonly urn: string;
  readonly type: string;
  readonly op: OpType;
  /** How people call it: `Deployment core/api`. */
  readonly label: string;
  /** What the packs may call it: they see inputs, and outputs where they judge the whole stack. */
  readonly identities: readonly string[];
  /** Logical name of the nearest component around it; undefined when it hangs on the stack itself. */
  readonly component: string | undefined;
  /** True when people count it: neither stack nor provider nor component. */
  readonly counted: boolean;
  /** Fields that change, as exactly as the plugin says. */
  readonly diffs: readonly string[];
  /** Top-level fields that force a replacement. */
  readonly keys: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly parent: string;
  readonly provider: string;
  /** True when a destroy of it is refused. */
  readonly protect: boolean;
}

/** What an engine step says, for people and for counting. */
export function stepOf(metadata: StepEventMetadata): Step {
  const state = metadata.new ?? metadata.old;
  const { urn, type, op } = metadata;
  const inputs = state?.inputs ?? {};
  return {
    urn,
    type,
    op,
    inputs,
    label: labelOf(urn, inputs),
    identities: identitiesOf(urn, inputs, state?.outputs ?? {}),
    component: componentOf(state?.parent ?? ""),
    counted: isCounted(type, state?.custom === true),
    diffs: fieldsOf(metadata),
    keys: metadata.keys ?? [],
    parent: state?.parent ?? "",
    provider: state?.provider ?? "",
    protect: metadata.old?.protect === true,
  };
}

function fieldsOf({ detailedDiff, diffs }: StepEventMetadata): readonly string[] {
  const exact = Object.keys(detailedDiff ?? {});
  return exact.length > 0 ? exact : (diffs ?? []);
}

/** `Kind namespace/name` of a Kubernetes object, else `Kind logical-name`. */
export function labelOf(urn: string, inputs: Readonly<Record<string, unknown>>): string {
  const { type, name } = urnOf(urn);
  const { metadata } = inputs as { metadata?: { name?: unknown; namespace?: unknown } };
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  const object = text(metadata?.name) ?? name;
  const namespace = text(metadata?.namespace);
  return `${kindOf(type)} ${namespace === undefined ? "" : `${namespace}/`}${object}`;
}

/** How a value that is not known during preview stands in an event (sdk/go/common/resource of pulumi v3.259.0). */
const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The names by which waivers may mean a resource, from each of its sides. */
export function identitiesOf(urn: string, ...sides: readonly Step["inputs"][]): string[] {
  const { type, name } = urnOf(urn);
  const known = (_: string, value: unknown) => (value === unknownValue ? undefined : value);
  const identity = (props: Step["inputs"]) => identityOf(subjectOf({ type, name, props }));
  const shown = sides.map((side) => JSON.parse(JSON.stringify(side, known)) as Step["inputs"]);
  return [...new Set(shown.map(identity))];
}

function componentOf(parent: string): string | undefined {
  const { type, name } = urnOf(parent);
  return parent === "" || type === stackType ? undefined : name;
}
