import * as grpc from "@grpc/grpc-js";

import { toServiceError } from "./errors.ts";
import type { CallContext, Implementation } from "./rpc.ts";

type Method = grpc.MethodDefinition<unknown, unknown>;
type Handler = (request: unknown, context: CallContext) => unknown;

/** What grpc-js wants to serve, from plain functions. Every method of the service answers, UNIMPLEMENTED at least. */
export function rpcHandlers<Service extends grpc.ServiceDefinition>(
  service: Service,
  implementation: Implementation<Service>,
  stopping: AbortSignal,
): grpc.UntypedServiceImplementation {
  const handlers = implementation as Readonly<Record<string, Handler | undefined>>;
  const methods = Object.entries(service) as [string, Method][];
  return Object.fromEntries(
    methods.map(([name, method]) => {
      const handler = handlers[name] ?? unimplemented(method);
      return [name, method.responseStream ? stream(handler, stopping) : unary(handler, stopping)];
    }),
  );
}

function unary(handler: Handler, stopping: AbortSignal): grpc.handleUnaryCall<unknown, unknown> {
  return (call, callback) => {
    answer(handler, call, stopping).then(
      (response) => {
        callback(null, response);
      },
      (error: unknown) => {
        callback(failure(error));
      },
    );
  };
}

function stream(
  handler: Handler,
  stopping: AbortSignal,
): grpc.handleServerStreamingCall<unknown, unknown> {
  return (call) => {
    const send = async (): Promise<void> => {
      const responses = (await answer(handler, call, stopping)) as AsyncIterable<unknown>;
      for await (const response of responses) call.write(response);
    };
    send().then(
      () => {
        call.end();
      },
      (error: unknown) => {
        call.emit("error", failure(error));
      },
    );
  };
}

/** Runs the handler with a signal of its own, so that a call the engine gives up ends here too. */
async function answer(
  handler: Handler,
  call: grpc.ServerUnaryCall<unknown, unknown> | grpc.ServerWritableStream<unknown, unknown>,
  stopping: AbortSignal,
): Promise<unknown> {
  const cancelled = new AbortController();
  call.on("cancelled", () => {
    cancelled.abort();
  });
  const signal = AbortSignal.any([cancelled.signal, stopping]);
  return await handler(call.request, { signal });
}

function failure(error: unknown): grpc.StatusObject {
  return error instanceof Unimplemented
    ? { code: grpc.status.UNIMPLEMENTED, details: error.message, metadata: new grpc.Metadata() }
    : toServiceError(error);
}

/** The engine falls back on its own when it hears that a method does not exist. */
class Unimplemented extends Error {}

function unimplemented({ path }: Method): Handler {
  return () => Promise.reject(new Unimplemented(`${path} is not implemented`));
}
