import { z } from "zod";

/** One resource of an exported state; fields that ops does not look at are kept as they are. */
const resourceSchema = z.looseObject({
  urn: z.string(),
  type: z.string(),
  custom: z.boolean().optional(),
  id: z.string().optional(),
  delete: z.boolean().optional(),
  pendingReplacement: z.boolean().optional(),
  protect: z.boolean().optional(),
  parent: z.string().optional(),
  provider: z.string().optional(),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
});

const stateSchema = z.looseObject({
  version: z.int(),
  deployment: z.looseObject({
    resources: z.array(resourceSchema).optional(),
    pending_operations: z
      .array(z.looseObject({ type: z.string(), resource: resourceSchema }))
      .optional(),
  }),
});

export type StateResource = z.infer<typeof resourceSchema>;

/** Something an engine was doing when it was killed: creating, updating, deleting, reading. */
export interface PendingOperation {
  readonly type: string;
  readonly resource: StateResource;
}

/** A stack's state, as `pulumi stack export` writes it. */
export type State = z.infer<typeof stateSchema>;

/** Reads an exported state. Throws on anything else. */
export const stateOf = (json: string): State => stateSchema.parse(JSON.parse(json));

export const resourcesOf = ({ deployment }: State): readonly StateResource[] =>
  deployment.resources ?? [];

export const pendingOf = ({ deployment }: State): readonly PendingOperation[] =>
  deployment.pending_operations ?? [];

/** The state without pending operations, and with what turned out to exist. */
export function withAdopted(state: State, adopted: readonly StateResource[]): State {
  let resources = [...resourcesOf(state)];
  for (const resource of adopted) resources = placed(resources, resource);
  return {
    ...state,
    deployment: { ...state.deployment, resources, pending_operations: [] },
  };
}

/**
 * Puts a resource in, keeping the two promises of a state: one live entry per URN, dependencies first.
 *
 * An entry waiting to be replaced has served its purpose; a live one becomes the old half of a replacement.
 */
function placed(resources: readonly StateResource[], resource: StateResource): StateResource[] {
  const at = resources.findIndex(({ urn, delete: gone }) => urn === resource.urn && gone !== true);
  const before = resources[at];
  if (before === undefined) return [...resources, resource];
  if (before.id === resource.id || before.pendingReplacement === true) {
    return resources.with(at, resource);
  }
  return resources.toSpliced(at, 1, resource, { ...before, delete: true });
}
