import emptyProto from "google-protobuf/google/protobuf/empty_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";

import { Fault } from "../../../lib/fault.ts";
import { secret, secretAllLike, unwrapAll, UNKNOWN } from "../lib/marks.ts";
import type { ProviderImplementation } from "../lib/provider.ts";
import { fromStruct, toStruct, type Properties } from "../lib/struct.ts";
import { changes, diffResponse } from "./diff.ts";
import { checkFields } from "./fields.ts";
import type { Generated, Kind } from "./kind.ts";
import { randomId } from "./random-id.ts";
import { randomPassword, randomString } from "./random-string.ts";

const KINDS: Readonly<Record<string, Kind>> = {
  "random:index/randomId:RandomId": randomId,
  "random:index/randomPassword:RandomPassword": randomPassword,
  "random:index/randomString:RandomString": randomString,
};

/**
 * Stand-in for the official random provider, for RandomId, RandomPassword and RandomString. The
 * value lives in the state alone: reading gives back what is stored, deleting forgets it, any changed input replaces.
 */
export const randomProvider: ProviderImplementation = {
  check: (request) => {
    const kind = kindOf(request.getUrn());
    const inputs = unwrapAll(fromStruct(request.getNews()));
    const wrong = checkFields(kind.fields, inputs);
    const failures = wrong.length > 0 ? wrong : kind.conflicts(inputs);
    const list = failures.map(({ property, reason }) =>
      new providerProto.CheckFailure().setProperty(property).setReason(reason),
    );
    return new providerProto.CheckResponse().setInputs(request.getNews()).setFailuresList(list);
  },

  diff: (request) => {
    const kind = kindOf(request.getUrn());
    const state = unwrapAll(fromStruct(request.getOlds()));
    return diffResponse(changes(kind, state, unwrapAll(fromStruct(request.getNews()))));
  },

  create: (request) => {
    const kind = kindOf(request.getUrn());
    const given = fromStruct(request.getProperties());
    const inputs = kind.complete(unwrapAll(given));
    const preview = request.getPreview();
    const { id, outputs } = preview ? unknown(kind) : kind.generate(inputs);
    const state = stateOf(kind, given, inputs, outputs);
    return new providerProto.CreateResponse().setId(id).setProperties(toStruct(state));
  },

  read: (request) => {
    const kind = kindOf(request.getUrn());
    const stored = fromStruct(request.getInputs());
    const response = new providerProto.ReadResponse();
    if (Object.keys(stored).length > 0) {
      response.setId(request.getId()).setProperties(request.getProperties());
      return response.setInputs(request.getInputs());
    }
    const { id, inputs, outputs } = kind.import(request.getId());
    const state = stateOf(kind, {}, kind.complete(inputs), outputs);
    return response.setId(id).setProperties(toStruct(state)).setInputs(toStruct(inputs));
  },

  delete: () => new emptyProto.Empty(),
};

/** What is stored: the complete inputs, secret where the program's were, and the outputs. */
function stateOf(
  kind: Kind,
  given: Properties,
  inputs: Properties,
  outputs: Properties,
): Properties {
  const marked = Object.entries(outputs).map(([name, value]) => [
    name,
    kind.secrets.includes(name) ? secret(value) : value,
  ]);
  return { ...secretAllLike(given, inputs), ...(Object.fromEntries(marked) as Properties) };
}

/** The engine takes an empty id for "known after the update". */
function unknown(kind: Kind): Generated {
  return { id: "", outputs: Object.fromEntries(kind.outputs.map((name) => [name, UNKNOWN])) };
}

function kindOf(urn: string): Kind {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  const kind = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
  if (kind !== undefined) return kind;
  const known = Object.keys(KINDS).map((name) => name.split(":").at(-1));
  throw new Fault({
    where: type,
    problem: "the local stand-in for the random provider does not have it",
    fix: `use ${known.join(", ")}, or install the official plugin`,
  });
}
