import type * as grpc from "@grpc/grpc-js";

/** What a handler knows about the call besides its request. */
export interface CallContext {
  /** Aborted when the engine gives this call up, asks every call to end, or is gone. */
  readonly signal: AbortSignal;
}

type Handler<Method> =
  Method extends grpc.MethodDefinition<infer Request, infer Response>
    ? Method extends { responseStream: true }
      ? (request: Request, context: CallContext) => AsyncIterable<Response>
      : (request: Request, context: CallContext) => Response | Promise<Response>
    : never;

type MethodName<Service> = keyof {
  [Name in keyof Service as string extends Name ? never : Name]: true;
};

/**
 * The methods of a service as plain functions: a request goes in, a response (or a stream of them) comes out, and what
 * is thrown becomes the call's error. A method that is left out answers UNIMPLEMENTED.
 */
export type Implementation<Service extends grpc.ServiceDefinition> = {
  readonly [Name in MethodName<Service>]?: Handler<Service[Name]>;
};
