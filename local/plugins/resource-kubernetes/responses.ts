import providerProto from "@pulumi/pulumi/proto/provider_pb.js";

import { toStruct, type Properties } from "../lib/struct.ts";
import type { CheckFailure } from "./config/check.ts";
import type { ConfigDifference } from "./config/diff.ts";
import type { Change } from "./diff/detailed.ts";
import type { Difference } from "./diff/diff.ts";

const { CheckRequest, CheckResponse, DiffResponse, PropertyDiff } = providerProto;

export function checkResponse(
  inputs: Properties,
  failures: readonly CheckFailure[],
): providerProto.CheckResponse {
  const response = new CheckResponse();
  response.setInputs(toStruct(inputs));
  response.setFailuresList(
    failures.map(({ property, reason }) => {
      const failure = new providerProto.CheckFailure();
      failure.setProperty(property);
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

export function configDiffResponse({
  diffs,
  replaces,
}: ConfigDifference): providerProto.DiffResponse {
  const response = changed(diffs.length > 0);
  response.setDiffsList([...diffs]);
  response.setReplacesList([...replaces]);
  return response;
}

export function diffResponse(difference: Difference): providerProto.DiffResponse {
  const { changes, replaces, deleteBeforeReplace } = difference;
  const response = changed(changes.size > 0 || replaces.length > 0);
  response.setReplacesList([...replaces]);
  response.setDeletebeforereplace(deleteBeforeReplace);
  response.setHasdetaileddiff(true);
  for (const [path, change] of changes)
    response.getDetaileddiffMap().set(path, propertyDiff(change));
  return response;
}

/** The name the engine's autonaming configuration wants: "" when it has none, undefined when it forbids made-up names. */
export function proposedName(request: providerProto.CheckRequest): string | undefined {
  const autonaming = request.getAutonaming();
  const forbidden = autonaming?.getMode() === CheckRequest.AutonamingOptions.Mode.DISABLE;
  return forbidden ? undefined : (autonaming?.getProposedName() ?? "");
}

function changed(some: boolean): providerProto.DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = DiffResponse.DiffChanges;
  return new DiffResponse().setChanges(some ? DIFF_SOME : DIFF_NONE);
}

/** `inputdiff` says that a removal is to be shown from the inputs: the live object still has the field. */
function propertyDiff({ kind, replace }: Change): providerProto.PropertyDiff {
  const { Kind } = PropertyDiff;
  const kinds = {
    add: replace ? Kind.ADD_REPLACE : Kind.ADD,
    delete: replace ? Kind.DELETE_REPLACE : Kind.DELETE,
    update: replace ? Kind.UPDATE_REPLACE : Kind.UPDATE,
  };
  const diff = new PropertyDiff();
  diff.setKind(kinds[kind]);
  diff.setInputdiff(kind === "delete");
  return diff;
}
