import * as grpc from "@grpc/grpc-js";
import engineRpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import engineProto from "@pulumi/pulumi/proto/engine_pb.js";

import { channelOptions } from "./serve.ts";

/** What a plugin says to the person at the screen, about one resource (its URN) or, without one, about the whole run. */
export interface Engine {
  info(message: string, urn?: string): Promise<void>;
  warning(message: string, urn?: string): Promise<void>;
  /** Fails the whole run, whatever the step answers. */
  error(message: string, urn?: string): Promise<void>;
  /** What the resource is waiting for just now: shown beside it while it runs, then forgotten. */
  status(message: string, urn: string): Promise<void>;
  close(): void;
}

type Severity = engineProto.LogSeverity;

/** Talks to the engine at `address` ("127.0.0.1:port"). A message that cannot be delivered is dropped, never an error. */
export function connectEngine(address: string): Engine {
  const client = new engineRpc.EngineClient(
    address,
    grpc.credentials.createInsecure(),
    channelOptions,
  );
  const log = (severity: Severity, message: string, urn = "", ephemeral = false): Promise<void> => {
    const request = new engineProto.LogRequest();
    request.setSeverity(severity);
    request.setMessage(message);
    request.setUrn(urn);
    request.setEphemeral(ephemeral);
    return new Promise((resolve) => {
      client.log(request, () => {
        resolve();
      });
    });
  };
  const { INFO, WARNING, ERROR } = engineProto.LogSeverity;
  return {
    info: (message, urn) => log(INFO, message, urn),
    warning: (message, urn) => log(WARNING, message, urn),
    error: (message, urn) => log(ERROR, message, urn),
    status: (message, urn) => log(INFO, message, urn, true),
    close: () => {
      client.close();
    },
  };
}
