import * as grpc from "@grpc/grpc-js";

import { rpcHandlers } from "./handlers.ts";
import { whenParentGone } from "./lifecycle.ts";
import type { Implementation } from "./rpc.ts";

/** As in the SDK: large states and charts travel in one message. In bytes. */
const MESSAGE_LIMIT = 400 * 1024 * 1024;

/** Options of every gRPC channel between the engine and a plugin, in both directions. */
export const channelOptions: grpc.ChannelOptions = {
  "grpc.max_receive_message_length": MESSAGE_LIMIT,
  "grpc.max_send_message_length": MESSAGE_LIMIT,
};

/** The engine holds the other end of a plugin's stdin open as long as it lives, and writes nothing. */
const STDIN = 0;

/** How long running calls may take to end after SIGINT or SIGTERM, in milliseconds; the engine kills after 5 s. */
const GRACE = 3000;

/**
 * Serves the methods on a free port of 127.0.0.1 and prints the port on stdout, as the engine expects. On SIGINT and
 * SIGTERM it aborts `stopping`, gives running calls up to 3 s to end and exits 0; when the engine is gone it exits at
 * once. Children of the process belong into a `process.on("exit")` of the caller.
 */
export async function serve<Service extends grpc.ServiceDefinition>(
  service: Service,
  implementation: Implementation<Service>,
  stopping: AbortController = new AbortController(),
): Promise<void> {
  const server = new grpc.Server(channelOptions);
  server.addService(service, rpcHandlers(service, implementation, stopping.signal));
  const port = await bind(server);

  const stop = (): void => {
    stopping.abort();
    setTimeout(() => process.exit(0), GRACE).unref();
    server.tryShutdown(() => process.exit(0));
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  whenParentGone(STDIN, () => process.exit(0));
  process.stdout.on("error", ignore);
  process.stderr.on("error", ignore);
  process.stdout.write(`${String(port)}\n`);
}

/** Where the engine listens: the last word of the command line; flags come before it. Undefined when run by hand. */
export function engineAddress(argv: readonly string[] = process.argv.slice(2)): string | undefined {
  const last = argv.at(-1);
  return last?.startsWith("-") === true ? undefined : last;
}

function bind(server: grpc.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
      if (error === null) resolve(port);
      else reject(error);
    });
  });
}

/** Nobody reads any more: the engine is going, and its end is noticed elsewhere. */
function ignore(): void {
  return;
}
