import * as grpc from "@grpc/grpc-js";
import anyProto from "google-protobuf/google/protobuf/any_pb.js";
import providerProto from "@pulumi/pulumi/proto/provider_pb.js";
import statusProto from "@pulumi/pulumi/proto/status_pb.js";

import { toStruct, type Properties } from "./struct.ts";

export interface InitFailureFacts {
  readonly id: string;
  /** Live state of the resource, stored by the engine. */
  readonly properties: Properties;
  /** Inputs to store; the engine keeps its own when they are left out. */
  readonly inputs?: Properties;
  /** Why the resource is not ready, one line each. */
  readonly reasons: readonly string[];
}

/** The resource exists but is not ready: the engine stores it and fails the step, and the next update tries again. */
export class InitFailure extends Error {
  readonly facts: InitFailureFacts;

  constructor(facts: InitFailureFacts) {
    super(facts.reasons.join("; "));
    this.name = "InitFailure";
    this.facts = facts;
  }
}

/** Any thrown value as one line, without its stack. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  const lines = text.split(/[\r\n]+/).map((line) => line.trim());
  return lines.filter((line) => line !== "").join("; ") || "failed without a message";
}

/** Turns what a handler threw into the one-line gRPC error that the engine prints. */
export function toServiceError(error: unknown): grpc.StatusObject {
  const details = oneLine(error);
  const metadata = new grpc.Metadata();
  if (error instanceof InitFailure) {
    metadata.add("grpc-status-details-bin", Buffer.from(initFailure(error.facts, details)));
  }
  return { code: codeOf(error), details, metadata };
}

/** A call that was given up is CANCELLED; everything else is UNKNOWN, as from the SDK's own providers. */
function codeOf(error: unknown): grpc.status {
  return error instanceof Error && error.name === "AbortError"
    ? grpc.status.CANCELLED
    : grpc.status.UNKNOWN;
}

/** grpc-js knows no rich errors; the Go side reads them from this trailer. */
function initFailure(facts: InitFailureFacts, message: string): Uint8Array {
  const failure = new providerProto.ErrorResourceInitFailed();
  failure.setId(facts.id);
  failure.setProperties(toStruct(facts.properties));
  if (facts.inputs !== undefined) failure.setInputs(toStruct(facts.inputs));
  failure.setReasonsList(facts.reasons.map(oneLine));

  const detail = new anyProto.Any();
  detail.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new statusProto.Status();
  status.setCode(grpc.status.UNKNOWN);
  status.setMessage(message);
  status.addDetails(detail);
  return status.serializeBinary();
}
